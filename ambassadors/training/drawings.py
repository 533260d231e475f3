"""Drawings of our own, and a few photographs, that a lesson can show, by name."""

from functools import cache
from pathlib import Path

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

STATIC = Path(__file__).parents[2] / "static"
# Who took a photograph, and how it may be used; its licence wants that said beside it.
CREDITS = {
    "brushes_up_close": "Trevor “Freespace”, CC BY 4.0",
    "dogs_in_a_door": "Aitzol Berasategi, CC BY 4.0",
    "worn_path": "Aitzol Berasategi, CC BY 4.0",
}


@cache
def names() -> tuple[str, ...]:
    """Return the names of all drawings and photographs."""
    found = [*STATIC.glob("drawings/*.svg"), *STATIC.glob("photographs/*.webp")]
    return tuple(sorted(path.stem for path in found))


def file_of(name: str) -> str:
    """Return where a drawing or photograph lies among the static files."""
    return f"photographs/{name}.webp" if name in CREDITS else f"drawings/{name}.svg"


def size_of(name: str) -> tuple[int, int]:
    """Return how wide and how high it is."""
    return (800, 600) if name in CREDITS else (320, 240)


def label(name: str) -> LazyString | str:
    """Return what a drawing shows, as it stands in the list to choose from."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()


LABELS: dict[str, LazyString] = {
    "a_little_every_week": _l("A little every week"),
    "asking_first": _l("Asking first"),
    "badge_and_first_line": _l("Badge and first line"),
    "badge_on_a_hook": _l("Badge on a hook"),
    "boots_instead": _l("Boots instead"),
    "brushes_up_close": _l("Photograph: brushes up close"),
    "coffee_with_a_friend": _l("Coffee with a friend"),
    "dogs_in_a_door": _l("Photograph: two dogs in a door"),
    "door_ajar": _l("Door ajar"),
    "elbows_in": _l("Elbows in"),
    "every_story_marked": _l("Every story marked"),
    "five_hashtags": _l("Five hashtags"),
    "gift_with_tag": _l("Gift with a tag"),
    "kept_in_a_folder": _l("Kept in a folder"),
    "kitchen_table_with_phone": _l("Kitchen table with phone"),
    "level_horizon": _l("Level horizon"),
    "listening_to_alt_text": _l("Listening to alt text"),
    "look_behind": _l("Look behind"),
    "one_turned_away": _l("One turned away"),
    "open_sports_bag": _l("Open sports bag"),
    "phone_face_down": _l("Phone face down"),
    "phone_in_the_bag": _l("Phone in the bag"),
    "phone_with_caption": _l("Phone with caption"),
    "picture_taken_down": _l("Picture taken down"),
    "pressing_block": _l("Pressing block"),
    "shield_over_phone": _l("Shield over phone"),
    "shoes_after_a_long_shift": _l("Shoes after a long shift"),
    "talking_it_over": _l("Talking it over"),
    "three_steps": _l("Three steps"),
    "thumb_on_lens": _l("Thumb on the lens"),
    "wide_middle_close": _l("Wide, middle, close"),
    "window_light": _l("Window light"),
    "worn_path": _l("Photograph: a worn path"),
}
