"""Checking the organisation's own page: made, read beside the ones before, taken away."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns.results.page_check import arrivals, comparing, history, labels, operations, queries
from campaigns.results.page_check.enums import Way
from campaigns.results.page_check.forms import PageCheckForm
from campaigns.results.page_check.listing import Listing
from campaigns.results.page_check.models import PageCheck
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.extensions import limiter
from core.formats import local, zone
from core.forms import show_error

bp = Blueprint("page_check", __name__, url_prefix="/o/<slug:organisation>/results/page-checks")
BESIDE = 3
UPLOADS = "60 per hour"


@bp.get("")
@open_to(Audience.READER)
def list_checks(organisation: str) -> ResponseReturnValue:
    """List the checks of the page with what each found, the latest first."""
    checked = history.in_turn(queries.checks_of(current_organisation().id))
    return render_template(
        "campaigns/results/page_check/checks.html",
        checked=checked,
        is_due=bool(checked) and history.next_on(checked[0].check) <= local(utcnow()).date(),
        labels=labels,
    )


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
    return render_template(
        "campaigns/results/page_check/make.html", form=form
    ), 422 if form.errors else 200


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
        labels=labels,
        history=history,
        comparing=comparing,
    )


@bp.post("/<uuid:check_id>/removal")
@open_to(Audience.READER)
def remove(organisation: str, check_id: uuid.UUID) -> ResponseReturnValue:
    """Take a check away, such as one made of the wrong file."""
    check = queries.get_check(current_organisation().id, check_id)
    operations.remove(check, actor=signed_in_user())
    db.session.commit()
    flash(_("The check is taken away."), "success")
    return redirect(url_for(".list_checks", organisation=organisation))


def _to(check: PageCheck) -> ResponseReturnValue:
    slug = current_organisation().slug
    return redirect(url_for(".show", organisation=slug, check_id=check.id))
