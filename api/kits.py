"""Kits as the API tells of them on a day: only pictures that may be used, and no names. Pure."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.languages import LANGUAGES
from core.mail import external_url
from media.kits import contents, versions
from media.kits.addresses import file_address
from media.kits.enums import ItemKind
from media.kits.models import Caption, Kit, KitItem
from media.kits.versions import Version
from media.library.enums import RenditionFormat


@dataclass(frozen=True, kw_only=True)
class FileTold:
    """A picture in one format; its address opens for those who are signed in."""

    format: RenditionFormat
    address: str
    mimetype: str
    width: int
    height: int
    byte_size: int


@dataclass(frozen=True, kw_only=True)
class PictureTold:
    """A picture that may be used today, and what it becomes on Instagram."""

    kind: ItemKind
    alt_da: str
    alt_en: str
    files: list[FileTold]


@dataclass(frozen=True, kw_only=True)
class VersionTold:
    """What some see of a kit: everybody who has nothing more local, or those who are named."""

    unit: str
    function: str
    language: str
    title_da: str
    title_en: str
    intro_da: str
    intro_en: str
    captions: list[Caption]
    pictures: list[PictureTold]


@dataclass(frozen=True, kw_only=True)
class KitTold:
    """A kit that is out. The first lines stand before every caption."""

    id: uuid.UUID
    address: str
    starts_on: date
    ends_on: date
    cohorts: list[str]
    first_line_da: str
    first_line_en: str
    versions: list[VersionTold]


def told(kits: Iterable[Kit], on: date) -> list[KitTold]:
    """Return what is told of some kits on a day."""
    return [tell(kit, on) for kit in kits]


def tell(kit: Kit, on: date) -> KitTold:
    """Return what is told of one kit on a day; what may not be used on it is left out."""
    first = {code: contents.first_line(kit, None, code) for code in LANGUAGES}
    return KitTold(
        id=kit.id,
        address=external_url("kits_ambassador.show_kit", kit_id=kit.id),
        starts_on=kit.starts_on,
        ends_on=kit.ends_on,
        cohorts=[cohort.name for cohort in kit.cohorts],
        first_line_da=first["da"],
        first_line_en=first["en"],
        versions=[_version(one, on) for one in versions.versions_of(kit)],
    )


def _version(one: Version, on: date) -> VersionTold:
    variant = one.variant
    return VersionTold(
        unit=one.unit.path if one.unit else "",
        function=variant.function if variant else "",
        language=variant.locale if variant else "",
        title_da=one.title_da,
        title_en=one.title_en,
        intro_da=one.intro_da,
        intro_en=one.intro_en,
        captions=one.captions,
        pictures=[_picture(item) for item in contents.usable_items(one, on)],
    )


def _picture(item: KitItem) -> PictureTold:
    return PictureTold(
        kind=item.kind,
        alt_da=contents.alt_of(item, "da"),
        alt_en=contents.alt_of(item, "en"),
        files=[
            FileTold(
                format=wanted,
                address=file_address(file),
                mimetype=file.mimetype,
                width=file.width,
                height=file.height,
                byte_size=file.byte_size,
            )
            for wanted, file in contents.files_of(item).items()
        ],
    )
