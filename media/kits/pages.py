"""The kit page as an ambassador sees it, put together from what its address asks for."""

import uuid
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from ambassadors.models import Ambassador, Cohort
from core.languages import LANGUAGES, language, localised
from media.kits import contents, permissions, versions
from media.kits.addresses import file_url, item_sources
from media.kits.contents import Shown, Suggestion
from media.kits.enums import ItemKind
from media.kits.films import Address, Film, film_of
from media.kits.models import Kit, KitItem, OverlaidRendition
from media.kits.versions import Version
from media.library.enums import FOR_INSTAGRAM, RenditionFormat
from media.library.file_names import EXTENSIONS, slug_of
from media.library.models import Rendition
from media.library.pictures import PAGE_FORMATS, PictureSource

# Far beyond what Instagram takes; comparing longer texts would keep everybody waiting.
MOST_WRITTEN = 6_000


@dataclass(frozen=True)
class Choice:
    """One of several ways to see the page."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class SharedFile:
    """A file to share or save; ``id`` is the picture's place in the kit."""

    id: uuid.UUID
    url: str
    name: str


@dataclass(frozen=True)
class Picture:
    """The picture in sight, in the format asked for."""

    item: KitItem
    number: int
    sources: list[PictureSource]
    shape: str
    shape_name: str
    file: SharedFile
    formats: list[Choice]
    film: Film | None


@dataclass(frozen=True)
class Thumb:
    """A small picture that leads to the large one."""

    item: KitItem
    alt: str
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Text:
    """The suggestion in sight, and how to get to the others."""

    locale: str
    key: str
    suggestion: Suggestion
    written: str
    number: int
    count: int
    here_url: str
    next_url: str
    languages: list[Choice]


@dataclass(frozen=True)
class KitPage:
    """Everything a kit's page shows; ``kit`` is the version in sight."""

    kit: Shown
    thumbs: list[Thumb]
    picture: Picture | None
    text: Text | None
    link: str | None
    alt: str
    carousel: list[SharedFile]
    versions: list[Choice]


def kit_page(
    kit: Shown,
    cohort: Cohort | None,
    *,
    on: date,
    link: str | None,
    endpoint: str,
    tells_in: Sequence[str] = (),
    **place: Any,
) -> KitPage:
    """Return a kit's page for somebody of a cohort, as the address of this request asks for it.

    ``endpoint`` and ``place`` make the addresses of the other pictures, formats and texts;
    texts in the languages somebody tells in come first.
    """

    def address(anchor: str = "", **changes: Any) -> str:
        wanted = {**_asked(), **changes}
        return url_for(endpoint, **place, **wanted, _anchor=anchor or None)

    items = contents.usable_items(kit, on)
    number = _number("picture", len(items))
    return KitPage(
        kit=kit,
        thumbs=[
            Thumb(item, contents.alt_shown(item), n, address(picture=n, format=None), n == number)
            for n, item in enumerate(items, 1)
        ],
        picture=_picture(kit, items[number - 1], number, address) if items else None,
        text=_text(kit, cohort, link, address, tells_in),
        link=link,
        alt=contents.alt_shown(items[number - 1]) if items else "",
        carousel=_carousel(kit, items),
        versions=_versions(kit, address),
    )


def _versions(shown: Shown, address: Address) -> list[Choice]:
    """Return the ways there are to see a kit; nothing where there is only one."""
    kit = shown.kit if isinstance(shown, Version) else shown
    own = shown.variant if isinstance(shown, Version) else None
    if not kit.variants:
        return []
    new = {"picture": None, "format": None, "caption": None}
    whose = kit.unit.name if kit.unit else _("For everybody")
    everybody = Choice(whose, address(version="base", **new), own is None)
    return [
        *(
            Choice(versions.name_of(one), address(version=one.id, **new), one is own)
            for one in kit.variants
        ),
        everybody,
    ]


def _carousel(kit: Shown, items: Sequence[KitItem]) -> list[SharedFile]:
    """Return the carousel's pictures, else all, in the first shape that every one of them has.

    A phone shares at most ten at once; a single one is no carousel.
    """
    numbered = list(enumerate(items, 1))
    together = [one for one in numbered if one[1].kind is ItemKind.CAROUSEL] or numbered
    made = {number: contents.files_of(item) for number, item in together[: contents.MOST_AT_ONCE]}
    shapes = (one for one in FOR_INSTAGRAM if all(one in files for files in made.values()))
    common = next(shapes, None)
    if common is None or len(made) < 2:
        return []
    return [_file(kit, items[number - 1], number, files[common]) for number, files in made.items()]


