"""Writes about measurements. They raise DomainError, may flush, and never commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from accounts.models import Organisation, User
from campaigns.posts.instaloader_files import SavedKind
from campaigns.posts.measurements import queries
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.errors import NothingWritten, NotThereYet
from campaigns.posts.measurements.files import Piece
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.measurements.standing import value_of
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


def take_back_read(post: Post) -> None:
    """Let what was read of a post by its link be shown and counted nowhere; not what was typed."""
    db.session.execute(
        update(Measurement)
        .where(
            Measurement.post_id == post.id,
            Measurement.source != Source.BY_HAND,
            Measurement.taken_back_at.is_(None),
        )
        .values(taken_back_at=utcnow())
    )


class Fate(StrEnum):
    """What becomes of one file of a folder, or one row of a list."""

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
    NO_POST = "no_post"
    NO_DAY = "no_day"
    ODD_NUMBER = "odd_number"


# What somebody can put right.
FAULTY = frozenset({Fate.BROKEN, Fate.NO_POST, Fate.NO_DAY, Fate.ODD_NUMBER})


@dataclass(frozen=True)
class Told:
    """A file or a row, what becomes of it, and what of it is to be kept for which posts."""

    name: str
    fate: Fate
    kept: tuple[tuple[Post, Reading], ...] = ()


def judge(organisation: Organisation, pieces: Sequence[Piece]) -> list[Told]:
    """Say what becomes of each piece of a file, and write nothing."""
    judging = _Judging(organisation, [reading for piece in pieces for reading in piece.readings])
    told = []
    for piece in pieces:
        judged = [judging.of(reading) for reading in piece.readings]
        kept = tuple(pair for _, pairs in judged for pair in pairs)
        told.append(Told(piece.name, _of_piece(piece, [fate for fate, _ in judged]), kept))
    return told


def bring_in(organisation: Organisation, readings: Sequence[Reading], *, by: User) -> int:
    """Keep what a file says of an organisation's posts, unless it is known; return of how many."""
    try:
        with db.session.begin_nested():
            return _kept(organisation, readings, by)
    except IntegrityError:  # somebody has pressed twice, and the first was quicker
        return _kept(organisation, readings, by)


def _kept(organisation: Organisation, readings: Sequence[Reading], by: User) -> int:
    judging = _Judging(organisation, readings)
    kept = [pair for reading in readings for pair in judging.of(reading)[1]]
    for post, reading in kept:
        keep(post, reading, by=by)
    return len({post.id for post, _ in kept})


class _Judging:
    """What is known of the posts that readings are about, while one after another is judged."""

    def __init__(self, organisation: Organisation, readings: Sequence[Reading]) -> None:
        self.posts = queries.posts_by_code(organisation.id, {one.shortcode for one in readings})
        every = [post.id for found in self.posts.values() for post in found]
        known = queries.from_source(every, readings[0].source) if readings else ()
        self.moments = {(one.post_id, one.taken_at) for one in known}
        self.numbers = {
            (one.post_id, one.likes_hidden, *(value_of(one, number) for number in Number))
            for one in known
        }

    def of(self, reading: Reading) -> tuple[Fate, list[tuple[Post, Reading]]]:
        """Return what becomes of a reading, and for which posts it is to be kept."""
        posts = self.posts.get(reading.shortcode, [])
        if not posts:
            return Fate.NOT_OURS, []
        if not reading.says_something:
            return Fate.NO_NUMBERS, []
        if reading.taken_at > utcnow() + CLOCKS_DIFFER:
            return Fate.NOT_THEN, []
        if any(reading.taken_at < post.published_at - CLOCKS_DIFFER for post in posts):
            return Fate.NOT_THEN, []
        new = [(post, reading) for post in posts if not self._is_known(post, reading)]
        return Fate.ADDED if new else Fate.KNOWN, new

    def _is_known(self, post: Post, reading: Reading) -> bool:
        """Say whether it is there; without a moment of its own, by its numbers."""
        moment = (post.id, reading.taken_at)
        said = (post.id, reading.likes_hidden, *(reading.numbers.get(one) for one in Number))
        if moment in self.moments or (not reading.is_moment_told and said in self.numbers):
            return True
        self.moments.add(moment)
        self.numbers.add(said)
        return False


def _of_piece(piece: Piece, fates: Sequence[Fate]) -> Fate:
    """Return the best that happens to what is in a piece, or why there is nothing in it."""
    if piece.trouble is not None:
        return Fate(piece.trouble.value)
    if piece.kind is not SavedKind.POSTS:
        return Fate(piece.kind.value)
    return min(fates, key=list(Fate).index)
