"""Writes about join pages and applications. Routes and jobs commit."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from accounts import audit
from accounts.models import Unit, User
from ambassadors.joining import admission, applying
from ambassadors.joining.applications import queries
from ambassadors.joining.applications.errors import (
    AlreadyDecided,
    DecidedTooEarly,
    DoorClosed,
    LastDayMissing,
    PageOutOfOrder,
    PlacesMissing,
    SlugTaken,
)
from ambassadors.joining.applying import Door
from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.guardians.queries import find_for_application
from ambassadors.joining.models import Application, JoinPage, JoinQuestion
from ambassadors.models import Cohort
from core import erasure_log
from core.db import db, utcnow
from core.formats import local_date
from core.slugs import slug_of
from core.tokens import hash_token, new_token

DECIDED = frozenset({ApplicationState.ACCEPTED, ApplicationState.DECLINED})


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the organiser's own."""

    text_da: str
    text_en: str
    is_long: bool
    is_required: bool


@dataclass(frozen=True, kw_only=True)
class PageTerms:
    """What an organiser decides about the way into a cohort."""

    mode: JoinMode
    slug: str
    intro_da: str
    intro_en: str
    asked: dict[str, Any]
    opens_on: date | None
    closes_on: date | None
    decided_by: date | None
    places: int | None
    kept_days: int
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What somebody wrote on a join page."""

    name: str
    email: str
    locale: str
    unit: Unit | None = None
    function: str = ""
    why: str = ""
    active_where: str = ""
    topics: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)


class Fate(StrEnum):
    """What became of what was sent; the page says the same for all, the mail says which."""

    RECEIVED = "received"
    AWAITING_GUARDIAN = "awaiting_guardian"
    ANSWERED = "answered"
    INVITED = "invited"
    IN_ALREADY = "in_already"


def free_slug(cohort: Cohort) -> str:
    """Return an address for a cohort's page that nobody uses."""
    wanted = slug_of(f"{cohort.organisation.slug} {cohort.name}", otherwise="join")
    taken = queries.slugs_like(wanted, but=cohort.id)
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)


def edit_page(cohort: Cohort, terms: PageTerms, *, actor: User) -> JoinPage:
    """Say how people come into a cohort and what they are asked.

    Raises SlugTaken, PageOutOfOrder, DecidedTooEarly, PlacesMissing and LastDayMissing.
    """
    _check(cohort, terms)
    page = queries.find_page(cohort) or JoinPage(cohort=cohort)
    before = {"mode": page.mode.value} if page.id else {}
    for name in (
        "mode", "slug", "intro_da", "intro_en", "asked", "opens_on", "closes_on", "decided_by",
        "places", "kept_days",
    ):  # fmt: skip
        setattr(page, name, getattr(terms, name))
    _write_questions(page, terms.questions)
    db.session.add(page)
    audit.record(
        cohort.organisation,
        actor=actor,
        action="join_page_changed",
        subject=page,
        before=before,
        after={"cohort": cohort.name, "mode": terms.mode.value},
    )
    return page


def _check(cohort: Cohort, terms: PageTerms) -> None:
    if terms.slug in queries.slugs_like(terms.slug, but=cohort.id):
        raise SlugTaken
    if terms.opens_on and terms.closes_on and terms.closes_on < terms.opens_on:
        raise PageOutOfOrder
    if terms.decided_by and terms.closes_on and terms.decided_by < terms.closes_on:
        raise DecidedTooEarly
    if terms.mode is JoinMode.OPEN_LINK:
        if terms.places is None:
            raise PlacesMissing
        if terms.closes_on is None:
            raise LastDayMissing


def _write_questions(page: JoinPage, wanted: tuple[Question, ...]) -> None:
    """Keep the questions in their order; one that only got other words keeps its answers."""
    del page.questions[len(wanted) :]
    for position, question in enumerate(wanted, 1):
        if position > len(page.questions):
            page.questions.append(JoinQuestion(position=position))
        row = page.questions[position - 1]
        row.text_da, row.text_en = question.text_da, question.text_en
        row.is_long, row.is_required = question.is_long, question.is_required


