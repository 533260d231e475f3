"""Addresses of a kit's files: with the overlay where there is one, else the picture's own."""

from flask import Flask, url_for

from core.mail import external_url
from media.kits import contents, versions
from media.kits.models import KitItem, OverlaidRendition
from media.library.enums import RenditionFormat
from media.library.models import Rendition
from media.library.pictures import PAGE_FORMATS, PictureSource, rendition_url


def file_url(file: Rendition | OverlaidRendition, *, download: bool = False) -> str:
    """Return the address of a file; it changes when the file is made anew."""
    if isinstance(file, Rendition):
        return rendition_url(file, download=download)
    return str(
        url_for(
            "kit_files.send_overlaid",
            file_id=file.id,
            v=file.storage_key.rpartition("/")[0][-8:],
            download=1 if download else None,
        )
    )


def file_address(file: Rendition | OverlaidRendition) -> str:
    """Return the whole address of a file, for whoever reads it elsewhere."""
    if isinstance(file, Rendition):
        return external_url("library_files.send_rendition", rendition_id=file.id)
    return external_url("kit_files.send_overlaid", file_id=file.id)


def item_sources(
    item: KitItem, formats: tuple[RenditionFormat, ...] = PAGE_FORMATS
) -> list[PictureSource]:
    """Return the sizes of a kit's picture among ``formats``, smallest first, as it is shared."""
    found = [file for one in formats if (file := contents.file_in(item, one))]
    return [
        PictureSource(url=file_url(file), width=file.width, height=file.height)
        for file in sorted(found, key=lambda file: file.width)
    ]


def init_app(app: Flask) -> None:
    """Let templates ask for the addresses of a kit's files, and whom a variant is for."""
    app.jinja_env.globals["item_sources"] = item_sources
    app.jinja_env.globals["kit_file_url"] = file_url
    app.jinja_env.globals["variant_name"] = versions.name_of