def _file(
    kit: Shown, item: KitItem, number: int, file: Rendition | OverlaidRendition
) -> SharedFile:
    # A script that fetches it is not led to a bucket elsewhere, as a browser showing it is.
    return SharedFile(item.id, file_url(file, download=True), _file_name(kit, number, file))


def _asked() -> dict[str, str]:
    names = ("picture", "format", "caption", "language", "version")
    return {name: request.args[name] for name in names if name in request.args}


def _number(name: str, count: int) -> int:
    """Return which of several is asked for, from 1; one that is not there is the first."""
    asked = request.args.get(name, 1, type=int)
    return asked if 1 <= asked <= count else 1


def _picture(kit: Shown, item: KitItem, number: int, address: Address) -> Picture | None:
    files = contents.files_of(item)
    if not files:
        return None
    wanted = next(
        (one for one in files if one.value == request.args.get("format")), next(iter(files))
    )
    rendition = files[wanted]
    # Pages show a film by its cover.
    is_portrait = wanted in (RenditionFormat.PORTRAIT, RenditionFormat.FILM)
    return Picture(
        item=item,
        number=number,
        sources=item_sources(item, PAGE_FORMATS if is_portrait else (wanted,)),
        shape="" if is_portrait else "whole",
        shape_name=wanted.value,
        file=_file(kit, item, number, rendition),
        formats=[Choice(_ratio(one), address(format=one.value), one is wanted) for one in files],
        film=film_of(item, wanted, address),
    )


def _ratio(wanted: RenditionFormat) -> str:
    if wanted is RenditionFormat.FILM:
        return str(wanted.label)
    ratio = wanted.value.replace("x", ":")
    return _("Story %(ratio)s", ratio=ratio) if wanted is RenditionFormat.STORY else ratio


def _file_name(kit: Shown, number: int, file: Rendition | OverlaidRendition) -> str:
    title = slug_of(localised(kit, "title")) or "kit"
    return f"{title}-{number}-{file.format.value}.{EXTENSIONS[file.mimetype]}"


def _text(
    kit: Shown, cohort: Cohort | None, link: str | None, address: Address, tells_in: Sequence[str]
) -> Text | None:
    codes = sorted(contents.languages_of(kit), key=lambda code: code not in tells_in)
    if not codes:
        return None
    own = language() if not tells_in or language() in tells_in else codes[0]
    preferred = (request.args.get("language"), own, codes[0])
    locale = next(code for code in preferred if code in codes)
    found = contents.suggestions(kit, cohort, locale, link)
    number = _number("caption", len(found))
    return Text(
        locale=locale,
        key=str(contents.captions_in(kit, locale)[number - 1].id),
        suggestion=found[number - 1],
        written=request.form.get("own_words", found[number - 1].text)[:MOST_WRITTEN],
        number=number,
        count=len(found),
        here_url=address("text"),
        next_url=address("text", caption=number % len(found) + 1),
        languages=[
            Choice(LANGUAGES[code], address("text", language=code, caption=None), code == locale)
            for code in codes
        ],
    )


def log_url(page: KitPage) -> str:
    """Return where she logs what she has posted with the kit."""
    in_sight = page.picture.item.asset_id if page.picture else None
    return page_above("posts_ambassador.choose_log", kit=page.kit.id, picture=in_sight)


def page_above(endpoint: str, **arguments: Any) -> str:
    """Return the address of a page in a room above this one, or "" when it is not there."""
    return url_for(endpoint, **arguments) if endpoint in current_app.view_functions else ""


@dataclass(frozen=True)
class Card:
    """A kit as it stands among the others."""

    kit: Kit
    shown: Version
    cover: KitItem
    count: int
    is_locked: bool
    url: str


def cards(
    kits: Iterable[Kit], ambassador: Ambassador, passed: AbstractSet[uuid.UUID], on: date
) -> list[Card]:
    """Return kits as they stand among the others; a locked one leads to what opens it."""
    return [
        _card(
            versions.version_for(kit, ambassador, language()),
            permissions.is_locked(kit, ambassador, passed),
            on,
        )
        for kit in kits
    ]


def _card(shown: Version, is_locked: bool, on: date) -> Card:
    kit = shown.kit
    items = contents.usable_items(shown, on) or contents.usable_items(kit, on)
    url = url_for("kits_ambassador.show_kit", kit_id=kit.id)
    if is_locked:
        url = training_url(kit) or url
    return Card(kit, shown, items[0], len(items), is_locked, url)


def training_url(kit: Kit) -> str:
    """Return the address of the training that opens a kit."""
    return page_above("training_ambassador.show_module", module_id=kit.gate_id)
