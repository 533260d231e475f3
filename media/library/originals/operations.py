"""Writes about originals. They raise DomainError, may flush, and never commit."""

import uuid

from sqlalchemy.exc import IntegrityError

from accounts.models import User
from core import jobs, pictures, refusals
from core.db import db
from core.image_gate import MAX_BYTES, PictureFacts, PictureRefused
from media.library import queries as library
from media.library.enums import AssetKind, AssetState, Recognisable
from media.library.errors import AlreadyInLibrary, NotReadyYet
from media.library.file_names import cleaned
from media.library.looks import ALIKE, distance
from media.library.models import Asset, AssetVersion, LookAlike
from media.library.operations import forget_files
from media.library.originals import queries
from media.library.originals.errors import CannotMerge, FilmsStay, OriginalRefused
from media.library.originals.signals import pictures_merged
from media.library.people.enums import GivenBy
from media.library.people.models import PersonInAsset
from media.library.people.withdrawals import operations as withdrawals

OF_AN_ORIGINAL = ("original_name", "storage_key", "checksum", "byte_size", "width", "height")


def check_replaceable(asset: Asset) -> None:
    """Raise FilmsStay for a film, and NotReadyYet while the formats are being made."""
    if asset.kind is AssetKind.FILM:
        raise FilmsStay
    if asset.state is AssetState.PROCESSING:
        raise NotReadyYet


def keep_original(content: bytes) -> tuple[str, PictureFacts]:
    """Store an original that has passed the gate; return its key and its facts.

    Raises OriginalRefused, and StorageUnavailable.
    """
    try:
        return pictures.keep_original(content, folder="originals")
    except PictureRefused as refused:
        words = refusals.reason(refused.reason, megabytes=MAX_BYTES // 1024**2)
        raise OriginalRefused(words) from refused


def replace(asset: Asset, *, name: str, key: str, facts: PictureFacts, actor: User) -> None:
    """Let another original take a picture's place; the old one is kept.

    Who can be recognised is asked again. Raises AlreadyInLibrary.
    """
    known = library.known_checksums(asset.organisation_id, [facts.checksum])
    if known:
        raise AlreadyInLibrary(known[facts.checksum])
    _keep(asset, asset, actor)
    asset.original_name, asset.storage_key = cleaned(name), key
    asset.checksum, asset.byte_size = facts.checksum, facts.byte_size
    asset.width, asset.height = facts.width, facts.height
    _made_anew(asset)


def go_back(asset: Asset, version: AssetVersion, *, actor: User) -> None:
    """Let an earlier original take its place again. Raises AlreadyInLibrary."""
    known = library.known_checksums(asset.organisation_id, [version.checksum])
    if known and version.checksum != asset.checksum:
        raise AlreadyInLibrary(known[version.checksum])
    earlier = {name: getattr(version, name) for name in OF_AN_ORIGINAL}
    db.session.delete(version)
    db.session.flush()  # its key must be free before the picture takes it
    _keep(asset, asset, actor)
    for name, value in earlier.items():
        setattr(asset, name, value)
    _made_anew(asset)


def _keep(asset: Asset, original: Asset, actor: User | None, *, merged: bool = False) -> None:
    facts = {name: getattr(original, name) for name in OF_AN_ORIGINAL}
    version = AssetVersion(asset_id=asset.id, replaced_by=actor, was_merged=merged, **facts)
    db.session.add(version)


def _made_anew(asset: Asset) -> None:
    asset.recognisable = Recognisable.UNANSWERED
    if asset.state is AssetState.REFUSED:
        asset.state, asset.refusal = AssetState.PROCESSING, None
    jobs.enqueue("make_renditions", subject_id=asset.id, anew="yes")


def note_look_alikes(asset: Asset) -> None:
    """Note which other pictures of the organisation look like a newly made one."""
    if asset.looks is None or asset.kind is not AssetKind.PICTURE:
        return
    known = queries.paired_with(asset.id)
    for other_id, looks in queries.looks_in(asset.organisation_id):
        if other_id == asset.id or other_id in known or distance(asset.looks, looks) > ALIKE:
            continue
        db.session.add(LookAlike(first_id=other_id, second_id=asset.id))


def keep_apart(pair: LookAlike) -> None:
    """Note that two pictures only look the same."""
    pair.kept_apart = True


def merge(pair: LookAlike, *, keep_id: uuid.UUID, actor: User) -> Asset:
    """Make one picture of two: what used the other uses the one that is kept; return that.

    The other original is kept as a version. Raises CannotMerge.
    """
    keep, other = (
        (pair.second, pair.first) if keep_id == pair.second_id else (pair.first, pair.second)
    )
    if AssetState.PROCESSING in (keep.state, other.state):
        raise CannotMerge
    _move_people(keep, other)
    _fill_in(keep, other)
    pictures_merged.send(keep, other=other)
    version = {name: getattr(other, name) for name in OF_AN_ORIGINAL}
    files = [row.storage_key for row in other.renditions]
    try:
        with db.session.begin_nested():
            for row in [*other.renditions]:
                db.session.delete(row)
            db.session.flush()
            db.session.refresh(other)
            db.session.delete(other)
    except IntegrityError as error:
        raise CannotMerge from error
    db.session.add(AssetVersion(asset_id=keep.id, replaced_by=actor, was_merged=True, **version))
    forget_files(files)
    return keep


def _move_people(keep: Asset, other: Asset) -> None:
    """Take over who is marked and the stricter answer: a merging never makes a picture freer."""
    known = {one.person_id: one for one in keep.people if one.person_id}
    for one in [*other.people]:
        mine = known.get(one.person_id) if one.person_id else None
        if mine is None:
            one.asset = keep
        if one.refused_at and not (mine and mine.refused_at):  # a no to either is a no to both
            _pass_on(mine or one)
    if keep.recognisable is not other.recognisable:
        both = {keep.recognisable, other.recognisable}
        is_somebody = Recognisable.SOMEBODY in both or keep.people
        keep.recognisable = Recognisable.SOMEBODY if is_somebody else Recognisable.UNANSWERED
    ends = [one.licence_until for one in (keep, other) if one.licence_until]
    keep.licence_until = min(ends, default=None)
    noted = [one.consent_until for one in (keep, other) if one.consent_until]
    keep.consent_until = min(noted, default=None)


def _pass_on(mark: PersonInAsset) -> None:
    """Let a no to the other picture count for the kept one: its files go, who has it is told."""
    if mark.person is None:  # erased since: the files go with the next no or the picture
        return
    mark.refused_at = None
    withdrawals.withdraw(mark.person, [mark], way=GivenBy.LINK)


def _fill_in(keep: Asset, other: Asset) -> None:
    """Take over what was said about the other picture only."""
    for name in ("alt_da", "alt_en", "credit", "licence", "place", "text_language", "unit_id"):
        if not getattr(keep, name):
            setattr(keep, name, getattr(other, name))
    keep.tags = list(dict.fromkeys([*keep.tags, *other.tags]))
    keep.collections = list(dict.fromkeys([*keep.collections, *other.collections]))
