"""Reads about join pages and applications. No writes, no request, no templates."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.joining.applications.counting import COUNTS, HIDDEN, SORTS
from ambassadors.joining.applications.listing import (
    PER_PAGE,
    ApplicationFilter,
    ApplicationPage,
    Numbers,
    Order,
    Shown,
)
from ambassadors.joining.enums import ApplicationState
from ambassadors.joining.models import Application, Decision, Invitation, JoinPage
from ambassadors.models import Cohort
from core.db import db
from core.paging import Page
from core.tokens import hash_token


def find_page(cohort: Cohort) -> JoinPage | None:
    """Return how people come into a cohort, once an organiser has said so."""
    return db.session.scalar(
        select(JoinPage)
        .where(JoinPage.cohort_id == cohort.id)
        .options(joinedload(JoinPage.cohort), selectinload(JoinPage.questions))
    )


def get_page(cohort: Cohort) -> JoinPage:
    """Return how people come into a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(JoinPage)
        .where(JoinPage.cohort_id == cohort.id)
        .options(joinedload(JoinPage.cohort), selectinload(JoinPage.questions))
    ).one()


def get_public_page(slug: str) -> JoinPage:
    """Return the page at an address; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(JoinPage)
        .where(JoinPage.slug == slug)
        .options(
            joinedload(JoinPage.cohort).joinedload(Cohort.organisation),
            selectinload(JoinPage.questions),
        )
    ).one()


def slugs_like(beginning: str, *, but: uuid.UUID | None = None) -> set[str]:
    """Return the addresses in use that begin like this, over the whole installation."""
    wanted = select(JoinPage.slug).where(JoinPage.slug.startswith(beginning, autoescape=True))
    if but:
        wanted = wanted.where(JoinPage.cohort_id != but)
    return set(db.session.scalars(wanted))


def lock(page: JoinPage) -> None:
    """Let others who write to this page's applications wait until this transaction ends."""
    db.session.execute(select(JoinPage.id).where(JoinPage.id == page.id).with_for_update())


def places_taken(page: JoinPage, now: datetime) -> int:
    """Return how many places of an open link are taken or held; unused links free theirs again."""
    is_held = or_(
        Application.state.in_(HIDDEN),
        Invitation.accepted_at.is_not(None),
        Invitation.revoked_at.is_(None) & (Invitation.expires_at > now),
    )
    wanted = (
        select(func.count(Application.id))
        .outerjoin(Application.invitation)
        .where(Application.page_id == page.id, is_held)
    )
    return db.session.scalar(wanted) or 0


def find_application(page: JoinPage, email: str) -> Application | None:
    """Return the application somebody has sent before."""
    return db.session.scalar(
        select(Application).where(Application.page_id == page.id, Application.email == email)
    )


