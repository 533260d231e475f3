"""Writes at the end of a season: closing it, and opening it again. Routes commit."""

from datetime import timedelta

from sqlalchemy import select

from accounts import audit
from accounts.models import User
from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from ambassadors.seasons import queries
from ambassadors.seasons.errors import SeasonNotOpen, TooLateToReopen
from ambassadors.seasons.models import SeasonEnd
from core import jobs
from core.db import db, utcnow

BEFORE_THE_MAILS = timedelta(minutes=10)
UNDO = timedelta(days=7)


def close_season(cohort: Cohort, *, thanks_da: str, thanks_en: str, actor: User) -> SeasonEnd:
    """End a cohort's season; the thanks leave in ten minutes. Pressing twice closes once.

    Nothing is taken from anybody: numbers, links and posts stay. Raises SeasonNotOpen.
    """
    _wait_for_others(cohort)
    end = queries.find_end(cohort)
    if cohort.status is CohortStatus.ENDED and end:
        return end
    if cohort.status is not CohortStatus.OPEN:
        raise SeasonNotOpen
    end = end or SeasonEnd(cohort=cohort)
    end.closed_at, end.reopened_at = utcnow(), None
    end.thanks_da, end.thanks_en = thanks_da, thanks_en
    db.session.add(end)
    _turn(cohort, CohortStatus.ENDED, "season_closed", actor)
    jobs.enqueue("thank_cohort", subject_id=cohort.id, run_after=end.closed_at + BEFORE_THE_MAILS)
    return end


def reopen_season(cohort: Cohort, *, actor: User) -> None:
    """Undo closing: everybody is back as they were. Raises TooLateToReopen after seven days."""
    _wait_for_others(cohort)
    if cohort.status is not CohortStatus.ENDED:
        return  # the button was pressed twice
    end, now = queries.find_end(cohort), utcnow()
    if end is None or now - end.closed_at > UNDO:
        raise TooLateToReopen
    end.reopened_at = now
    _turn(cohort, CohortStatus.OPEN, "season_reopened", actor)


def _wait_for_others(cohort: Cohort) -> None:
    db.session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update()).one()
    db.session.refresh(cohort, ["status"])


def _turn(cohort: Cohort, status: CohortStatus, action: str, actor: User) -> None:
    before, cohort.status = cohort.status, status
    audit.record(
        cohort.organisation,
        actor=actor,
        action=action,
        subject=cohort,
        before={"status": before.value},
        after={"status": status.value},
    )
