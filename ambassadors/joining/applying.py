"""Rules about join pages and applications that know no request: is it open, what is left of one."""

from datetime import date, datetime
from enum import StrEnum

from ambassadors.enums import CohortStatus
from ambassadors.joining.enums import JoinMode
from ambassadors.joining.models import Application, JoinPage

OPTIONAL, REQUIRED = "optional", "required"
YOUNGEST = 13
MOST_QUESTIONS = 5


class Door(StrEnum):
    """Whether a join page takes anybody now, and why not."""

    OPEN = "open"
    SHUT = "shut"  # by invitation only, or the cohort is not open
    EARLY = "early"
    OVER = "over"
    FULL = "full"


def door_of(page: JoinPage, *, on: date, taken: int = 0) -> Door:
    """Return whether a page takes anybody on a day, with so many places taken."""
    if page.mode is JoinMode.INVITATION or page.cohort.status is not CohortStatus.OPEN:
        return Door.SHUT
    if page.opens_on and on < page.opens_on:
        return Door.EARLY
    if page.closes_on and on > page.closes_on:
        return Door.OVER
    if page.mode is JoinMode.OPEN_LINK and page.places is not None and taken >= page.places:
        return Door.FULL
    return Door.OPEN


def has_guardian_step(minimum_age: int) -> bool:
    """Say whether somebody can be too young to say yes alone and old enough to be asked."""
    return minimum_age > YOUNGEST


def blank(application: Application, at: datetime) -> None:
    """Leave nothing of an application but what became of it, so that the numbers stay."""
    application.email = application.token_hash = None
    application.name = application.function = application.why = application.active_where = ""
    application.locale = "da"
    application.topics, application.channels, application.times = [], [], []
    application.answers = {}
    application.unit = application.invitation = None
    application.unit_id = application.invitation_id = None
    application.erased_at = at
