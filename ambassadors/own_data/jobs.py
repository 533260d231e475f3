"""Background work on people's own data: making copies, and erasing people when it is time."""

import tempfile
import uuid
from datetime import date, timedelta
from pathlib import Path

from flask_babel import force_locale

from accounts import audit
from ambassadors.models import Cohort
from ambassadors.own_data import notifications, operations, queries, zips
from ambassadors.own_data.enums import CopyState
from ambassadors.own_data.models import DataCopy
from core import jobs, storage
from core.db import checkpoint, db, utcnow
from core.formats import local_date

TOLD_AHEAD = timedelta(days=14)
FAILED_KEPT = timedelta(days=1)


def _mark_failed(task: jobs.Task, error: str) -> None:
    copy = queries.find_copy(task.subject_id)
    if copy and copy.state is CopyState.MAKING:
        copy.state = CopyState.FAILED


@jobs.job("copy_own_data", attempts=3, on_failure=_mark_failed)
def copy_own_data(task: jobs.Task) -> None:
    """Make a copy and write to its owner; killed at any point, the next attempt begins again."""
    copy = _wanted(task.subject_id)
    if copy is None:
        return
    copy_id, locale = copy.id, copy.locale
    places = [place.id for place in queries.places_of(copy.user_id)]
    person = queries.person_of(copy.user, places, account=True)
    db.session.commit()
    key = f"copies/{copy_id.hex}/{task.attempt}.zip"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.zip"
        with force_locale(locale):
            zips.write_zip(person, path, task.progress)
        db.session.commit()
        byte_size = path.stat().st_size
        storage.save(key, path, mimetype="application/zip")
    _hand_over(copy_id, key, byte_size)


def _wanted(copy_id: uuid.UUID | None) -> DataCopy | None:
    """Return a copy that is still to be made, for somebody who may still sign in."""
    copy = queries.find_copy(copy_id)
    if copy is None or copy.state is not CopyState.MAKING:
        return None
    return copy if queries.find_user(copy.user_id) else None


def _hand_over(copy_id: uuid.UUID, key: str, byte_size: int) -> None:
    copy = _wanted(copy_id)
    if copy is None:  # erased meanwhile: then nobody is to have it
        db.session.commit()
        storage.delete(key)
        return
    operations.keep_copy(copy, key=key, byte_size=byte_size, at=utcnow())
    notifications.send_copy_ready(copy)


@jobs.daily(hour=4)
@jobs.job("delete_old_copies")
def delete_old_copies(task: jobs.Task) -> None:
    """Delete the copies whose week is over: the file first, so that none is left without a row."""
    now = utcnow()
    over = [
        (c.id, c.storage_key) for c in queries.copies_over(now, failed_before=now - FAILED_KEPT)
    ]
    db.session.commit()
    for number, (copy_id, key) in enumerate(over, start=1):
        if key:
            storage.delete(key)
        copy = queries.find_copy(copy_id)
        if copy:
            db.session.delete(copy)
        task.progress(number, len(over))


@jobs.job("erase_person")
def erase_person(task: jobs.Task) -> None:
    """Erase who confirmed that they want it, one place after the other, then the account."""
    if task.subject_id is None:
        return
    request = queries.find_request(task.subject_id)
    if request is None or request.confirmed_at is None:
        return
    places = [place.id for place in queries.places_of(task.subject_id)]
    for number, place_id in enumerate(places, start=1):
        place = queries.find_place(place_id)
        if place and place.user_id == task.subject_id:
            operations.erase_place(place, at_own_wish=True)
        task.progress(number, len(places))
    operations.end_request(task.subject_id)
    db.session.commit()
    checkpoint()


def _today(cohort: Cohort) -> date:
    return local_date(utcnow(), cohort.organisation.timezone)


@jobs.daily(hour=3)
@jobs.job("erase_past_seasons")
def erase_past_seasons(task: jobs.Task) -> None:
    """Erase everybody in the cohorts whose day has come, each in a transaction of their own."""
    # A day that has begun somewhere is asked of each cohort's own zone below.
    due = [c.id for c in queries.cohorts_due(utcnow().date() + timedelta(days=1))]
    for cohort_id in due:
        _erase_cohort(task, cohort_id)
    if due:
        checkpoint()


def _erase_cohort(task: jobs.Task, cohort_id: uuid.UUID) -> None:
    people = queries.people_to_erase(cohort_id)
    for number, (place_id, _user_id) in enumerate(people, start=1):
        place = queries.find_place(place_id)
        if place and place.cohort.retention_until > _today(place.cohort):
            return
        if place:  # who erased themselves meanwhile is gone already
            operations.erase_place(place, at_own_wish=False)
        if number == len(people):
            _record_end(cohort_id)
        task.progress(number, len(people))


def _record_end(cohort_id: uuid.UUID) -> None:
    """Write in the trail, with the last of them, that a cohort's people are erased."""
    cohort = db.session.get_one(Cohort, cohort_id)
    audit.record(
        cohort.organisation,
        actor=None,
        action="season_erased",
        subject=cohort,
        after={"cohort": cohort.name, "people": queries.erased_in(cohort_id)},
    )


@jobs.daily(hour=8)
@jobs.job("announce_erasures")
def announce_erasures(task: jobs.Task) -> None:
    """Tell everybody once, two weeks ahead, on which day a season's data is erased."""
    soon = queries.cohorts_due_soon(utcnow().date(), TOLD_AHEAD)
    told = [place_id for cohort in soon for place_id in queries.people_to_tell(cohort)]
    for number, place_id in enumerate(told, start=1):
        place = queries.find_place(place_id)
        if place and place.told_erased_on != place.cohort.retention_until:
            others = [one for one in queries.places_of(place.user_id) if one.id != place.id]
            goes = not others and not queries.has_role(place.user_id)
            notifications.send_season_over(place, account_goes=goes)
            place.told_erased_on = place.cohort.retention_until
        task.progress(number, len(told))
