"""Writes of an ambassador about themselves. Nobody else decides these. Routes commit."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from accounts import audit
from accounts.models import Unit
from ambassadors import queries as cohort_queries
from ambassadors import signals
from ambassadors.enums import AmbassadorStatus, Benefit, Channel, MailDigest, Rhythm
from ambassadors.models import Ambassador, Pause
from ambassadors.terms import pauses
from ambassadors.terms.errors import (
    PauseInThePast,
    PauseOutOfOrder,
    PauseTooLong,
    TooLateToReturn,
)
from core import jobs
from core.db import db, utcnow

UNDO = timedelta(days=7)


def choose_topics(ambassador: Ambassador, topic_ids: Collection[uuid.UUID]) -> None:
    """Keep what somebody likes to tell about; topics of other cohorts are left out."""
    topics = cohort_queries.topics_of(ambassador.cohort)
    ambassador.topics = [topic for topic in topics if topic.id in topic_ids]


def choose_channels(ambassador: Ambassador, channels: Iterable[Channel]) -> None:
    """Keep where somebody likes to tell."""
    ambassador.channels = [channel.value for channel in channels]


def choose_rhythm(ambassador: Ambassador, rhythm: Rhythm) -> None:
    """Keep how often somebody wants to be active."""
    ambassador.rhythm = rhythm


def choose_benefits(ambassador: Ambassador, benefits: Iterable[Benefit]) -> None:
    """Keep what somebody wants out of it; the first one leads their page."""
    ambassador.benefits = [benefit.value for benefit in benefits]


def choose_ranking(ambassador: Ambassador, *, shown: bool) -> None:
    """Keep whether somebody is named on rankings."""
    ambassador.shown_in_ranking = shown


def choose_guests(ambassador: Ambassador, *, named: bool) -> None:
    """Keep whether guests at events may find somebody's first name."""
    ambassador.named_to_guests = named


def choose_languages(ambassador: Ambassador, codes: Iterable[str]) -> None:
    """Keep which languages somebody tells in; their captions come first in kits."""
    ambassador.tells_in = list(codes)


def choose_function(ambassador: Ambassador, function: str, unit: Unit | None) -> None:
    """Keep what somebody does and where; what they have brought about moves to the unit along."""
    ambassador.function, ambassador.unit = function, unit


def choose_quiet_hours(ambassador: Ambassador, *, begins: int, ends: int) -> None:
    """Keep between which hours somebody wants no mail; the same hour twice means never."""
    ambassador.quiet_from, ambassador.quiet_until = begins, ends


def choose_mail(ambassador: Ambassador, digest: MailDigest) -> None:
    """Keep how somebody wants their mail; what has gathered comes when it comes at once again."""
    if ambassador.mail_digest is MailDigest.WEEKLY and digest is MailDigest.AT_ONCE:
        jobs.enqueue("send_gathered", subject_id=ambassador.id)
    ambassador.mail_digest = digest


def take_pause(ambassador: Ambassador, *, starts_on: date, ends_on: date, today: date) -> Pause:
    """Take some days off, instead of any pause that is on or ahead.

    A pause that has begun keeps its first day. Raises PauseInThePast, PauseOutOfOrder and
    PauseTooLong.
    """
    if starts_on < today:
        raise PauseInThePast
    if ends_on < starts_on:
        raise PauseOutOfOrder
    if ends_on - starts_on > pauses.LONGEST:
        raise PauseTooLong
    end_pause(ambassador, today=today)
    pause = Pause(starts_on=starts_on, ends_on=ends_on)
    yesterday = today - timedelta(days=1)
    before = next((p for p in ambassador.pauses if p.ends_on == yesterday), None)
    if before and starts_on == today:  # one break, made longer or shorter
        before.ends_on = ends_on
        return before
    ambassador.pauses.append(pause)
    return pause


def end_pause(ambassador: Ambassador, *, today: date) -> None:
    """Be back today: a pause that has begun ends yesterday, one ahead is dropped."""
    for pause in list(ambassador.pauses):
        if pause.ends_on < today:
            continue
        if pause.starts_on < today:
            pause.ends_on = today - timedelta(days=1)
        else:
            ambassador.pauses.remove(pause)
            db.session.delete(pause)


def leave(ambassador: Ambassador, *, at: datetime) -> None:
    """Stop as an ambassador of one cohort; roles and other places are as they were."""
    if ambassador.status is AmbassadorStatus.LEFT:
        return
    ambassador.status, ambassador.left_at = AmbassadorStatus.LEFT, at
    _record(ambassador, "ambassador_left")
    signals.ambassador_left.send(ambassador)


def leave_at_once(ambassador: Ambassador) -> None:
    """End a place because its guardian says so; the page with the way back is not for this."""
    leave(ambassador, at=utcnow())


def come_back(ambassador: Ambassador, *, at: datetime) -> None:
    """Undo leaving. Raises TooLateToReturn after seven days."""
    if ambassador.status is AmbassadorStatus.ACTIVE:
        return  # the button was pressed twice
    if ambassador.left_at is None or at - ambassador.left_at > UNDO:
        raise TooLateToReturn
    ambassador.status, ambassador.left_at = AmbassadorStatus.ACTIVE, None
    _record(ambassador, "ambassador_returned")
    signals.ambassador_joined.send(ambassador)  # campaigns may have begun meanwhile


def _record(ambassador: Ambassador, action: str) -> None:
    cohort = ambassador.cohort
    audit.record(
        cohort.organisation,
        actor=ambassador.user,
        action=action,
        subject=ambassador,
        after={"cohort": cohort.name},
    )
