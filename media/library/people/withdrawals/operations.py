"""Taking a yes back. It counts in the same transaction; passing it on is the job's work."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from accounts import audit
from accounts.models import User
from core import erasure_log, jobs
from core.db import db, utcnow
from media.library.enums import PictureChannel
from media.library.people.enums import GivenBy
from media.library.people.models import Person, PersonInAsset
from media.library.people.withdrawals.models import Withdrawal, WithdrawnPicture

# Where ambassadors show pictures; what is taken out of these must be passed on to them.
SHARED_IN = frozenset(PictureChannel) - {PictureChannel.WEBSITE, PictureChannel.PRINT}


def withdraw(
    person: Person,
    marks: Sequence[PersonInAsset],
    *,
    way: GivenBy,
    actor: User | None = None,
) -> Withdrawal | None:
    """Take pictures out of use altogether, at once: nobody is shown them any more.

    Said twice it counts once: what is out of use already is passed on to nobody again.
    """
    now = utcnow()
    taken = [one for one in marks if not one.refused_at]
    if not taken:
        return None
    # A backup from before must not bring the yes back.
    erasure_log.note("withdrawal", person.id, marks=[str(one.id) for one in taken])
    channels = sorted({code for one in taken if one.consent for code in one.consent.channels})
    consents = {one.consent for one in taken if one.consent}
    for one in taken:
        one.refused_at, one.consent = now, None
    in_use = {one.consent for one in person.appearances}
    for consent in consents - in_use:
        consent.withdrawn_at = now
    return _recorded(person, taken, channels=channels, is_whole=True, way=way, actor=actor)


def withdraw_all(person: Person, *, way: GivenBy, actor: User | None = None) -> Withdrawal | None:
    """Take everything back, also a yes to an occasion no picture of which is left."""
    withdrawal = withdraw(person, person.appearances, way=way, actor=actor)
    now = utcnow()
    standing = [one for one in person.consents if not (one.withdrawn_at or one.replaced_at)]
    left = [one for one in standing if one.until >= now.date()]
    if not left:
        return withdrawal
    erasure_log.note("withdrawal", person.id, marks=[])
    for one in left:
        one.withdrawn_at = now
    if withdrawal:
        return withdrawal
    channels = sorted({code for one in left for code in one.channels})
    return _recorded(person, [], channels=channels, is_whole=True, way=way, actor=actor)


@erasure_log.replays("withdrawal")
def _withdraw_again(line: dict[str, Any]) -> bool:
    ids = [uuid.UUID(one) for one in line["marks"]]
    person = db.session.get(Person, uuid.UUID(line["id"]))
    wanted = select(PersonInAsset).where(PersonInAsset.id.in_(ids))
    marks = db.session.scalars(wanted.where(PersonInAsset.refused_at.is_(None))).all()
    if person is None:
        return False
    if not ids:
        return withdraw_all(person, way=GivenBy.LINK) is not None
    return withdraw(person, marks, way=GivenBy.LINK) is not None


def drop_channels(
    person: Person, marks: Sequence[PersonInAsset], *, keep: Sequence[str], way: GivenBy
) -> Withdrawal | None:
    """Note the channels a new answer leaves out, so that they are passed on; the rest stays."""
    had = {code for one in marks if one.consent for code in one.consent.channels}
    dropped = sorted(had - set(keep))
    losing = [one for one in marks if one.consent and set(one.consent.channels) & set(dropped)]
    if not losing:
        return None
    return _recorded(person, losing, channels=dropped, is_whole=False, way=way, actor=None)


def _recorded(
    person: Person,
    marks: Sequence[PersonInAsset],
    *,
    channels: Sequence[str],
    is_whole: bool,
    way: GivenBy,
    actor: User | None,
) -> Withdrawal:
    withdrawal = Withdrawal(
        organisation=person.organisation,
        person=person,
        way=way,
        is_whole=is_whole,
        channels=list(channels),
        pictures=[WithdrawnPicture(asset=one.asset) for one in marks],
    )
    db.session.add(withdrawal)
    db.session.flush()  # the job needs its id
    audit.record(
        person.organisation,
        actor=actor,
        action="consent_withdrawn",
        subject=withdrawal,
        after={"pictures": len(marks), "channels": list(channels), "way": way.value},
    )
    jobs.enqueue("pass_on_withdrawal", subject_id=withdrawal.id)
    return withdrawal


def concerns_ambassadors(withdrawal: Withdrawal) -> bool:
    """Say whether those who fetched the pictures have something to remove."""
    return withdrawal.is_whole or bool(SHARED_IN & set(withdrawal.channels))
