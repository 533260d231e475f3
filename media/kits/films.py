"""A film in a kit: played on the kit's page, and told from its cover, which is a picture."""

from collections.abc import Callable
from dataclasses import dataclass

from core.captions import Track
from core.languages import LANGUAGES
from media.kits.models import KitItem
from media.library.enums import RenditionFormat
from media.library.pictures import rendition_url

# The address of the kit's page with some of its arguments changed.
Address = Callable[..., str]
TRACKS = {"da": RenditionFormat.CAPTIONS_DA, "en": RenditionFormat.CAPTIONS_EN}


@dataclass(frozen=True)
class Film:
    """A film, where it is played, and whether that is what is in sight."""

    url: str
    mimetype: str
    width: int
    height: int
    seconds: float
    page_url: str
    is_in_sight: bool
    tracks: list[Track]


def film_of(item: KitItem, wanted: RenditionFormat, address: Address) -> Film | None:
    """Return the film whose cover a kit's picture is, or None."""
    made = {one.format: one for one in item.asset.renditions}
    film = made.get(RenditionFormat.FILM)
    if film is None:
        return None
    # Captions are fetched as a script would: not from a bucket elsewhere.
    tracks = {code: made[one] for code, one in TRACKS.items() if one in made}
    return Film(
        url=rendition_url(film),
        mimetype=film.mimetype,
        width=film.width,
        height=film.height,
        seconds=item.asset.seconds or 0,
        page_url=address(format=RenditionFormat.FILM.value),
        is_in_sight=wanted is RenditionFormat.FILM,
        tracks=[
            Track(code, LANGUAGES[code], rendition_url(one, download=True))
            for code, one in tracks.items()
        ],
    )
