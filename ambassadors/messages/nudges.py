"""Kind reminders, within each ambassador's own terms, and never many of them.

Nobody is reminded on a break, in quiet hours or after the season, nor who has chosen to be active
whenever it suits or to get only needed mail; at most one reminder in ``DAYS_BETWEEN`` days, and
``MOST`` in a season.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.orm import joinedload

from accounts import audit
from accounts.models import User
from ambassadors.enums import AmbassadorStatus, CohortStatus, MailDigest, Rhythm
from ambassadors.messages.enums import NudgeAbout
from ambassadors.messages.models import Nudge
from ambassadors.messages.timing import is_quiet
from ambassadors.models import Ambassador, Cohort
from ambassadors.queries import is_paused
from core import jobs
from core.db import db

DAYS_BETWEEN = 14
MOST = 4


def may_be_nudged(on: date, now: datetime) -> ColumnElement[bool]:
    """Return the SQL condition that an ambassador may be reminded of something now."""
    own = Nudge.ambassador_id == Ambassador.id
    lately = select(Nudge.id).where(own, Nudge.created_at > now - timedelta(days=DAYS_BETWEEN))
    so_far = select(func.count(Nudge.id)).where(own).scalar_subquery()
    return and_(is_within_terms(on), ~lately.exists(), so_far < MOST)


def is_within_terms(on: date) -> ColumnElement[bool]:
    """Return the SQL condition that an ambassador's own terms allow a reminder on a day."""
    return and_(
        Ambassador.status == AmbassadorStatus.ACTIVE,
        Ambassador.rhythm != Rhythm.WHENEVER,
        Ambassador.mail_digest != MailDigest.NEEDED,
        Ambassador.cohort.has(Cohort.status == CohortStatus.OPEN),
        ~is_paused(on),
    )


def nudgeable(people: Sequence[uuid.UUID], on: date, now: datetime) -> frozenset[uuid.UUID]:
    """Return which of some ambassadors may be reminded now."""
    found = select(Ambassador.id).where(Ambassador.id.in_(people), may_be_nudged(on, now))
    return frozenset(db.session.scalars(found.order_by(Ambassador.id)))


def line_up(
    cohort: Cohort,
    people: Sequence[uuid.UUID],
    *,
    about: NudgeAbout,
    actor: User,
    on: date,
    now: datetime,
) -> int:
    """Put reminders in line for some of a cohort, as their own terms allow; return how many.

    Asked for twice at once, each person still gets one: the cohort's row is locked meanwhile.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update()).one()
    ids = nudgeable(people, on, now)
    rows = [{"ambassador_id": one, "about": about, "asked_by_id": actor.id} for one in sorted(ids)]
    if rows:
        db.session.execute(insert(Nudge), rows)
    return len(rows)


def send(cohort: Cohort, *, about: NudgeAbout, actor: User, number: int) -> None:
    """Have a job send the reminders in line."""
    if not number:
        return
    jobs.enqueue("send_nudges", subject_id=cohort.id)
    audit.record(
        cohort.organisation,
        actor=actor,
        action="reminder_sent",
        subject=cohort,
        after={"about": about.value, "people": number},
    )


def count_since(cohort: Cohort, moment: datetime) -> int:
    """Return how many of a cohort have been put in line for a reminder since a moment."""
    wanted = select(func.count(Nudge.id)).join(Nudge.ambassador)
    wanted = wanted.where(Ambassador.cohort_id == cohort.id, Nudge.created_at >= moment)
    return db.session.scalar(wanted) or 0


def waiting(cohort_id: uuid.UUID, *, limit: int, at_hour: int | None = None) -> list[Nudge]:
    """Return some of the reminders that are to be sent as they come and have not been.

    With an hour, those are left out who want no mail then. What another job is sending is left to
    it, so that nobody is told twice.
    """
    wanted = (
        select(Nudge)
        .join(Nudge.ambassador)
        .where(
            Ambassador.cohort_id == cohort_id,
            Ambassador.mail_digest == MailDigest.AT_ONCE,
            Nudge.sent_at.is_(None),
        )
        .options(joinedload(Nudge.ambassador).joinedload(Ambassador.user))
        .order_by(Nudge.created_at, Nudge.id)
        .limit(limit)
        .with_for_update(of=Nudge, skip_locked=True)
    )
    if at_hour is not None:
        wanted = wanted.where(~is_quiet(at_hour))
    return list(db.session.scalars(wanted))


def take_back_unwelcome(cohort_id: uuid.UUID, on: date) -> None:
    """Forget reminders to those who have paused, left or changed their rhythm since."""
    unwelcome = select(Ambassador.id).where(Ambassador.cohort_id == cohort_id, ~is_within_terms(on))
    db.session.execute(
        delete(Nudge)
        .where(Nudge.sent_at.is_(None), Nudge.ambassador_id.in_(unwelcome))
        .execution_options(synchronize_session=False)
    )
