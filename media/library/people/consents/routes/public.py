"""A pictured person's own page, by their link and without an account."""

import json
import uuid

from flask import Blueprint, abort, flash, redirect, request, session, url_for
from flask import render_template as page
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from accounts.limits import keep_link_to_ourselves
from accounts.session import show_for
from core import storage
from core.access import Audience, open_to
from core.db import db, utcnow
from core.downloads import attachment
from core.errors import DomainError, LinkGone
from core.extensions import limiter
from core.formats import local_date
from core.forms import show_error
from core.tokens import hash_token
from media.library import queries as library_queries
from media.library.enums import RenditionFormat
from media.library.people import age, queries
from media.library.people.consents import answering, overview
from media.library.people.errors import AnswersThemselves
from media.library.people.models import PersonLink
from media.library.people.withdrawals import queries as withdrawal_queries
from media.library.permissions import is_withdrawn

bp = Blueprint("consents_public", __name__, url_prefix="/consent")

ANSWERS = "12 per hour"  # by one link; for each a receipt is sent


def get_link(token: str) -> PersonLink:
    """Return where a link leads, and dress the page for it; a POST waits its turn."""
    link = queries.find_link(token, lock=request.method == "POST")
    if link is None:
        raise NoResultFound
    person = link.person
    show_for(person.organisation)
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = person.locale
        refresh()
    today = local_date(utcnow(), person.organisation.timezone)
    if link.is_guardian and not age.needs_guardian(person, today):
        raise AnswersThemselves
    return link


@bp.route("/<string:token>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limiter.limit(
    ANSWERS, methods=["POST"], key_func=lambda: hash_token((request.view_args or {})["token"])
)
def show_pictures(token: str) -> ResponseReturnValue:
    """Show somebody the pictures they are in, and take their answer."""
    link = get_link(token)
    form = answering.answer_form(link.person)
    if form.validate_on_submit():
        try:
            answering.keep_yes(link, token, form)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            link = get_link(token)
            show_error(form, error)
        else:
            flash(_("Thank you. Your answer counts from now."), "success")
            return redirect(url_for(".show_pictures", token=token))
    return page(
        "media/library/people/consent.html", **answering.page_parts(link, token, form)
    ), 422 if form.errors or form.form_errors else 200


@bp.post("/<string:token>/withdrawal")
@open_to(Audience.PUBLIC)
def say_no(token: str) -> ResponseReturnValue:
    """Say no, or take a yes back: it counts at once."""
    link = get_link(token)
    answering.keep_no(link, token)
    db.session.commit()
    flash(_("It counts from now: the pictures are not used any more."), "success")
    return redirect(url_for(".show_pictures", token=token))


@bp.get("/<string:token>/export")
@open_to(Audience.PUBLIC)
def export(token: str) -> ResponseReturnValue:
    """Hand out everything we know about the person, to read and to keep."""
    person = get_link(token).person
    told = overview.everything(person, withdrawal_queries.withdrawals_of(person.id))
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return attachment(text, "application/json", "tillid.json")


@bp.get("/<string:token>/pictures/<uuid:mark_id>")
@open_to(Audience.PUBLIC)
def send_picture(token: str, mark_id: uuid.UUID) -> ResponseReturnValue:
    """Send one of the pictures the person is in, and no other."""
    person = get_link(token).person
    mark = next((one for one in person.appearances if one.id == mark_id), None)
    if mark is None:
        abort(404)
    shown = library_queries.rendition(mark.asset, RenditionFormat.WHOLE)
    if is_withdrawn(mark.asset) or shown is None:  # somebody else's no counts here too
        abort(410 if is_withdrawn(mark.asset) else 404)
    return storage.send(shown.storage_key, mimetype=shown.mimetype, inline=True)


@bp.errorhandler(LinkGone)
def link_gone(error: LinkGone) -> ResponseReturnValue:
    """Say what happened to the link."""
    return page("media/library/people/link_gone.html", message=error.message), 410


@bp.errorhandler(NoResultFound)
def link_unknown(_error: NoResultFound) -> ResponseReturnValue:
    """Say that the link is not one of ours any more."""
    return page("media/library/people/link_gone.html", message=""), 404


bp.after_request(keep_link_to_ourselves)
