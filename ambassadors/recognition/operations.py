"""Giving diplomas and taking them back. Routes and jobs commit."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from accounts import audit
from accounts.models import User
from ambassadors.models import Ambassador, Cohort
from ambassadors.recognition import queries, status_lists
from ambassadors.recognition.enums import NameShown
from ambassadors.recognition.errors import HasDiploma, NobodyToGive, NotEarnedYet
from ambassadors.recognition.hours.queries import quarters_of
from ambassadors.recognition.models import Diploma
from core import jobs
from core.db import db

MOST_TRIES = 5
GIVING = "give_diplomas"


def take(ambassador: Ambassador, *, at: datetime, today: date) -> Diploma:
    """Give somebody the diploma they have earned, at their own wish.

    Raises NotEarnedYet and HasDiploma.
    """
    if not queries.earned(ambassador, today):
        raise NotEarnedYet
    return issue(ambassador, by=None, at=at)


def give(ambassador: Ambassador, *, actor: User, at: datetime) -> Diploma:
    """Give somebody a diploma, whether or not they have passed everything. Raises HasDiploma."""
    diploma = issue(ambassador, by=actor, at=at)
    audit.record(
        ambassador.cohort.organisation,
        actor=actor,
        action="diploma_given",
        subject=ambassador.user,
        after={"cohort": ambassador.cohort_id},
    )
    return diploma


def issue(ambassador: Ambassador, *, by: User | None, at: datetime) -> Diploma:
    """Make a diploma of what somebody has done until now. Raises HasDiploma."""
    modules = queries.modules_passed(ambassador)
    diploma = Diploma(
        ambassador=ambassador,
        issued_at=at,
        issued_by_id=by.id if by else None,
        learned={
            "da": [module.title_da or module.title_en for module in modules],
            "en": [module.title_en or module.title_da for module in modules],
        },
        quarters=quarters_of(ambassador),
    )
    _add(diploma)
    return diploma


def _add(diploma: Diploma) -> None:
    """Add a diploma with a place of its own in the status lists. Raises HasDiploma."""
    for _attempt in range(MOST_TRIES):
        diploma.status_index = status_lists.free_place()
        try:
            with db.session.begin_nested():
                db.session.add(diploma)
        except IntegrityError as error:
            # There is one that stands, perhaps because the button was pressed twice; or another
            # diploma took the place a moment ago.
            if queries.diplomas_of([diploma.ambassador]):
                raise HasDiploma from error
        else:
            return
    raise HasDiploma


def give_to_all(cohort: Cohort, *, thanks: str, actor: User, today: date) -> int:
    """Have a diploma and a thank-you sent to everybody who has earned one and never had one.

    Return to how many. Raises NobodyToGive.
    """
    waiting = len(queries.due(cohort, today))
    if not waiting:
        raise NobodyToGive
    jobs.enqueue(GIVING, subject_id=cohort.id, actor=actor.id, thanks=thanks)
    audit.record(
        cohort.organisation,
        actor=actor,
        action="diplomas_given",
        subject=cohort,
        after={"people": waiting},
    )
    return waiting


def give_again(cohort: Cohort, *, actor: User) -> None:
    """Go on giving, with the same thank-you, after it went wrong; nobody gets theirs twice."""
    job = jobs.latest(GIVING, cohort.id)
    if job is not None and job.has_failed:
        thanks = job.arguments["thanks"]
        jobs.enqueue(GIVING, subject_id=cohort.id, actor=actor.id, thanks=thanks)


def withdraw(diploma: Diploma, *, actor: User, at: datetime) -> None:
    """Take a diploma back; the page of its badge says so from now on."""
    diploma.withdrawn_at = at
    audit.record(
        diploma.ambassador.cohort.organisation,
        actor=actor,
        action="diploma_withdrawn",
        subject=diploma.ambassador.user,
        after={"cohort": diploma.ambassador.cohort_id},
    )


def show_name(diploma: Diploma, shown: NameShown) -> None:
    """Let the page of a badge show as much of the name as its holder wants."""
    diploma.name_shown = shown
