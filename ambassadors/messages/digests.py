"""One mail a week with all that has gathered, for those who want it so."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from accounts.models import Organisation
from ambassadors.enums import AmbassadorStatus, CohortStatus, MailDigest
from ambassadors.messages import notifications
from ambassadors.messages.models import AnnouncementDelivery, Nudge
from ambassadors.messages.timing import hour_at, is_quiet
from ambassadors.models import Ambassador, Cohort
from ambassadors.queries import is_paused
from core.db import db
from core.formats import local_date

A_WEEK = timedelta(days=7) - timedelta(hours=3)  # the job does not run at the same minute each day


def _has_something() -> ColumnElement[bool]:
    news = (AnnouncementDelivery.ambassador_id == Ambassador.id) & (
        AnnouncementDelivery.sent_at.is_(None)
    )
    nudge = (Nudge.ambassador_id == Ambassador.id) & Nudge.sent_at.is_(None)
    return or_(
        select(AnnouncementDelivery.id).where(news).exists(), select(Nudge.id).where(nudge).exists()
    )


def _people(now: datetime, zone: str) -> Select[Ambassador]:
    """Select those for whom something has gathered and who are there to read it."""
    return (
        select(Ambassador)
        .join(Ambassador.cohort)
        .join(Cohort.organisation)
        .where(
            Organisation.timezone == zone,
            Ambassador.status == AmbassadorStatus.ACTIVE,
            Cohort.status == CohortStatus.OPEN,
            ~is_paused(local_date(now, zone)),
            _has_something(),
        )
        .options(
            joinedload(Ambassador.user),
            joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
        )
        .order_by(Ambassador.id)
    )


def due(now: datetime, *, limit: int, in_quiet_hours_too: bool = False) -> list[Ambassador]:
    """Return some whose week is over and for whom something has gathered."""
    week_over = or_(Ambassador.digest_sent_at.is_(None), Ambassador.digest_sent_at <= now - A_WEEK)
    wanted = and_(Ambassador.mail_digest == MailDigest.WEEKLY, week_over)
    zones = db.session.scalars(select(Organisation.timezone).distinct()).all()
    found: list[Ambassador] = []
    for zone in zones:
        people = _people(now, zone).where(wanted)
        if not in_quiet_hours_too:
            people = people.where(~is_quiet(hour_at(now, zone)))
        found += db.session.scalars(people.limit(limit - len(found)))
        if len(found) == limit:
            break
    return found


def may_get_one(ambassador: Ambassador, now: datetime) -> bool:
    """Say whether something has gathered for somebody who is there to read it."""
    zone = ambassador.cohort.organisation.timezone
    wanted = _people(now, zone).where(
        Ambassador.id == ambassador.id, Ambassador.mail_digest != MailDigest.NEEDED
    )
    return db.session.scalar(wanted) is not None


def send(ambassador: Ambassador, *, at: datetime) -> None:
    """Queue one mail with all that has gathered, and mark each part as sent."""
    own = AnnouncementDelivery.ambassador_id == ambassador.id
    deliveries = db.session.scalars(
        select(AnnouncementDelivery)
        .where(own, AnnouncementDelivery.sent_at.is_(None))
        .options(joinedload(AnnouncementDelivery.announcement))
        .order_by(AnnouncementDelivery.created_at, AnnouncementDelivery.id)
        .with_for_update(of=AnnouncementDelivery)
    ).all()
    nudges = db.session.scalars(
        select(Nudge)
        .where(Nudge.ambassador_id == ambassador.id, Nudge.sent_at.is_(None))
        .order_by(Nudge.created_at, Nudge.id)
    ).all()
    news = [one.announcement for one in deliveries]
    notifications.send_digest(ambassador, news, nudges={one.about for one in nudges})
    for delivery in deliveries:
        delivery.sent_at = at
    for nudge in nudges:
        nudge.sent_at = at
    ambassador.digest_sent_at = at
