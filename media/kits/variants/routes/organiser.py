"""Local variants as an organiser makes them: for whom, with which words and pictures."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation
from ambassadors import queries as ambassador_queries
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import show_error
from media.kits import builder, local_use, queries
from media.kits.models import Kit, KitVariant
from media.kits.routes.organiser import get_kit, get_kit_to_change
from media.kits.variants import operations
from media.kits.variants.forms import VariantForm, variant_form
from media.kits.variants.operations import VariantTerms

bp = Blueprint(
    "kit_variants", __name__, url_prefix="/o/<slug:organisation>/kits/<uuid:kit_id>/variants"
)


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def new_variant(organisation: str, kit_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a variant: for whom it is."""
    kit = get_kit_to_change(kit_id) if request.method == "POST" else get_kit(kit_id)
    return _edit(organisation, kit, None)


@bp.get("/<uuid:variant_id>")
@open_to(Audience.ORGANISER)
def show_variant(
    organisation: str, kit_id: uuid.UUID, variant_id: uuid.UUID
) -> ResponseReturnValue:
    """Show the page a variant is built on."""
    return builder.variant_page(queries.get_variant(get_kit(kit_id), variant_id))


@bp.route("/<uuid:variant_id>/settings", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_variant(
    organisation: str, kit_id: uuid.UUID, variant_id: uuid.UUID
) -> ResponseReturnValue:
    """Change for whom a variant is, and what it is called there."""
    kit = get_kit_to_change(kit_id) if request.method == "POST" else get_kit(kit_id)
    return _edit(organisation, kit, queries.get_variant(kit, variant_id))


def _edit(organisation: str, kit: Kit, variant: KitVariant | None) -> ResponseReturnValue:
    """Show for whom a variant is, and change it or begin it."""
    form, units = variant_form(variant), ambassador_queries.units_of(kit.organisation_id)
    form.offer_units(units)
    if form.validate_on_submit():
        try:
            saved = _save(kit, variant, form.terms(units))
        except DomainError as error:
            show_error(form, error)
        else:
            db.session.commit()
            begun = _("The variant is begun. Give it texts and pictures of its own.")
            flash(_("Saved.") if variant else begun, "success")
            return redirect(_page(organisation, kit, saved))
    return _settings(kit, variant, form), 422 if form.errors else 200


def _save(kit: Kit, variant: KitVariant | None, terms: VariantTerms) -> KitVariant:
    if variant is None:
        return operations.add_variant(kit, terms)
    operations.edit_variant(variant, terms)
    return variant


@bp.post("/<uuid:variant_id>/removal")
@open_to(Audience.ORGANISER)
def remove_variant(
    organisation: str, kit_id: uuid.UUID, variant_id: uuid.UUID
) -> ResponseReturnValue:
    """Take a variant away; whoever had it gets the base."""
    operations.remove_variant(queries.get_variant(get_kit_to_change(kit_id), variant_id))
    db.session.commit()
    flash(_("The variant is removed. Its people get what everybody gets."), "success")
    return redirect(url_for("kits_organiser.show_kit", organisation=organisation, kit_id=kit_id))


def _page(organisation: str, kit: Kit, variant: KitVariant) -> str:
    return url_for(".show_variant", organisation=organisation, kit_id=kit.id, variant_id=variant.id)


def _settings(kit: Kit, variant: KitVariant | None, form: VariantForm) -> str:
    return render_template(
        "media/kits/variant_settings.html",
        kit=kit,
        variant=variant,
        form=form,
        functions=local_use.functions_of(current_organisation().id),
    )
