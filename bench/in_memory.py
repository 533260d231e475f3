"""The reference: the product as it is, but for the zip, which is built whole in memory."""

import io
import zipfile
from datetime import date

from flask import Flask

from ambassadors.models import Cohort
from app import create_app
from core import storage
from media.kits import archive, contents
from media.kits.archive import Archive
from media.kits.contents import Shown


def in_memory() -> Flask:
    """The product with the customary way to make a zip file."""
    archive.zip_kit = zip_in_memory
    return create_app()


def zip_in_memory(kit: Shown, cohort: Cohort | None, *, on: date, link: str | None) -> Archive:
    """Return the kit's usable files and texts as a zip file in one piece of memory."""
    whole = io.BytesIO()
    items = contents.usable_items(kit, on)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as zipped:
        for number, item in enumerate(items, 1):
            for wanted, file in contents.files_of(item).items():
                zipped.writestr(f"{number}-{wanted.value}.jpg", storage.read(file.storage_key))
        for name, text in archive._texts(kit, cohort, items, link).items():
            zipped.writestr(name, text)
    content = whole.getvalue()
    assets = frozenset(item.asset_id for item in items)
    return Archive("kit.zip", len(content), iter([content]), assets)
