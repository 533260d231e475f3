"""My diploma and badge: fetched, shown and kept by whoever earned it, also after they have left."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors.models import Ambassador
from ambassadors.recognition import addresses, badges, diplomas, operations, places, queries
from ambassadors.recognition.enums import NameShown
from ambassadors.recognition.forms import NameForm
from ambassadors.recognition.models import Diploma
from ambassadors.recognition.pictures import draw_badge
from core.access import Audience, open_to
from core.db import db, utcnow
from core.downloads import attachment
from core.errors import DomainError
from core.formats import local_date
from core.languages import LANGUAGES, language
from core.settings import current_settings

bp = Blueprint("recognition_person", __name__, url_prefix="/my/diplomas")
bp.before_request(places.enter)


@bp.get("")
@open_to(Audience.SIGNED_IN)
def list_diplomas() -> ResponseReturnValue:
    """Show a diploma for each place one has had, or what it takes."""
    mine = queries.own_places(signed_in_user())
    given = queries.diplomas_of(mine)
    return render_template(
        "ambassadors/recognition/diplomas.html",
        rows=[(place, given.get(place.id), standing(place)) for place in mine],
        forms={diploma.id: name_form(diploma) for diploma in given.values()},
        address=addresses.badge_address,
        languages=LANGUAGES,
    )


def name_form(diploma: Diploma) -> NameForm:
    """Return the question about the name on one badge's page; there may be several on a page."""
    return NameForm(prefix=f"badge-{diploma.id}", data={"shown": diploma.name_shown.value})


def standing(place: Ambassador) -> queries.Standing:
    """Return how far a place is from its diploma."""
    return queries.standing_of(place, local_date(utcnow(), place.cohort.organisation.timezone))


@bp.post("")
@open_to(Audience.SIGNED_IN)
def take() -> ResponseReturnValue:
    """Fetch the diploma one has earned; a second press finds it there."""
    place = queries.get_own_place(
        signed_in_user(), request.form.get("place", uuid.UUID(int=0), type=uuid.UUID)
    )
    today = local_date(utcnow(), place.cohort.organisation.timezone)
    try:
        operations.take(place, at=utcnow(), today=today)
        db.session.commit()
        flash(_("Congratulations! Here is your diploma."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "warn")
    return redirect(url_for(".list_diplomas"))


@bp.get("/<uuid:diploma_id>/diploma.pdf")
@open_to(Audience.SIGNED_IN)
def download_diploma(diploma_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out one's own diploma, in the language asked for."""
    diploma = queries.get_own_diploma(signed_in_user(), diploma_id)
    wanted = request.args.get("language", "")
    locale = wanted if wanted in LANGUAGES else language()
    made = diplomas.draw(diploma, addresses.badge_address(diploma), locale)
    return attachment(made, "application/pdf", _("diploma") + f"-{locale}.pdf")


@bp.get("/<uuid:diploma_id>/badge.svg")
@open_to(Audience.SIGNED_IN)
def download_badge(diploma_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out one's own badge: the picture with the signed credential in it."""
    diploma = queries.get_own_diploma(signed_in_user(), diploma_id)
    baked = badges.bake(
        diploma,
        draw_badge(diploma),
        addresses.addresses_of(diploma),
        current_settings().badge_key_folder,
    )
    return attachment(baked, "image/svg+xml", "open-badge.svg")


@bp.post("/<uuid:diploma_id>/name")
@open_to(Audience.SIGNED_IN)
def show_name(diploma_id: uuid.UUID) -> ResponseReturnValue:
    """Choose what the badge's page says of one's name."""
    diploma = queries.get_own_diploma(signed_in_user(), diploma_id)
    form = name_form(diploma)
    if form.validate_on_submit():
        operations.show_name(diploma, NameShown(form.shown.data))
        db.session.commit()
        flash(_("Saved. That is what others see now."), "success")
    else:
        flash(_("Choose what others may see."), "warn")
    return redirect(url_for(".list_diplomas", _anchor=f"badge-{diploma_id}"))
