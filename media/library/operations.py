"""Writes about pictures. They raise DomainError, may flush, and never commit."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from core import jobs, storage
from core.db import db
from core.films import MOV, MP4, FilmFacts
from core.image_gate import PictureFacts
from media.library import queries
from media.library.enums import AssetKind, AssetState, Recognisable, RenditionFormat
from media.library.errors import AlreadyInLibrary, AssetInUse, NotReadyYet, PeopleAreMarked
from media.library.models import Asset, Collection, Rendition
from media.library.uploads import Incoming

# What is noted of a finished file, whatever it shows.
ABOUT_A_FILE = ("storage_key", "mimetype", "width", "height", "byte_size", "checksum")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where pictures come from: what is known of them before anybody has looked at them."""

    organisation_id: uuid.UUID
    uploaded_by_id: uuid.UUID | None = None
    unit_id: uuid.UUID | None = None
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class AssetDetails:
    """What a person says about a picture."""

    alt_da: str
    alt_en: str
    credit: str
    licence: str
    unit_id: uuid.UUID | None
    recognisable: Recognisable
    licence_until: date | None = None
    place: str = ""
    tags: list[str] = field(default_factory=list)
    text_language: str = ""


@dataclass(frozen=True)
class Fate:
    """What became of one file: a new picture, one that was there already, or a refusal."""

    name: str
    asset: Asset | None = None
    is_new: bool = False
    refusal: str = ""


@dataclass(frozen=True)
class FilmToMake:
    """A film that has to be stored without its notes."""

    storage_key: str
    mimetype: str
    width: int
    height: int


@dataclass(frozen=True)
class StoredRendition:
    """A finished format whose file is stored already."""

    format: RenditionFormat
    storage_key: str
    mimetype: str
    width: int
    height: int
    byte_size: int
    checksum: int


def add_asset(
    origin: Origin, *, name: str, facts: PictureFacts | FilmFacts, storage_key: str
) -> Asset:
    """Add a picture or film whose original is stored, and have its formats made.

    Raises AlreadyInLibrary when the organisation has the very same file.
    """
    known = queries.known_checksums(origin.organisation_id, [facts.checksum])
    if known:
        raise AlreadyInLibrary(known[facts.checksum])
    asset = Asset(
        **vars(origin),
        original_name=name,
        storage_key=storage_key,
        checksum=facts.checksum,
        byte_size=facts.byte_size,
        width=facts.width,
        height=facts.height,
        kind=AssetKind.FILM if isinstance(facts, FilmFacts) else AssetKind.PICTURE,
        seconds=facts.seconds if isinstance(facts, FilmFacts) else None,
    )
    try:
        with db.session.begin_nested():  # the same form sent twice at once meets the constraint
            db.session.add(asset)
    except IntegrityError as error:
        known = queries.known_checksums(origin.organisation_id, [facts.checksum])
        if not known:
            raise
        raise AlreadyInLibrary(known[facts.checksum]) from error
    jobs.enqueue("make_renditions", subject_id=asset.id)
    return asset


def take_in(origin: Origin, incoming: Iterable[Incoming]) -> list[Fate]:
    """Add every accepted file to the library and say what became of each."""
    return [_taken_in(origin, one) for one in incoming]


def _taken_in(origin: Origin, one: Incoming) -> Fate:
    if one.facts is None or one.refusal:
        return Fate(one.name, refusal=one.refusal)
    try:
        asset = add_asset(origin, name=one.name, facts=one.facts, storage_key=one.storage_key)
    except AlreadyInLibrary as error:
        if one.storage_key:
            storage.delete(one.storage_key)  # a copy nobody refers to
        return Fate(one.name, asset=error.asset)
    return Fate(one.name, asset=asset, is_new=True)


def edit_asset(asset: Asset, details: AssetDetails) -> None:
    """Change what is said about a picture.

    Raises PeopleAreMarked for one in which nobody is to be recognised though somebody is marked.
    """
    if asset.people and details.recognisable is not Recognisable.SOMEBODY:
        raise PeopleAreMarked
    for name in AssetDetails.__dataclass_fields__:
        setattr(asset, name, getattr(details, name))
    if details.recognisable is not Recognisable.SOMEBODY:
        asset.consent_until = None


