"""A burst that nobody believes in: set aside by somebody, for a reason, where everybody sees it.

The clicks stay where they were counted, as set aside instead of clicks, and can be counted again.
"""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from accounts import audit
from accounts.models import User
from campaigns.states import require_open
from campaigns.tracking import counting
from campaigns.tracking.counting import KnownLink
from campaigns.tracking.errors import NothingToSetAside
from campaigns.tracking.models import LinkDay, LinkQuarter
from core.db import db, utcnow


def set_aside(quarter: LinkQuarter, *, why: str, actor: User) -> int:
    """Take the clicks of a burst out of every number; return how many, 0 when it was done already.

    Raises NothingToSetAside when they were nobody's result anyway, and CampaignArchived.
    """
    require_open(quarter.link.participation.campaign)
    _hold(quarter)
    if quarter.set_aside_at is not None:
        return 0
    known, day = _known(quarter)
    number = min(quarter.clicks, _counted(quarter, day))
    if not number:
        raise NothingToSetAside
    _move(known, day, number)
    quarter.set_aside, quarter.set_aside_at = number, utcnow()
    quarter.set_aside_by, quarter.why = actor, why
    _record(quarter, "clicks_set_aside", number, why, actor)
    return number


def count_again(quarter: LinkQuarter, *, actor: User) -> int:
    """Count the clicks of a burst after all; return how many. Twice is once.

    Raises CampaignArchived.
    """
    require_open(quarter.link.participation.campaign)
    _hold(quarter)
    number, why = quarter.set_aside, quarter.why
    if quarter.set_aside_at is None:
        return 0
    known, day = _known(quarter)
    _move(known, day, -number)
    quarter.set_aside, quarter.set_aside_at = 0, None
    quarter.set_aside_by, quarter.why = None, ""
    _record(quarter, "clicks_counted_again", number, why, actor)
    return number


def _hold(quarter: LinkQuarter) -> None:
    db.session.refresh(quarter, with_for_update={"of": LinkQuarter})


def _known(quarter: LinkQuarter) -> tuple[KnownLink, date]:
    """Return the link, and the one day of its organisation that the quarter belongs to."""
    known = counting.known_links([quarter.link.code])[quarter.link.code]
    return known, quarter.starts_at.astimezone(ZoneInfo(known.zone)).date()


def _counted(quarter: LinkQuarter, day: date) -> int:
    """Return the clicks of that day which are somebody's result; nobody changes them meanwhile."""
    clicks = db.session.scalar(
        select(LinkDay.clicks)
        .where(LinkDay.link_id == quarter.link_id, LinkDay.day == day)
        .with_for_update()
    )
    return clicks or 0


def _move(link: KnownLink, day: date, number: int) -> None:
    counting.add({(link, day): Counter(clicks=-number, set_aside=number)})


def _record(quarter: LinkQuarter, action: str, number: int, why: str, actor: User) -> None:
    audit.record(
        quarter.link.participation.campaign.organisation,
        actor=actor,
        action=action,
        subject=quarter.link,
        after={
            "code": quarter.link.code,
            "clicks": number,
            "quarter": quarter.starts_at.isoformat(),
            "why": why,
        },
    )
