"""Kits as an organiser runs them: the list, a kit's terms, handing it out and taking it back."""

import uuid
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from accounts.session import current_organisation, signed_in_user
from ambassadors import queries as ambassador_queries
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import show_error
from media.kits import (
    builder,
    copying,
    local_use,
    operations,
    pages,
    queries,
    readiness,
    shelves,
    versions,
)
from media.kits.errors import KitNotReady
from media.kits.forms import NewKitForm, kit_form
from media.kits.models import Kit

bp = Blueprint("kits_organiser", __name__, url_prefix="/o/<slug:organisation>/kits")


def get_kit(kit_id: uuid.UUID) -> Kit:
    """Return one of this organisation's kits."""
    return queries.get_kit(current_organisation().id, kit_id)


def get_kit_to_change(kit_id: uuid.UUID) -> Kit:
    """Return one of this organisation's kits while nobody else can change it."""
    return queries.get_kit_to_change(current_organisation().id, kit_id)


def _today() -> date:
    return local_date(utcnow(), current_organisation().timezone)


@bp.get("")
@open_to(Audience.ORGANISER)
def list_kits(organisation: str) -> ResponseReturnValue:
    """Show the organisation's kits: drafts, those out now, and those that are over."""
    organisation_id = current_organisation().id
    rows = queries.kit_rows(organisation_id)
    return render_template(
        "media/kits/kits.html",
        shelves=shelves.shelves(rows, _today()),
        today=_today(),
        use=local_use.local_use(organisation_id),
        base_only=local_use.cohorts_with_base_only(organisation_id),
    )


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def new_kit(organisation: str) -> ResponseReturnValue:
    """Begin a kit: what it is called, when, and for whom."""
    cohorts = ambassador_queries.cohorts_to_choose(current_organisation().id)
    form = NewKitForm()
    form.offer_cohorts(cohorts)
    if form.validate_on_submit():
        try:
            kit = operations.create_kit(current_organisation(), form.new_terms(cohorts))
        except DomainError as error:
            show_error(form, error)
        else:
            db.session.commit()
            return redirect(url_for(".show_kit", organisation=organisation, kit_id=kit.id))
    page = render_template("media/kits/new.html", form=form, has_cohorts=bool(cohorts))
    return page, 422 if form.errors else 200


@bp.get("/<uuid:kit_id>")
@open_to(Audience.ORGANISER)
def show_kit(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Show the page a kit is built on."""
    return builder.builder_page(get_kit(kit_id))


@bp.route("/<uuid:kit_id>/settings", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_kit(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Change what a kit is called, whom it is for, when, and what opens it."""
    kit = get_kit(kit_id)
    form = kit_form(kit)
    offered = queries.offered_for(kit)
    form.offer(offered)
    if form.validate_on_submit():
        try:
            operations.edit_kit(kit, form.terms(offered))
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for(".show_kit", organisation=organisation, kit_id=kit_id))
    return render_template("media/kits/settings.html", kit=kit, form=form), (
        422 if form.errors else 200
    )


@bp.get("/<uuid:kit_id>/preview")
@open_to(Audience.ORGANISER)
def preview_kit(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Show a kit, or the version the address names, as an ambassador of its first cohort does."""
    kit = get_kit(kit_id)
    page = pages.kit_page(
        versions.chosen(kit, versions.Version(kit), request.args.get("version")),
        kit.cohorts[0] if kit.cohorts else None,
        on=_today(),
        link=_("(here comes the ambassador’s own link)"),
        endpoint=".preview_kit",
        organisation=organisation,
        kit_id=kit.id,
    )
    return render_template(
        "media/kits/show.html", page=page, is_preview=True, keep_as="", own_percent=None, log_url=""
    )


@bp.post("/<uuid:kit_id>/publication")
@open_to(Audience.ORGANISER)
def publish_kit(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Hand a kit out to its cohorts, or say everything it lacks."""
    kit, form = get_kit_to_change(kit_id), FlaskForm()
    try:
        is_new = operations.publish(kit, on=_today(), actor=signed_in_user())
    except KitNotReady as error:
        form.form_errors.extend(error.missing)
        return builder.builder_page(kit, builder.Typed(form)), 422
    waiting = [*readiness.held_back(kit, _today()), *readiness.unanswered(kit, _today())]
    db.session.commit()
    flash(_published(kit) if is_new else _("The kit was published already."), "success")
    if is_new and waiting:
        names = ", ".join(readiness.names_of(waiting))
        flash(_("Held back for now: %(names)s.", names=names), "warn")
    return redirect(url_for(".show_kit", organisation=organisation, kit_id=kit_id))


def _published(kit: Kit) -> str:
    return str(
        ngettext(
            "The kit is out to %(num)d cohort.",
            "The kit is out to %(num)d cohorts.",
            len(kit.cohorts),
        )
    )


@bp.post("/<uuid:kit_id>/withdrawal")
@open_to(Audience.ORGANISER)
def withdraw_kit(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Take a kit back: from now on no ambassador finds it."""
    operations.withdraw(get_kit_to_change(kit_id), actor=signed_in_user())
    db.session.commit()
    flash(_("The kit is withdrawn. You can publish it again at any time."), "success")
    return redirect(url_for(".show_kit", organisation=organisation, kit_id=kit_id))


@bp.post("/<uuid:kit_id>/copies")
@open_to(Audience.ORGANISER)
def copy_kit(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Make a draft like this kit."""
    copied = copying.copy_kit(get_kit(kit_id))
    db.session.commit()
    flash(_("Here is the copy. Give it a title and dates of its own."), "success")
    return redirect(url_for(".show_kit", organisation=organisation, kit_id=copied.id))
