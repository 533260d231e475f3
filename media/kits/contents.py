"""What a kit holds for an ambassador on a day: usable pictures, texts ready to paste. Pure."""

import re
import uuid
from dataclasses import dataclass
from datetime import date

from ambassadors.models import Ambassador, Cohort
from core.languages import LANGUAGES, language
from media.kits import disclosure, hashtags
from media.kits.enums import ItemKind
from media.kits.models import Caption, Kit, KitItem, KitVariant, OverlaidRendition
from media.kits.versions import Version, versions_of
from media.library.enums import FOR_INSTAGRAM, RenditionFormat
from media.library.models import Rendition
from media.library.permissions import is_usable, is_withdrawn

# What can be shown and handed out: a kit's base, or a version of it.
Shown = Kit | Version

LINK = "{link}"
LINK_LETTERS = 40  # about as long as a personal link is
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
MOST_AT_ONCE = 10  # what Chrome hands to the share sheet
MOST_LETTERS = 2200  # in a post on Instagram
SHOWN_FIRST = 125  # letters of a post that Instagram shows before "more"
# For a preview before a cohort is chosen.
ANY_WORD = {"da": "ambassadør", "en": "ambassador"}
# Instagram shows a carousel's pictures in one shape, and stories and reels as high as a phone.
FITTING = {
    ItemKind.FEED: FOR_INSTAGRAM,
    ItemKind.CAROUSEL: (RenditionFormat.PORTRAIT, RenditionFormat.TALL, RenditionFormat.SQUARE),
    ItemKind.STORY: (RenditionFormat.STORY,),
    ItemKind.REEL: (RenditionFormat.STORY,),
}


@dataclass(frozen=True)
class Suggestion:
    """A caption as it is pasted: the first line that may not be left out, the text, the rest.

    ``hashtags`` is the last line: mentions, then hashtags.
    """

    line: str
    text: str
    hashtags: str

    @property
    def whole(self) -> str:
        """Return everything in the order it is pasted."""
        return "\n".join(part for part in (self.line, self.text, self.hashtags) if part)

    @property
    def room(self) -> int:
        """Return how many letters a text of one's own may have in place of this one."""
        beside = "\n".join(part for part in (self.line, self.hashtags) if part)
        return MOST_LETTERS - len(beside) - 1

    @property
    def room_before_more(self) -> int:
        """Return how many of them Instagram shows before "more"."""
        return room_after(self.line)

    @property
    def before_more(self) -> str:
        """Return as much of the text as Instagram shows before "more", in whole words."""
        if len(self.whole) <= SHOWN_FIRST:
            return self.text
        left = room_after(self.line)
        if len(self.text) <= left:
            return self.text
        return re.sub(r"\s*\S*$", "", self.text[: left + 1])

    @property
    def after_more(self) -> str:
        """Return the rest of the text."""
        return self.text.removeprefix(self.before_more)


def fits_topics(kit: Kit, ambassador: Ambassador) -> bool:
    """Say whether a kit is about something the ambassador likes to tell about."""
    liked = {topic.id for topic in ambassador.topics}
    return any(topic.id in liked for topic in kit.topics)


def is_out(item: KitItem, on: date) -> bool:
    """Say whether a kit hands a picture out on a day: it may be used, and somebody described it.

    One that is put into a kit that is out already waits for its words.
    """
    return is_usable(item.asset, on) and any(alt_of(item, code) for code in LANGUAGES)


def usable_items(shown: Shown, on: date) -> list[KitItem]:
    """Return the pictures that are handed out on a day, in order."""
    return [item for item in shown.items if is_out(item, on)]


def usable_anywhere(own: Version, on: date) -> list[KitItem]:
    """Return the pictures of a kit that may be used on a day, each once, those of ``own`` first."""
    found: dict[uuid.UUID, KitItem] = {}
    for version in (own, *versions_of(own.kit)):
        for item in usable_items(version, on):
            found.setdefault(item.asset_id, item)
    return list(found.values())


def held_back(shown: Shown, on: date) -> list[KitItem]:
    """Return the pictures that stay out for now, in order."""
    return [item for item in shown.items if not is_usable(item.asset, on)]


