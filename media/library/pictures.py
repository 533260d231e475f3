"""A picture's sizes as the page's ``picture`` macro wants them."""

from dataclasses import dataclass

from flask import Flask, url_for

from media.library.enums import RenditionFormat
from media.library.models import Asset, Rendition
from media.library.permissions import is_withdrawn

PAGE_FORMATS = (RenditionFormat.THUMB, RenditionFormat.PREVIEW)


@dataclass(frozen=True)
class PictureSource:
    """One size of a picture for a page: its address and its width and height in pixels."""

    url: str
    width: int
    height: int


def rendition_url(rendition: Rendition, *, download: bool = False) -> str:
    """Return the address of a rendition; it changes when the picture is made anew."""
    return str(
        url_for(
            "library_files.send_rendition",
            rendition_id=rendition.id,
            v=rendition.storage_key.rpartition("/")[0][-8:],
            download=1 if download else None,
        )
    )


def picture_sources(
    asset: Asset, formats: tuple[RenditionFormat, ...] = PAGE_FORMATS
) -> list[PictureSource]:
    """Return the sizes an asset has among ``formats``, smallest first.

    There are none while it is made, and none once somebody in it has said no.
    """
    found = [] if is_withdrawn(asset) else [r for r in asset.renditions if r.format in formats]
    return [
        PictureSource(
            url=rendition_url(rendition),
            width=rendition.width,
            height=rendition.height,
        )
        for rendition in sorted(found, key=lambda r: r.width)
    ]


def init_app(app: Flask) -> None:
    """Let templates ask for a picture's sizes and addresses."""
    app.jinja_env.globals["picture_sources"] = picture_sources
    app.jinja_env.globals["rendition_url"] = rendition_url
