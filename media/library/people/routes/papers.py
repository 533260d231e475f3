"""Signed papers: kept as proof, and seen by those who look after the pictures only."""

import uuid

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from accounts.session import current_organisation, signed_in_user
from core import storage
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled, show_error
from core.image_gate import MAX_BYTES
from core.languages import language
from media.library import room
from media.library.people import pages, papers, queries
from media.library.people.consents import operations
from media.library.people.consents.forms import PaperForm
from media.library.people.consents.operations import Yes
from media.library.people.enums import GivenBy
from media.library.people.models import Consent, Person
from media.library.people.routes.organiser import get_person, to_person

bp = Blueprint("papers_organiser", __name__, url_prefix="/o/<slug:organisation>/library/people")

UPLOADS = "60 per hour"


@bp.post("/<uuid:person_id>/paper")
@open_to(Audience.ORGANISER)
@limiter.limit(UPLOADS, key_func=lambda: str(signed_in_user().id))
def keep_paper(organisation: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Keep a yes given on paper, with a picture or a scan of it as proof."""
    person, form = get_person(person_id), PaperForm()
    pages.prepare_paper(form, person)
    if not form.validate_on_submit():
        return pages.person_page(person, paper=form), 422
    try:
        _keep(person, form)
    except DomainError as error:
        show_error(form, error) if error.field in form else form.form_errors.append(error.message)
    else:
        db.session.commit()
        flash(_("The yes is noted, and the paper is kept."), "success")
        return to_person(organisation, person)
    db.session.rollback()
    return pages.person_page(get_person(person_id), paper=form), 422


def _keep(person: Person, form: PaperForm) -> Consent:
    content = filled(form.paper.data).read(MAX_BYTES + 1)
    room.check_place_for(person.organisation_id, len(content))
    db.session.commit()  # nobody waits for the database while a file is stored
    proof = papers.keep(content)
    return operations.say_yes(
        person,
        Yes(
            pictures=form.chosen_pictures,
            channels=filled(form.agreed_channels.data),
            until=filled(form.agreed_until.data),
            given_by=GivenBy.PAPER,
            locale=language(),
            guardian_name=form.signed_by.data or "",
            proof=proof,
            recorded_by=signed_in_user(),
        ),
        on=pages.today(),
    )


@bp.get("/papers/<uuid:consent_id>")
@open_to(Audience.ORGANISER)
def send_paper(organisation: str, consent_id: uuid.UUID) -> ResponseReturnValue:
    """Send a signed paper as a file to save; it is never shown in a page."""
    consent = queries.get_consent(current_organisation().id, consent_id)
    if not consent.proof_key or not consent.proof_mimetype:
        raise NoResultFound
    extension = consent.proof_mimetype.rpartition("/")[2]
    response = storage.send(
        consent.proof_key,
        mimetype=consent.proof_mimetype,
        download_name=f"consent-{consent.id.hex[:8]}.{extension}",
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
