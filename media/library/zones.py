"""What Instagram covers or cuts off in each format, drawn on our pages and never in the file."""

from dataclasses import dataclass

from flask_babel import gettext as _

from media.library.enums import RenditionFormat


@dataclass(frozen=True)
class Zone:
    """The part of a format that stays in sight, in its own pixels, and why."""

    left: int
    top: int
    width: int
    height: int
    reason: str


def safe_zone(wanted: RenditionFormat) -> Zone | None:
    """Return what stays in sight of a format, or None where all of it does.

    A story is covered 14 % at the top; the buttons of a reel cover 35 % at the bottom. The profile
    grid shows everything as 3:4.
    """
    return {
        RenditionFormat.STORY: Zone(
            65, 270, 950, 980, _("Instagram’s own buttons and names lie outside the line.")
        ),
        RenditionFormat.PORTRAIT: Zone(
            34, 0, 1012, 1350, _("The profile grid cuts a little off at the sides.")
        ),
        RenditionFormat.SQUARE: Zone(
            135, 0, 810, 1080, _("The profile grid shows what is inside the line.")
        ),
    }.get(wanted)
