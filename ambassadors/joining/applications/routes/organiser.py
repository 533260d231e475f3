"""What an organiser does about applications: reads, shortlists, says yes or no."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import signed_in_user
from ambassadors import queries as cohort_queries
from ambassadors.joining.answers import of_application
from ambassadors.joining.applications import (
    decisions,
    mails,
    operations,
    queries,
)
from ambassadors.joining.applications.forms import DecisionForm, chosen_ids
from ambassadors.joining.applications.listing import ApplicationFilter, Order, Shown
from ambassadors.joining.enums import Verdict
from ambassadors.joining.models import JoinPage
from ambassadors.routes.cohort import get_cohort
from core import jobs
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import filled, show_error

bp = Blueprint(
    "applications_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/applications",
)


def get_page(cohort_id: uuid.UUID) -> JoinPage:
    """Return the way into one of this organisation's cohorts."""
    return queries.get_page(get_cohort(cohort_id))


@bp.get("")
@open_to(Audience.ORGANISER)
def list_applications(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show who applied and what became of them."""
    cohort = get_cohort(cohort_id)
    page = queries.find_page(cohort)
    if page is None:
        return render_template(
            "ambassadors/joining/applications/nobody.html", cohort=cohort, page=None
        )
    on_their_way = queries.on_their_way(page)
    return render_template(
        "ambassadors/joining/applications/list.html",
        cohort=cohort,
        page=page,
        parts=list(Shown),
        orders=[(order.value, order.label) for order in Order],
        units=cohort_queries.units_of(cohort.organisation_id),
        on_their_way=on_their_way,
        sending=jobs.latest_for("send_decision", [one.id for one, _number in on_their_way]),
        **found_on(page),
    )


def found_on(page: JoinPage) -> dict[str, Any]:
    """Return the applications that were asked for, and which of them are chosen."""
    wanted, counted = read_filter(), queries.numbers(page)
    number, chosen = request.args.get("page", 1, type=int), request.args.get("chosen")
    return {
        "wanted": wanted,
        "numbers": counted,
        "found": queries.applications(page, wanted, counted, number=number),
        "all_chosen": chosen == "all",
        "matching": queries.waiting(page, wanted) if chosen else None,
        "matching_chosen": chosen == "matching",
    }


def read_filter() -> ApplicationFilter:
    """Read from the address what is looked for; what makes no sense is left out."""
    shown, order = request.args.get("show", ""), request.args.get("order", "")
    return ApplicationFilter(
        words=request.args.get("q", "").strip()[:100],
        unit_id=request.args.get("unit", None, type=uuid.UUID),
        shown=Shown(shown) if shown in set(Shown) else Shown.ALL,
        order=Order(order) if order in set(Order) else Order.NEWEST,
    )


@bp.get("/<uuid:application_id>")
@open_to(Audience.ORGANISER)
def show_application(
    organisation: str, cohort_id: uuid.UUID, application_id: uuid.UUID
) -> ResponseReturnValue:
    """Show one application."""
    page = get_page(cohort_id)
    application = queries.get_application(page, application_id)
    return render_template(
        "ambassadors/joining/applications/application.html",
        cohort=page.cohort,
        page=page,
        application=application,
        answers=of_application(application, cohort_queries.topics_of(page.cohort)),
    )


@bp.post("/<uuid:application_id>/shortlist")
@open_to(Audience.ORGANISER)
def shortlist(
    organisation: str, cohort_id: uuid.UUID, application_id: uuid.UUID
) -> ResponseReturnValue:
    """Put an application on the shortlist, or take it off."""
    page = get_page(cohort_id)
    application = queries.get_application(page, application_id)
    try:
        operations.shortlist(application, is_on=request.form.get("is_on") == "1")
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    if request.form.get("back") == "one":
        return redirect(
            url_for(
                ".show_application",
                organisation=organisation,
                cohort_id=cohort_id,
                application_id=application_id,
            )
        )
    return to_list(organisation, cohort_id, anchor=f"application-{application_id}")


@bp.post("/<uuid:application_id>/erasure")
@open_to(Audience.ORGANISER)
def erase(
    organisation: str, cohort_id: uuid.UUID, application_id: uuid.UUID
) -> ResponseReturnValue:
    """Erase an application because its sender asks for it."""
    application = queries.get_application(get_page(cohort_id), application_id)
    operations.erase(application)
    db.session.commit()
    flash(_("The application is erased."), "success")
    return to_list(organisation, cohort_id)


def to_list(organisation: str, cohort_id: uuid.UUID, *, anchor: str = "") -> ResponseReturnValue:
    """Go back to the list, to the part and the page of it that was open."""
    where: dict[str, Any] = {name: request.args[name] for name in KEPT if request.args.get(name)}
    return redirect(
        url_for(
            ".list_applications",
            organisation=organisation,
            cohort_id=cohort_id,
            **where,
            _anchor=anchor or None,
        )
    )


KEPT = ("q", "unit", "show", "order", "page")


@bp.post("/decisions")
@open_to(Audience.ORGANISER)
def decide(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Say yes or no to those chosen: write the mails, look at them, confirm."""
    page = get_page(cohort_id)
    form = DecisionForm()
    if not request.form.get("step"):
        return begin(page, form, organisation)
    chosen = queries.undecided(page, chosen_ids(request.form.getlist("chosen")))
    if not form.validate():
        return to_list(organisation, cohort_id)
    try:
        if request.form["step"] == "send":
            return confirm(page, form, organisation)
        decisions.check_mails(form.mails(), chosen)
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        return mails.show(page, form, chosen, step="write")
    return mails.show(page, form, chosen, step=request.form["step"])


def begin(page: JoinPage, form: DecisionForm, organisation: str) -> ResponseReturnValue:
    """Offer the mails as most would write them; from here on it stands who is meant."""
    if request.form.get("matching"):
        ids, _number = queries.waiting(page, read_filter())
    else:
        ids = chosen_ids(request.form.getlist("chosen"))
    chosen = queries.undecided(page, ids)
    verdict = request.form.get("verdict", "")
    if verdict not in set(Verdict) or not chosen:
        flash(_("Choose somebody who has not had an answer yet."), "error")
        return to_list(organisation, page.cohort_id)
    mails.suggest(form, page, Verdict(verdict))
    return mails.show(page, form, chosen, step="write")


def confirm(page: JoinPage, form: DecisionForm, organisation: str) -> ResponseReturnValue:
    """Decide and put the mails in line."""
    decisions.decide(
        page,
        chosen_ids(request.form.getlist("chosen")),
        decision_id=form.id_of_page,
        verdict=Verdict(filled(form.verdict.data)),
        mails=form.mails(),
        actor=signed_in_user(),
    )
    db.session.commit()
    return to_list(organisation, page.cohort_id)


@bp.post("/decisions/<uuid:decision_id>/mails")
@open_to(Audience.ORGANISER)
def send_now(
    organisation: str, cohort_id: uuid.UUID, decision_id: uuid.UUID
) -> ResponseReturnValue:
    """Let the mails of a decision leave at once."""
    decision = queries.get_decision(get_page(cohort_id), decision_id, lock=True)
    decisions.send_now(decision, actor=signed_in_user())
    db.session.commit()
    flash(_("The mails are leaving now."), "success")
    return to_list(organisation, cohort_id)


@bp.get("/decisions/<uuid:decision_id>/mails")
@open_to(Audience.ORGANISER)
def show_sending(
    organisation: str, cohort_id: uuid.UUID, decision_id: uuid.UUID
) -> ResponseReturnValue:
    """Answer the page's question how many mails have left."""
    page = get_page(cohort_id)
    decision = queries.get_decision(page, decision_id)
    if request.headers.get("HX-Request") != "true":
        return to_list(organisation, cohort_id)
    return render_template(
        "ambassadors/joining/applications/sending_piece.html",
        decision=decision,
        left=dict(queries.on_their_way(page)).get(decision, 0),
        job=jobs.latest("send_decision", decision.id),
        here={"organisation": organisation, "cohort_id": cohort_id},
    )


@bp.post("/decisions/<uuid:decision_id>/undoing")
@open_to(Audience.ORGANISER)
def undo(organisation: str, cohort_id: uuid.UUID, decision_id: uuid.UUID) -> ResponseReturnValue:
    """Take a decision back while its mails have not left."""
    decision = queries.get_decision(get_page(cohort_id), decision_id, lock=True)
    try:
        people = decisions.undo(decision, actor=signed_in_user())
        db.session.commit()
        flash(
            ngettext(
                "%(num)s application waits for an answer again. No mail was sent.",
                "%(num)s applications wait for an answer again. No mail was sent.",
                people,
            ),
            "success",
        )
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return to_list(organisation, cohort_id)
