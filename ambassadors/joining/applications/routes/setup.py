"""Where an organiser decides how people come into a cohort, and takes the poster."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors.joining.applications import operations, poster, queries
from ambassadors.joining.applications.forms import join_page_form
from ambassadors.joining.enums import JoinField
from ambassadors.joining.models import JoinPage
from ambassadors.routes.cohort import get_cohort
from core import mail, qr
from core.access import Audience, open_to
from core.db import db
from core.downloads import attachment
from core.errors import DomainError
from core.forms import show_error
from core.languages import LANGUAGES, language

bp = Blueprint(
    "join_pages_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/join-page",
)


def address_of(page: JoinPage) -> str:
    """Return the whole address of a page, as it stands on a poster."""
    return mail.external_url("applications_public.show_page", slug=page.slug)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_page(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Choose the way in, the questions and the dates."""
    cohort = get_cohort(cohort_id)
    page = queries.find_page(cohort)
    form = join_page_form(page, slug=operations.free_slug(cohort))
    if form.validate_on_submit():
        try:
            operations.edit_page(cohort, form.terms(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
            page = queries.find_page(cohort)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".edit_page", organisation=organisation, cohort_id=cohort_id))
    return render_template(
        "ambassadors/joining/applications/setup.html",
        cohort=cohort,
        page=page,
        form=form,
        fixed=list(JoinField),
        address=address_of(page) if page else "",
    )


def get_page(cohort_id: uuid.UUID) -> JoinPage:
    """Return the way into one of this organisation's cohorts."""
    return queries.get_page(get_cohort(cohort_id))


@bp.get("/qr.svg")
@open_to(Audience.ORGANISER)
def qr_svg(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Draw the page's address as a QR code."""
    address = address_of(get_page(cohort_id))
    return Response(qr.qr_svg(address), mimetype="image/svg+xml")


@bp.get("/qr.png")
@open_to(Audience.ORGANISER)
def qr_png(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out the QR code as a picture to print."""
    page = get_page(cohort_id)
    return attachment(qr.qr_png(address_of(page)), "image/png", f"qr-{page.slug}.png")


@bp.get("/poster.pdf")
@open_to(Audience.ORGANISER)
def download_poster(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a poster in the language asked for."""
    page = get_page(cohort_id)
    wanted = request.args.get("language", "")
    locale = wanted if wanted in LANGUAGES else language()
    made = poster.draw(page, address_of(page), locale)
    return attachment(made, "application/pdf", f"{page.slug}-{locale}.pdf")
