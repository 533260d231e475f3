"""Writes about files on their way in. They raise DomainError, may flush, and never commit."""

import hashlib
import uuid
from pathlib import Path

from sqlalchemy import update

from core import storage
from core.db import db, utcnow
from media.library import file_names, room, uploads
from media.library.arrivals import queries
from media.library.arrivals.errors import (
    FileDamaged,
    OddSize,
    OutOfOrder,
    PieceDamaged,
    TooManyUnfinished,
)
from media.library.arrivals.models import Arrival
from media.library.operations import Fate, forget_files

MOST_UNFINISHED = 200
MOST_BYTES_UNFINISHED = 3_000_000_000  # nobody fills the disk with files that never end


def begin(
    organisation_id: uuid.UUID, user_id: uuid.UUID, *, name: str, byte_size: int, modified: str
) -> Arrival:
    """Return the arrival of a file, the one that was begun before if it is the same file.

    Raises OddSize, LibraryFull and TooManyUnfinished.
    """
    if words := uploads.refusal_of_size(name, byte_size):
        raise OddSize(words)
    fingerprint = hashlib.sha256(f"{byte_size} {modified} {name}".encode()).hexdigest()
    known = queries.find_unfinished(organisation_id, user_id, fingerprint)
    if known is not None:
        return known
    room.check_place_for(organisation_id, queries.bytes_on_the_way(organisation_id) + byte_size)
    many, size = queries.count_unfinished(user_id)
    if many >= MOST_UNFINISHED or size + byte_size > MOST_BYTES_UNFINISHED:
        raise TooManyUnfinished
    arrival = Arrival(
        id=uuid.uuid4(),
        organisation_id=organisation_id,
        uploaded_by_id=user_id,
        name=file_names.cleaned(name),
        byte_size=byte_size,
        fingerprint=fingerprint,
        pieces=0,
    )
    db.session.add(arrival)
    return arrival


def check_piece(arrival: Arrival, number: int, content: bytes, checksum: str) -> bool:
    """Say whether a piece is wanted; one that is here already is not.

    Raises OutOfOrder and PieceDamaged.
    """
    if arrival.ended_at or number < arrival.pieces:
        return False
    if number > arrival.pieces or number >= queries.pieces_of(arrival.byte_size):
        raise OutOfOrder
    if len(content) != queries.length_of(arrival, number):
        raise PieceDamaged
    if checksum and hashlib.sha256(content).hexdigest() != checksum:
        raise PieceDamaged
    return True


def count_piece(arrival_id: uuid.UUID, number: int, *, whole: str = "") -> None:
    """Note that a piece is stored, and the file's checksum where it is known by now.

    Sent twice at once, it counts once.
    """
    db.session.execute(
        update(Arrival)
        .where(Arrival.id == arrival_id, Arrival.pieces == number)
        .values(pieces=number + 1, checksum=whole)
    )


def put_together(arrival: Arrival, path: Path, checksum: str) -> str:
    """Have the whole file at a path of this machine; return its checksum.

    Nobody writes to it: a file that came in one piece is that piece. Raises OutOfOrder, and
    FileDamaged.
    """
    total = queries.pieces_of(arrival.byte_size)
    if arrival.pieces < total:
        raise OutOfOrder
    if arrival.checksum:
        storage.borrow(queries.key_of(arrival, 0, arrival.checksum), path)
        found = arrival.checksum
    else:
        found = _joined(arrival, total, path)
    if path.stat().st_size != arrival.byte_size or (checksum and found != checksum):
        raise FileDamaged
    return found


def _joined(arrival: Arrival, total: int, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as whole:
        for number in range(total):
            for part in storage.stream(queries.key_of(arrival, number)):
                digest.update(part)
                whole.write(part)
    return digest.hexdigest()


def end(arrival: Arrival, fate: Fate) -> None:
    """Note what became of a file, and forget its pieces."""
    arrival.ended_at = utcnow()
    arrival.asset_id = fate.asset.id if fate.asset else None
    arrival.was_new, arrival.refusal = fate.is_new, fate.refusal
    forget_pieces(arrival)


def start_again(arrival: Arrival) -> None:
    """Forget the pieces of a file that did not come as it was sent."""
    forget_pieces(arrival)
    db.session.delete(arrival)


def forget_pieces(arrival: Arrival) -> None:
    """Have a file's pieces removed once this transaction is committed."""
    total = queries.pieces_of(arrival.byte_size)
    # One more than is counted may be stored: the worker may have died between storing and counting.
    keys = [queries.key_of(arrival, n) for n in range(min(arrival.pieces + 1, total))]
    forget_files([queries.key_of(arrival, 0, arrival.checksum), *keys])


def give_up(arrival: Arrival) -> None:
    """Forget a file that never came to its end, or one whose fate has been told."""
    if arrival.ended_at is None:
        forget_pieces(arrival)
    db.session.delete(arrival)