def put_into_collections(asset: Asset, ids: Iterable[uuid.UUID], new: str = "") -> None:
    """Put a picture into these collections and no others; ``new`` is made if it is not there."""
    wanted, offered = set(ids), queries.collections_of(asset.organisation_id)
    named = next((one for one in offered if one.name.casefold() == new.casefold()), None)
    chosen = [one for one in offered if one.id in wanted or one is named]
    if new and named is None:
        chosen.append(Collection(organisation_id=asset.organisation_id, name=new))
    asset.collections = chosen


def move_focal_point(asset: Asset, *, x: float, y: float) -> bool:
    """Keep another place in sight; return whether that means making the formats again.

    Raises NotReadyYet while the formats are being made for the first time.
    """
    if asset.state is not AssetState.READY:
        raise NotReadyYet
    if (asset.focal_x, asset.focal_y) == (x, y):
        return False
    asset.focal_x, asset.focal_y = x, y
    jobs.enqueue("make_renditions", subject_id=asset.id)
    return True


def make_again(asset: Asset) -> None:
    """Try once more to make a picture's formats."""
    if asset.state is AssetState.REFUSED:
        asset.state, asset.refusal = AssetState.PROCESSING, None
    jobs.enqueue("make_renditions", subject_id=asset.id)


def refuse(asset: Asset, reason: str) -> None:
    """Note why a picture cannot be used."""
    asset.state, asset.refusal = AssetState.REFUSED, reason


def film_to_make(asset: Asset) -> FilmToMake | None:
    """Return the film that has still to be stored without its notes, if there is one."""
    if asset.kind is not AssetKind.FILM or queries.rendition(asset, RenditionFormat.FILM):
        return None
    mimetype = MOV if asset.storage_key.endswith(".mov") else MP4
    return FilmToMake(asset.storage_key, mimetype, asset.width, asset.height)


def show_renditions(
    asset: Asset,
    stored: Iterable[StoredRendition],
    *,
    focal: tuple[float, float],
    looks: str | None = None,
) -> None:
    """Put newly made formats in the place of the old ones, whose files are then forgotten."""
    rows = {row.format: row for row in asset.renditions}
    outdated = []
    for one in stored:
        row = rows.get(one.format) or Rendition(asset=asset, format=one.format)
        if row.storage_key not in (None, one.storage_key):
            outdated.append(row.storage_key)
        for name in ABOUT_A_FILE:
            setattr(row, name, getattr(one, name))
        db.session.add(row)
    asset.focal_x, asset.focal_y = focal
    has_cover = asset.kind is AssetKind.PICTURE or asset.cover_key
    asset.state, asset.refusal = AssetState.READY if has_cover else AssetState.WAITING, None
    asset.looks = looks or asset.looks
    forget_files(outdated)


def keep_without_formats(asset: Asset, made: Iterable[str]) -> None:
    """Forget formats made of a picture somebody has said no to; a new yes has them made again."""
    if asset.state is AssetState.PROCESSING:
        asset.state = AssetState.READY
    forget_files([*made])


def delete_asset(asset: Asset) -> None:
    """Remove a picture and its files. Raises AssetInUse when anything still shows it."""
    keys = [asset.storage_key, *(row.storage_key for row in asset.renditions)]
    keys += [asset.cover_key] if asset.cover_key else []
    keys += queries.earlier_originals(asset.id)
    asset_id = asset.id
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Rendition).where(Rendition.asset_id == asset_id))
            db.session.execute(delete(Asset).where(Asset.id == asset_id))
    except IntegrityError as error:
        raise AssetInUse from error
    forget_files(keys)


def forget_files(keys: list[str]) -> None:
    """Have files removed once this transaction is committed, however often a worker is killed."""
    if keys:
        jobs.enqueue("forget_files", keys=" ".join(keys))
