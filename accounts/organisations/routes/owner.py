"""The owner's settings: sections that save on their own, the colour and the logo."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.organisations import operations
from accounts.organisations.forms import BrandForm, LogoForm, SectionForm, form_for
from accounts.organisations.sections import groups, sections
from accounts.session import current_organisation, signed_in_user
from core import refusals
from core.access import Audience, open_to
from core.contrast import HEX, READABLE, contrast, on_colour
from core.db import db
from core.errors import DomainError
from core.forms import show_error

bp = Blueprint("organisations_owner", __name__, url_prefix="/o/<slug:organisation>/settings")


@bp.get("")
@open_to(Audience.OWNER)
def show_settings(organisation: str) -> ResponseReturnValue:
    """Show every section with what stands in it."""
    home = current_organisation()
    return render_template("accounts/organisations/settings.html", groups=groups(home))


@bp.route("/<any(name, contact, privacy, links, words, texts):section>", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def edit_section(organisation: str, section: str) -> ResponseReturnValue:
    """Show and save one section."""
    form = form_for(section, current_organisation())
    if form.validate_on_submit() and save(form):
        return redirect(url_for(".show_settings", organisation=current_organisation().slug))
    return render_template(
        "accounts/organisations/section.html",
        form=form,
        section=next(one for one in sections(current_organisation()) if one.name == section),
    )


def save(form: SectionForm) -> bool:
    """Save a section, or show on the form what is wrong with it."""
    try:
        operations.change_settings(current_organisation(), form.settings(), actor=signed_in_user())
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        return False
    db.session.commit()
    flash(_("The settings are saved."), "success")
    return True


@bp.route("/brand", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def edit_brand(organisation: str) -> ResponseReturnValue:
    """Show and save the colour; "see how it looks" shows it without saving."""
    form = BrandForm(obj=current_organisation())
    if form.validate_on_submit() and not form.look.data and save(form):
        return redirect(url_for(".edit_brand", organisation=organisation))
    return brand_page(form, LogoForm(formdata=None))


def brand_page(brand: BrandForm, logo: LogoForm, *, wrong: bool = False) -> ResponseReturnValue:
    """Return the page with both forms; ``wrong`` says that it is the logo that has an error."""
    colour = (brand.brand_colour.data or "").lower()
    ratio = contrast(colour, "#ffffff") if HEX.fullmatch(colour) else 0
    home = current_organisation()
    return render_template(
        "accounts/organisations/brand.html",
        form=logo if wrong else brand,
        brand=brand,
        logo=logo,
        colour=colour if ratio else home.brand_colour,
        ratio=int(ratio * 10) / 10,
        is_readable=ratio >= READABLE,
        refusal=refusals.short_reason(home.logo_refusal) if home.logo_refusal else "",
    )


@bp.get("/brand/preview.css")
@open_to(Audience.OWNER)
def preview_stylesheet(organisation: str) -> ResponseReturnValue:
    """Give the owner's own page the colour they are looking at; nothing but a colour gets in."""
    colour = f"#{request.args.get('colour', '').lower()}"
    if not HEX.fullmatch(colour):
        abort(404)
    rule = f":root {{ --organisation: {colour}; --on-organisation: {on_colour(colour)}; }}\n"
    return Response(rule, mimetype="text/css")


@bp.post("/logo")
@open_to(Audience.OWNER)
def save_logo(organisation: str) -> ResponseReturnValue:
    """Take a logo; the worker makes it fit to be shown."""
    form = LogoForm()
    if form.validate_on_submit():
        db.session.commit()  # nobody waits for the database while a file is stored
        try:
            operations.take_logo(current_organisation(), form.picture(), actor=signed_in_user())
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            db.session.commit()
            flash(_("The logo is here, and shown in a moment."), "success")
            return redirect(url_for(".edit_brand", organisation=organisation))
    return brand_page(BrandForm(formdata=None, obj=current_organisation()), form, wrong=True)


@bp.post("/logo/removal")
@open_to(Audience.OWNER)
def remove_logo(organisation: str) -> ResponseReturnValue:
    """Take the logo away again."""
    operations.remove_logo(current_organisation(), actor=signed_in_user())
    db.session.commit()
    flash(_("The logo is gone; the leaf is back."), "success")
    return redirect(url_for(".edit_brand", organisation=organisation))