def get_application(page: JoinPage, application_id: uuid.UUID) -> Application:
    """Return an application an organiser may see; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Application)
        .where(Application.id == application_id, Application.page_id == page.id, is_visible())
        .options(
            joinedload(Application.unit),
            joinedload(Application.decision),
            joinedload(Application.invitation),
        )
    ).one()


def get_own_application(token: str, *, renewed: bool = False) -> Application:
    """Return the application a mailed link belongs to; NoResultFound becomes a 404.

    ``renewed`` reads again what may have changed while one waited for a lock.
    """
    return db.session.scalars(
        select(Application)
        .where(Application.token_hash == hash_token(token))
        .execution_options(populate_existing=renewed)
        .options(
            joinedload(Application.page)
            .joinedload(JoinPage.cohort)
            .joinedload(Cohort.organisation),
            joinedload(Application.page).selectinload(JoinPage.questions),
            joinedload(Application.unit),
        )
    ).one()


def is_visible() -> ColumnElement[bool]:
    """Return the SQL condition that an organiser may see an application."""
    return Application.state.not_in(HIDDEN) & Application.erased_at.is_(None)


def numbers(page: JoinPage) -> Numbers:
    """Return how many applied, and what became of them, the erased ones too."""
    row = db.session.execute(COUNTS, {"page": page.id}).one()
    return Numbers(dict(zip(SORTS, row, strict=True)))


def applications(
    page: JoinPage, wanted: ApplicationFilter, counted: Numbers, *, number: int
) -> ApplicationPage:
    """Return one page of the applications an organiser may see; past the end it is the last."""
    found = _matching(page, wanted)
    total = counted.listed(wanted.shown)
    if wanted.words or wanted.unit_id:
        total = db.session.scalar(found.with_only_columns(func.count())) or 0
    shown = Page.of(total, number, PER_PAGE)
    on_page = found.with_only_columns(Application.id)
    if shown.offset > shown.following:  # found from the end, which is nearer
        backwards = on_page.order_by(*in_order(wanted.order, backwards=True))
        on_page = backwards.limit(shown.length).offset(shown.following)
    else:
        on_page = on_page.order_by(*in_order(wanted.order))
        on_page = on_page.limit(shown.length).offset(shown.offset)
    items = db.session.scalars(  # only those on the page are read whole
        select(Application)
        .where(Application.id.in_(on_page))
        .options(joinedload(Application.unit))
        .order_by(*in_order(wanted.order))
    )
    return ApplicationPage(list(items), shown)


MOST_AT_ONCE = 1_000  # so that answering them takes no longer than a page may
ORDERS: dict[Order, tuple[ColumnElement[Any], bool]] = {  # by what, and whether the last is first
    Order.NEWEST: (Application.applied_at.expression, True),
    Order.OLDEST: (Application.applied_at.expression, False),
    Order.NAME: (func.lower(Application.name), False),
}


def in_order(order: Order, *, backwards: bool = False) -> list[UnaryExpression[Any]]:
    """Return by what a list stands; all in one direction, or it is sorted anew for each page."""
    first, falls = ORDERS[order]
    return [one.desc() if falls != backwards else one.asc() for one in (first, Application.id)]


def _matching(page: JoinPage, wanted: ApplicationFilter) -> Select[Application]:
    found = select(Application).where(Application.page_id == page.id, is_visible())
    if wanted.words:
        columns = (Application.name, Application.email, Application.why, Application.function)
        found = found.where(or_(*(c.icontains(wanted.words, autoescape=True) for c in columns)))
    if wanted.unit_id:
        found = found.where(Application.unit_id == wanted.unit_id)
    if wanted.shown is Shown.SHORTLISTED:
        return found.where(
            Application.is_shortlisted, Application.state == ApplicationState.RECEIVED
        )
    if wanted.shown is not Shown.ALL:
        found = found.where(Application.state == ApplicationState(wanted.shown.value))
    return found


def waiting(page: JoinPage, wanted: ApplicationFilter) -> tuple[list[uuid.UUID], int]:
    """Return whom of those looked for an answer can be given to at once, and how many wait."""
    found = _matching(page, wanted).where(Application.state == ApplicationState.RECEIVED)
    number = db.session.scalar(found.with_only_columns(func.count())) or 0
    first = found.with_only_columns(Application.id).order_by(*in_order(wanted.order))
    return list(db.session.scalars(first.limit(MOST_AT_ONCE))), number


def undecided(page: JoinPage, ids: Collection[uuid.UUID]) -> list[Application]:
    """Return those among some applications that wait for an answer, by name."""
    return list(
        db.session.scalars(
            select(Application)
            .where(
                Application.page_id == page.id,
                Application.id.in_(ids),
                Application.state == ApplicationState.RECEIVED,
                is_visible(),
            )
            .order_by(Application.name, Application.id)
            .execution_options(populate_existing=True)
        )
    )


def find_decision(decision_id: uuid.UUID) -> Decision | None:
    """Return a decision by the id its page gave it."""
    return db.session.get(Decision, decision_id)


def get_decision(page: JoinPage, decision_id: uuid.UUID, *, lock: bool = False) -> Decision:
    """Return one decision; NoResultFound becomes a 404."""
    wanted = select(Decision).where(Decision.id == decision_id, Decision.page_id == page.id)
    if lock:
        wanted = wanted.with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=lock)).one()


def decided_by(decision: Decision) -> list[Application]:
    """Return those a decision is about."""
    return list(
        db.session.scalars(
            select(Application)
            .where(Application.decision_id == decision.id)
            .order_by(Application.name, Application.id)
        )
    )


def unmailed(decision: Decision, *, limit: int) -> list[Application]:
    """Return some who are to be told and have not been, locked for this transaction."""
    return list(
        db.session.scalars(
            select(Application)
            .where(
                Application.decision_id == decision.id,
                Application.mailed_at.is_(None),
                Application.erased_at.is_(None),
            )
            .order_by(Application.id)
            .limit(limit)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def on_their_way(page: JoinPage) -> list[tuple[Decision, int]]:
    """Return decisions with mails that have not left yet, and how many, oldest first."""
    rows = db.session.execute(
        select(Decision, func.count(Application.id))
        .join(Application, Application.decision_id == Decision.id)
        .where(
            Decision.page_id == page.id,
            Application.mailed_at.is_(None),
            Application.erased_at.is_(None),
        )
        .group_by(Decision.id)
        .order_by(Decision.created_at, Decision.id)
    )
    return [(decision, number) for decision, number in rows]


def pages_that_keep() -> Iterable[JoinPage]:
    """Return all join pages, for the daily round."""
    return db.session.scalars(
        select(JoinPage)
        .options(joinedload(JoinPage.cohort).joinedload(Cohort.organisation))
        .order_by(JoinPage.id)
    ).all()


def out_of_date(page: JoinPage, *, decided_before: datetime, today: date) -> list[Application]:
    """Return what is to be erased: answered long ago, or left over when the cohort is erased."""
    is_old = Application.mailed_at.is_not(None) & (Application.decided_at <= decided_before)
    wanted = is_old if today <= page.cohort.retention_until else Application.id.is_not(None)
    return list(
        db.session.scalars(
            select(Application)
            .where(Application.page_id == page.id, is_visible(), wanted)
            .order_by(Application.id)
        )
    )
