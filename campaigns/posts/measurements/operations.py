"""Writes about measurements. They raise DomainError, may flush, and never commit."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from accounts.models import Organisation, User
from campaigns.posts.instaloader_files import SavedKind
from campaigns.posts.measurements import queries
from campaigns.posts.measurements.errors import NothingWritten, NotThereYet
from campaigns.posts.measurements.files import Piece
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.models import Post
from campaigns.posts.screenshots import operations as screenshots
from campaigns.posts.screenshots.taking import Taken
from core.db import db, utcnow

CLOCKS_DIFFER = timedelta(days=1)


def write(post: Post, reading: Reading, *, by: User, proof: Taken | None = None) -> Measurement:
    """Keep what somebody wrote of a post. Raises NothingWritten and NotThereYet."""
    if not reading.says_something:
        raise NothingWritten
    if reading.taken_at < post.published_at - CLOCKS_DIFFER:
        raise NotThereYet
    if again := queries.just_written(post, reading, by):
        return again
    kept = keep(post, reading, by=by)
    if proof is not None:
        known = queries.screenshot_of(post, proof.facts.checksum)
        kept.proof = known or screenshots.add(post, proof)
    return kept


def keep(post: Post, reading: Reading, *, by: User | None = None) -> Measurement:
    """Add a reading to a post; none is ever changed by another."""
    kept = Measurement(
        post=post,
        source=reading.source,
        taken_at=reading.taken_at,
        likes_hidden=reading.likes_hidden,
        by=by,
        **{number.value: value for number, value in reading.numbers.items()},
    )
    db.session.add(kept)
    return kept


def take_back(measurement: Measurement) -> None:
    """Let a measurement written by mistake be shown and counted nowhere."""
    measurement.taken_back_at = utcnow()


class Fate(StrEnum):
    """What became of one file of a folder, or one row of a list."""

    ADDED = "added"
    KNOWN = "known"
    NOT_OURS = "not_ours"
    NO_NUMBERS = "no_numbers"
    NOT_THEN = "not_then"
    PROFILE = "profile"
    COMMENTS = "comments"
    OTHER = "other"
    NOT_READ = "not_read"
    BROKEN = "broken"


@dataclass(frozen=True)
class Told:
    """A file or a row, and what became of it."""

    name: str
    fate: Fate


def bring_in(organisation: Organisation, pieces: Sequence[Piece], *, by: User) -> list[Told]:
    """Keep what a file says of an organisation's posts; return what became of each piece."""
    readings = [reading for piece in pieces for reading in piece.readings]
    posts = queries.posts_by_code(organisation.id, {one.shortcode for one in readings})
    every = [post.id for found in posts.values() for post in found]
    known = queries.known_moments(every, readings[0].source) if readings else set()
    told = []
    for piece in pieces:
        fates = [_fate(posts.get(one.shortcode, []), one, known, by) for one in piece.readings]
        told.append(Told(piece.name, _of_piece(piece, fates)))
    return told


def _fate(
    posts: Sequence[Post], reading: Reading, known: set[tuple[uuid.UUID, datetime]], by: User
) -> Fate:
    if not posts:
        return Fate.NOT_OURS
    if not reading.says_something:
        return Fate.NO_NUMBERS
    if reading.taken_at > utcnow() + CLOCKS_DIFFER:
        return Fate.NOT_THEN
    fate = Fate.KNOWN
    for post in posts:
        if reading.taken_at < post.published_at - CLOCKS_DIFFER:
            return Fate.NOT_THEN
        if (post.id, reading.taken_at) not in known:
            known.add((post.id, reading.taken_at))
            keep(post, reading, by=by)
            fate = Fate.ADDED
    return fate


def _of_piece(piece: Piece, fates: Sequence[Fate]) -> Fate:
    """Return the best that happened to what was in a piece, or why there was nothing in it."""
    if piece.kind is not SavedKind.POSTS:
        return Fate(piece.kind.value)
    return min(fates, key=list(Fate).index)
