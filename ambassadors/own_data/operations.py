"""Writes about one's own data: asking for a copy, asking to be erased, erasing. Callers commit."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from accounts import audit, sessions
from accounts.models import User
from ambassadors.models import Ambassador
from ambassadors.own_data import queries
from ambassadors.own_data.enums import CopyState
from ambassadors.own_data.errors import ErasureTooOld, NothingToErase
from ambassadors.own_data.models import DataCopy, ErasureRequest
from core import erasure_log, jobs, personal_data
from core.db import db
from core.tokens import hash_token, new_token

KEPT = timedelta(days=7)
TIME_TO_CONFIRM = timedelta(hours=1)


def ask_for_copy(user: User, *, locale: str) -> DataCopy:
    """Have a copy made in a language; while one is being made, that is the answer."""
    _lock(user)
    making = queries.find_copy_in_making(user.id)
    if making:
        return making
    copy = DataCopy(id=uuid.uuid4(), user_id=user.id, locale=locale)
    db.session.add(copy)
    jobs.enqueue("copy_own_data", subject_id=copy.id)
    return copy


def _lock(user: User) -> None:
    """Let one request at a time decide for this person; on SQLite there is only one anyhow."""
    db.session.execute(select(User.id).where(User.id == user.id).with_for_update())


def keep_copy(copy: DataCopy, *, key: str, byte_size: int, at: datetime) -> None:
    """Note that a copy can be fetched, and until when; older ones are then over."""
    older = (DataCopy.user_id == copy.user_id, DataCopy.id != copy.id, DataCopy.expires_at > at)
    db.session.execute(update(DataCopy).where(*older).values(expires_at=at))
    copy.state, copy.storage_key, copy.byte_size = CopyState.READY, key, byte_size
    copy.ready_at, copy.expires_at = at, at + KEPT


def ask_for_erasure(user: User, *, at: datetime) -> str | None:
    """Note somebody's wish. Return the token for their mail, or None when a password confirms it.

    Raises NothingToErase for somebody who only works here: their account is their employer's.
    """
    if not can_erase(user):
        raise NothingToErase
    _lock(user)
    request = queries.find_request(user.id) or ErasureRequest(user_id=user.id)
    token = None if user.password else new_token()
    request.token_hash = hash_token(token) if token else None
    request.expires_at = at + TIME_TO_CONFIRM
    db.session.add(request)
    return token


def can_erase(user: User) -> bool:
    """Say whether anything would go: a place, or an account that nothing holds any more."""
    return bool(queries.places_of(user.id)) or not queries.has_role(user.id)


def confirm_erasure(request: ErasureRequest, *, at: datetime) -> None:
    """Have the person erased and sign them out everywhere. Raises ErasureTooOld."""
    if request.confirmed_at:
        return  # the button was pressed twice
    if request.expires_at <= at:
        raise ErasureTooOld
    request.confirmed_at, request.token_hash = at, None
    sign_out_everywhere(request.user)
    jobs.enqueue("erase_person", subject_id=request.user_id)


def sign_out_everywhere(user: User) -> None:
    """Let no device of this person's be signed in any more."""
    user.fs_uniquifier = uuid.uuid4().hex
    sessions.end_all(user)


def erase_place(place: Ambassador, *, at_own_wish: bool) -> None:
    """Forget who had a place, and the account with the last of them when nothing else holds it."""
    user, cohort = place.user, place.cohort
    others = [other for other in queries.places_of(user.id) if other.id != place.id]
    goes = not others and not queries.has_role(user.id)
    if at_own_wish:
        audit.record(
            cohort.organisation,
            actor=None,
            action="ambassador_erased",
            subject=place,
            after={"cohort": cohort.name},
        )
    person = queries.person_of(user, [place.id], account=goes, own_wish=at_own_wish)
    personal_data.erase(person)


def end_request(user_id: uuid.UUID) -> None:
    """Finish a wish: an account without a place goes, unless somebody works here with it."""
    user = db.session.get(User, user_id)
    if user is None:
        return  # the account went with the last place
    if queries.has_role(user_id):
        db.session.execute(delete(ErasureRequest).where(ErasureRequest.user_id == user_id))
    elif not queries.places_of(user_id):
        personal_data.erase(queries.person_of(user, [], account=True))


@erasure_log.replays("person")
def erase_again(line: dict[str, Any]) -> bool:
    """Erase a person whom a restored backup has brought back, as far as they had wished it."""
    user = db.session.get(User, uuid.UUID(line["id"]))
    if user is None:
        return False
    noted = {uuid.UUID(place) for place in line["places"]}
    places = [place.id for place in queries.places_of(user.id) if place.id in noted]
    if not places and not line["account"]:
        return False
    personal_data.erase(queries.person_of(user, places, account=line["account"]))
    return True
