"""Numbers on their way from the page that shows them to the one that adds them.

They travel in the page, encrypted under the installation's key, for one organisation and one
person: nothing is stored before somebody has said yes, and nobody can put others in.
"""

import base64
import json
import uuid
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.readings import Reading
from core import sealing
from core.db import utcnow

GOOD_FOR = timedelta(hours=12)


def packed(readings: Iterable[Reading], *, organisation_id: uuid.UUID, user_id: uuid.UUID) -> str:
    """Return readings of a file as one text for a hidden field."""
    until = int((utcnow() + GOOD_FOR).timestamp())
    said = [[one.shortcode, one.taken_at.isoformat(), dict(one.numbers), one.likes_hidden,
             one.is_moment_told] for one in readings]  # fmt: skip
    squeezed = base64.b85encode(zlib.compress(json.dumps([until, said]).encode())).decode()
    return sealing.seal(squeezed, purpose=_purpose(organisation_id, user_id))


def unpacked(text: str, *, organisation_id: uuid.UUID, user_id: uuid.UUID) -> list[Reading] | None:
    """Return the readings again; None for what is too old, another's, or nothing of ours."""
    squeezed = sealing.unseal(text, purpose=_purpose(organisation_id, user_id))
    if not squeezed:
        return None
    until, said = json.loads(zlib.decompress(base64.b85decode(squeezed)))
    if until < utcnow().timestamp():
        return None
    return [
        Reading(
            shortcode=code,
            source=Source.FILE,
            taken_at=datetime.fromisoformat(moment),
            numbers={Number(name): value for name, value in numbers.items()},
            likes_hidden=hidden,
            is_moment_told=told,
        )
        for code, moment, numbers, hidden, told in said
    ]


def _purpose(organisation_id: uuid.UUID, user_id: uuid.UUID) -> str:
    return f"numbers of {organisation_id} looked at by {user_id}"