def apply(
    page: JoinPage, sent: Sent, *, with_guardian: bool
) -> tuple[Application, Fate, str | None]:
    """Keep what somebody sent; from the same address the latest answers win.

    Returns the application, what became of it, and the token that goes into the mail: that of
    their own page, or of the invitation. Raises DoorClosed.
    """
    queries.lock(page)
    now = utcnow()
    today = local_date(now, page.cohort.organisation.timezone)
    if applying.door_of(page, on=today, taken=queries.places_taken(page, now)) is not Door.OPEN:
        raise DoorClosed
    application = queries.find_application(page, sent.email)
    if application and _stands(application, page, with_guardian):
        if application.state in DECIDED:
            return application, Fate.ANSWERED, None
        return application, Fate.RECEIVED, renew_token(application)
    application = _keep(application, page, sent)
    db.session.flush()  # what is asked of a guardian points at it
    if _waits_for_guardian(application, with_guardian):
        if application.state is not ApplicationState.AWAITING_GUARDIAN:
            application.state = ApplicationState.UNCONFIRMED
        return application, Fate.AWAITING_GUARDIAN, renew_token(application)
    if page.mode is JoinMode.OPEN_LINK:
        return _let_in(application)
    application.state = ApplicationState.RECEIVED
    return application, Fate.RECEIVED, renew_token(application)


def _stands(application: Application, page: JoinPage, with_guardian: bool) -> bool:
    """Say whether what is kept stays as it is, whatever was sent now.

    A guardian reads and erases everything, and the page proves nobody's address: so nobody can
    name a guardian for somebody who came alone. They withdraw by their own link, and begin again.
    """
    if application.state in DECIDED and page.mode is not JoinMode.OPEN_LINK:
        return True
    return with_guardian and find_for_application(application.id) is None


def _keep(application: Application | None, page: JoinPage, sent: Sent) -> Application:
    now = utcnow()
    if application is None:
        application = Application(
            page=page, email=sent.email, state=ApplicationState.RECEIVED, times=[]
        )
        db.session.add(application)
    for name in ("name", "locale", "unit", "function", "why", "active_where", "topics", "channels"):
        setattr(application, name, getattr(sent, name))
    application.answers = dict(sent.answers)
    application.applied_at = now
    application.times = [*application.times, now.isoformat()]
    return application


def _waits_for_guardian(application: Application, with_guardian: bool) -> bool:
    """Say whether a guardian must say yes first; nobody gets past it by sending the form again."""
    approval = find_for_application(application.id)
    if approval and approval.approved_at:
        return False
    return with_guardian or approval is not None


def _let_in(application: Application) -> tuple[Application, Fate, str | None]:
    token = admission.admit(application, actor=None)
    application.state = ApplicationState.ACCEPTED
    application.decided_at = application.mailed_at = utcnow()
    return application, Fate.INVITED if token else Fate.IN_ALREADY, token


def renew_token(application: Application) -> str:
    """Return a new link to somebody's own application; the one before is useless."""
    token = new_token()
    application.token_hash = hash_token(token)
    return token


def shortlist(application: Application, *, is_on: bool) -> None:
    """Put an application on the shortlist or take it off. Raises AlreadyDecided."""
    if application.state is not ApplicationState.RECEIVED:
        raise AlreadyDecided
    application.is_shortlisted = is_on


def erase(application: Application) -> None:
    """Erase an application: without an answer nothing is left, else only that it was one."""
    erasure_log.note("application", application.id)
    if application.state in DECIDED:
        _blank(application)
    else:
        if approval := find_for_application(application.id):
            db.session.delete(approval)
        db.session.delete(application)


@erasure_log.replays("application")
def erase_again(line: dict[str, Any]) -> bool:
    """Erase an application that a restored backup has brought back."""
    application = db.session.get(Application, uuid.UUID(line["id"]))
    if application is None or application.erased_at:
        return False
    erase(application)
    return True


def erase_old(page: JoinPage, *, today: date) -> int:
    """Erase what a page has kept long enough; return how many."""
    long_ago = utcnow() - timedelta(days=page.kept_days)
    old = queries.out_of_date(page, decided_before=long_ago, today=today)
    for application in old:
        _blank(application)
    return len(old)


def _blank(application: Application) -> None:
    """Blank an application; a guardian's yes stays with the invitation it is also about."""
    if approval := find_for_application(application.id):
        if approval.invitation_id:
            approval.application_id = None
        else:
            db.session.delete(approval)
    applying.blank(application, utcnow())