def all_items(kit: Kit) -> list[KitItem]:
    """Return the places of pictures in a kit's base and in all its variants."""
    return [*kit.items, *(item for variant in kit.variants for item in variant.items)]


def formats_of(item: KitItem) -> list[RenditionFormat]:
    """Return the formats a picture is handed out in, in the order people see them."""
    fitting = FITTING[item.kind]
    return [one for one in fitting if not item.formats or one.value in item.formats] or [*fitting]


def file_in(item: KitItem, wanted: RenditionFormat) -> Rendition | OverlaidRendition | None:
    """Return a picture in one format, with its overlay once that is drawn on what it is now."""
    return _files_in(item, [wanted]).get(wanted)


def files_of(item: KitItem) -> dict[RenditionFormat, Rendition | OverlaidRendition]:
    """Return a picture's files for Instagram by format, in the order people see them.

    Of a film, the film itself comes after its cover.
    """
    return _files_in(item, [*formats_of(item), RenditionFormat.FILM])


def _files_in(
    item: KitItem, formats: list[RenditionFormat]
) -> dict[RenditionFormat, Rendition | OverlaidRendition]:
    if is_withdrawn(item.asset):
        return {}  # its files are deleted, and nobody is shown it any more
    plain = {one.format: one for one in item.asset.renditions}
    drawn = {(one.format, one.source_key): one for one in item.overlaid}
    return {
        wanted: drawn.get((wanted, plain[wanted].storage_key), plain[wanted])
        for wanted in formats
        if wanted in plain
    }


def alt_of(item: KitItem, locale: str) -> str:
    """Return a picture's alt text in one language: the kit's own, else the picture's."""
    return str(getattr(item, f"alt_{locale}") or getattr(item.asset, f"alt_{locale}"))


def alt_shown(item: KitItem) -> str:
    """Return a picture's alt text in the language in use, else in the other."""
    codes = sorted(LANGUAGES, key=lambda code: code != language())
    return next((alt for code in codes if (alt := alt_of(item, code))), "")


def with_link(text: str, link: str | None) -> str:
    """Return a text with the personal link put in, or without the sentence that asked for it."""
    if link:
        return text.replace(LINK, link)
    if LINK not in text:
        return text
    lines = (_without_link(one) if LINK in one else one for one in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_link(line: str) -> str:
    return " ".join(one for one in SENTENCE_END.split(line) if LINK not in one)


def captions_in(shown: Shown, locale: str) -> list[Caption]:
    """Return the captions in one language, in order."""
    return [caption for caption in shown.captions if caption.locale == locale]


def languages_of(shown: Shown) -> list[str]:
    """Return the languages there are captions in."""
    return [code for code in LANGUAGES if captions_in(shown, code)]


def languages_wanted(holder: Kit | KitVariant) -> list[str]:
    """Return the languages a kit is in: those of its title, and that of a variant for a language.

    Texts and alt texts are asked for in these.
    """
    kit, own = (holder.kit, holder.locale) if isinstance(holder, KitVariant) else (holder, "")
    return [code for code in LANGUAGES if getattr(kit, f"title_{code}") or code == own]


def room_after(line: str) -> int:
    """Return how many letters of a text Instagram shows before "more" when a line stands first."""
    return max(SHOWN_FIRST - len(line) - 1, 1)


def first_line(shown: Shown, cohort: Cohort | None, locale: str) -> str:
    """Return the line that must stand first in the posts of a cohort's ambassadors."""
    kit = shown.kit if isinstance(shown, Version) else shown
    word = getattr(cohort, f"ambassador_word_{locale}") if cohort else ANY_WORD[locale]
    return disclosure.line(kit.relation, word, kit.organisation.name, locale)


def suggestions(
    shown: Shown, cohort: Cohort | None, locale: str, link: str | None
) -> list[Suggestion]:
    """Return the captions in one language, ready to paste for somebody of a cohort."""
    line = first_line(shown, cohort, locale)
    return [
        Suggestion(
            line=line,
            text=with_link(caption.text, link),
            hashtags=hashtags.last_line(caption.mentions, caption.hashtags),
        )
        for caption in captions_in(shown, locale)
    ]
