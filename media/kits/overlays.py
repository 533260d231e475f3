"""What is to be drawn on a picture of a kit, in which formats, and whether it is done. Pure."""

from media.kits import contents
from media.kits.drawing import Box, Drawn
from media.kits.enums import Overlay
from media.kits.models import KitItem
from media.library.enums import RenditionFormat
from media.library.zones import safe_zone

# Pages show the picture as it is shared, small.
ON_PAGES = (RenditionFormat.PREVIEW, RenditionFormat.THUMB)
MARGIN = 0.044


def wanted(item: KitItem) -> Drawn:
    """Return what an item is to carry: the organisation's logo and colour, and its words."""
    organisation = item.kit.organisation
    logo = organisation.logo_key or ""
    return Drawn(
        kind=item.overlay.value,
        place=item.overlay_place.value,
        words=item.overlay_text or ("" if logo else organisation.name),
        colour=organisation.brand_colour,
        logo=logo,
    )


def sources(item: KitItem) -> dict[RenditionFormat, str]:
    """Return the files to draw on, by format: those handed out, and the small ones of pages."""
    formats = (*contents.formats_of(item), *ON_PAGES)
    made = {one.format: one.storage_key for one in item.asset.renditions}
    return {one: made[one] for one in formats if one in made}


def is_drawn(item: KitItem) -> bool:
    """Say whether everything an item is to carry is on it."""
    if item.overlay is Overlay.NONE:
        return True
    key = wanted(item).key
    drawn = {row.format: row.source_key for row in item.overlaid if row.settings == key}
    return drawn == sources(item)


def free_part(code: RenditionFormat, width: int, height: int) -> Box:
    """Return where Instagram covers nothing, a margin inside it, in a picture of this size."""
    small = code in ON_PAGES
    zone = safe_zone(RenditionFormat.PORTRAIT if small else code)
    margin = round(width * MARGIN)
    if zone is None:
        return margin, margin, width - margin, height - margin
    scale = width / 1080
    left, top = zone.left * scale, zone.top * scale
    return (
        round(max(left, margin)),
        round(max(top, margin)),
        round(min(left + zone.width * scale, width - margin)),
        round(min(top + zone.height * scale, height - margin)),
    )
