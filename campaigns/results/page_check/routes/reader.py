"""Checking the organisation's own page: made, read beside the ones before, taken away."""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, current_roles, signed_in_user
from campaigns.posts.measurements.own_account.gateway import is_connected
from campaigns.results.page_check import arrivals, comparing, history, labels, operations, queries
from campaigns.results.page_check.enums import Language, Way
from campaigns.results.page_check.forms import OwnAccountForm, PageCheckForm, names_in
from campaigns.results.page_check.listing import Listing
from campaigns.results.page_check.models import PageCheck
from campaigns.results.page_check.permissions import may_remove
from core import jobs
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.extensions import limiter
from core.formats import local, zone
from core.forms import show_error
from core.models import Job

bp = Blueprint("page_check", __name__, url_prefix="/o/<slug:organisation>/results/page-checks")
BESIDE = 3
UPLOADS = "60 per hour"
READINGS = "12 per hour"


@bp.get("")
@open_to(Audience.READER)
def list_checks(organisation: str) -> ResponseReturnValue:
    """List the checks of the page with what each found, the latest first."""
    checked = history.in_turn(queries.checks_of(current_organisation().id))
    return render_template(
        "campaigns/results/page_check/checks.html",
        checked=checked,
        is_due=bool(checked) and history.next_on(checked[0].check) <= local(utcnow()).date(),
        reading=_reading(checked[0].check if checked else None),
        labels=labels,
    )


def _reading(latest: PageCheck | None) -> Job | None:
    """Return the job that reads the own account, while it is told of."""
    job = jobs.latest(operations.CHECK_OWN_PAGE, current_organisation().id)
    if job is None or (job.is_over and not job.has_failed):
        return None
    return None if job.has_failed and latest and latest.created_at > job.created_at else job


@bp.get("/reading")
@open_to(Audience.READER)
def show_reading(organisation: str) -> ResponseReturnValue:
    """Answer the page's question how far the reading of the own account is."""
    reading = _reading(None)
    if request.headers.get("HX-Request") != "true":
        return redirect(url_for(".list_checks", organisation=organisation))
    if reading is None or reading.is_over:
        return "", 200, {"HX-Refresh": "true"}
    return render_template("campaigns/results/page_check/reading.html", job=reading)


@bp.post("/own-account")
@open_to(Audience.READER)
@limiter.limit(READINGS, key_func=lambda: str(current_organisation().id), methods=["POST"])
def read_own_account(organisation: str) -> ResponseReturnValue:
    """Have the page checked by the connected account; the worker asks, nobody waits."""
    here = current_organisation()
    form = OwnAccountForm()
    if not is_connected(here.slug):
        flash(_("Your account is not connected any more."), "error")
        return redirect(url_for(".make", organisation=organisation))
    if not form.validate_on_submit():
        return _make_page(PageCheckForm(formdata=None, language=here.locale), form), 422
    language = Language(form.page_language.data or here.locale)
    operations.ask_own_account(
        here, language, names_in(form.account_names.data), actor=signed_in_user()
    )
    db.session.commit()
    return redirect(url_for(".list_checks", organisation=organisation))


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.READER)
@limiter.limit(UPLOADS, key_func=lambda: str(signed_in_user().id), methods=["POST"])
def make(organisation: str) -> ResponseReturnValue:
    """Take the last posts in whichever way, and say what they show."""
    form = PageCheckForm(language=current_organisation().locale)
    if form.validate_on_submit():
        try:
            check = _checked(form)
            db.session.commit()
            return _to(check)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    own = OwnAccountForm(formdata=None, page_language=form.language.data)
    return _make_page(form, own), 422 if form.errors else 200


def _make_page(form: PageCheckForm, own: OwnAccountForm) -> str:
    return render_template(
        "campaigns/results/page_check/make.html",
        form=form,
        own=own,
        is_connected=is_connected(current_organisation().slug),
    )


def _checked(form: PageCheckForm) -> PageCheck:
    return operations.check(
        current_organisation(),
        _listing(form),
        form.asked(),
        as_of=local(utcnow()).date(),
        actor=signed_in_user(),
    )


def _listing(form: PageCheckForm) -> Listing:
    today = local(utcnow()).date()
    if form.upload():
        return arrivals.posts_sent(form.content(), form.account_names(), today, zone())
    if (form.pasted.data or "").strip():
        return arrivals.posts_pasted(form.pasted.data or "", today, zone())
    return Listing(way=Way.NONE)


@bp.get("/<uuid:check_id>")
@open_to(Audience.READER)
def show(organisation: str, check_id: uuid.UUID) -> ResponseReturnValue:
    """Show what a check found, beside the ones before it."""
    check = queries.get_check(current_organisation().id, check_id)
    checked = history.in_turn([check, *queries.checks_before(check, BESIDE)])
    return render_template(
        "campaigns/results/page_check/check.html",
        now=checked[0],
        checked=checked,
        may_remove=may_remove(check, signed_in_user(), current_roles()),
        labels=labels,
        history=history,
        comparing=comparing,
    )


@bp.post("/<uuid:check_id>/removal")
@open_to(Audience.READER)
def remove(organisation: str, check_id: uuid.UUID) -> ResponseReturnValue:
    """Take a check away, such as one made of the wrong file."""
    check = queries.get_check(current_organisation().id, check_id)
    if not may_remove(check, signed_in_user(), current_roles()):
        abort(403)
    operations.remove(check, actor=signed_in_user())
    db.session.commit()
    flash(_("The check is taken away."), "success")
    return redirect(url_for(".list_checks", organisation=organisation))


def _to(check: PageCheck) -> ResponseReturnValue:
    slug = current_organisation().slug
    return redirect(url_for(".show", organisation=slug, check_id=check.id))
