"""Reads about files on their way in."""

import re
import uuid
from datetime import datetime

from sqlalchemy import func, select

from core.bodies import LARGEST_PIECE
from core.db import db
from media.library.arrivals.models import Arrival

HEX = re.compile("[0-9a-f]{32}")
PIECE = LARGEST_PIECE


def get_arrival(organisation_id: uuid.UUID, user_id: uuid.UUID, arrival_id: uuid.UUID) -> Arrival:
    """Return one of somebody's own arrivals; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Arrival).where(
            Arrival.id == arrival_id,
            Arrival.organisation_id == organisation_id,
            Arrival.uploaded_by_id == user_id,
        )
    ).one()


def find_unfinished(
    organisation_id: uuid.UUID, user_id: uuid.UUID, fingerprint: str
) -> Arrival | None:
    """Return the latest arrival of the very same file that has not ended."""
    found = select(Arrival).where(
        Arrival.uploaded_by_id == user_id,
        Arrival.fingerprint == fingerprint,
        Arrival.organisation_id == organisation_id,
        Arrival.ended_at.is_(None),
    )
    return db.session.scalar(found.order_by(Arrival.created_at.desc(), Arrival.id).limit(1))


def count_unfinished(user_id: uuid.UUID) -> tuple[int, int]:
    """Return how many files of somebody's are on their way, and how many bytes they will be."""
    counted = select(func.count(Arrival.id), func.sum(Arrival.byte_size)).where(
        Arrival.uploaded_by_id == user_id, Arrival.ended_at.is_(None)
    )
    many, size = db.session.execute(counted).one()
    return many, int(size or 0)


def bytes_on_the_way(organisation_id: uuid.UUID) -> int:
    """Return how large all files will be that are on their way to an organisation."""
    size = select(func.sum(Arrival.byte_size)).where(
        Arrival.organisation_id == organisation_id, Arrival.ended_at.is_(None)
    )
    return int(db.session.scalar(size) or 0)


def begun_before(moment: datetime) -> list[Arrival]:
    """Return arrivals that began before a moment, oldest first."""
    found = select(Arrival).where(Arrival.created_at < moment)
    return list(db.session.scalars(found.order_by(Arrival.created_at, Arrival.id)))


def known_folders(names: set[str]) -> set[str]:
    """Return those of some folders of pieces that belong to a file that is still on its way."""
    ids = [uuid.UUID(name) for name in names if HEX.fullmatch(name)]
    wanted = select(Arrival.id).where(Arrival.id.in_(ids), Arrival.ended_at.is_(None))
    return {one.hex for one in db.session.scalars(wanted)}


def pieces_of(byte_size: int) -> int:
    """Return how many pieces a file has."""
    return -(-byte_size // PIECE)


def length_of(arrival: Arrival, number: int) -> int:
    """Return how long a piece must be; only the last is shorter than the others."""
    return min(PIECE, arrival.byte_size - number * PIECE)


def key_of(arrival: Arrival, number: int, whole: str = "") -> str:
    """Return where a piece is kept; one that is a whole file by a name made of its checksum.

    Else the slower of two who send different files as one would put theirs below the other's. The
    checksum itself would stay behind in the job that removes the piece.
    """
    name = uuid.uuid5(arrival.id, whole).hex if whole else number
    return f"arrivals/{arrival.id.hex}/{name}"
