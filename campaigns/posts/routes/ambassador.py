"""The log: what somebody put up, by link, picture or words, and undoing it."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.session import current_ambassador
from campaigns.models import Participation
from campaigns.posts import operations, queries, undoing, wording
from campaigns.posts.forms import ElsewhereForm, LogPostForm, StoryForm, TellingForm
from campaigns.posts.routes import log_pages
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import filled, show_error

bp = Blueprint("posts_ambassador", __name__, url_prefix="/my/log")
A_DAY = "60 per day"


@bp.get("")
@open_to(Audience.AMBASSADOR)
def choose_log() -> ResponseReturnValue:
    """Ask what happened: a post, or a conversation."""
    way = log_pages.way_in(LogPostForm, request.args)
    return log_pages.front_page(way)


@bp.post("/posts")
@open_to(Audience.AMBASSADOR)
def log_post() -> ResponseReturnValue:
    """Log a post by its link."""
    way = log_pages.way_in(LogPostForm, request.form)
    if way.form.validate_on_submit() and _is_taken(way):
        return redirect(url_for(".choose_log"))
    return log_pages.front_page(way), 422


@bp.route("/story", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
@limiter.limit(A_DAY, key_func=lambda: str(current_ambassador().id), methods=["POST"])
def log_story() -> ResponseReturnValue:
    """Log a story by a screenshot."""
    way = log_pages.way_in(StoryForm, request.values)
    if way.form.validate_on_submit() and _is_taken(way):
        return redirect(url_for(".choose_log"))
    return log_pages.page_of("campaigns/posts/story.html", way)


@bp.route("/elsewhere", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
@limiter.limit(A_DAY, key_func=lambda: str(current_ambassador().id), methods=["POST"])
def log_elsewhere() -> ResponseReturnValue:
    """Log what was told somewhere else: by link, picture or words."""
    way = log_pages.way_in(ElsewhereForm, request.values)
    if way.form.validate_on_submit() and _is_taken(way):
        return redirect(url_for(".choose_log"))
    return log_pages.page_of("campaigns/posts/elsewhere.html", way)


def _is_taken(way: log_pages.Way[TellingForm]) -> bool:
    """Log what a form tells and say so; False when it is refused, with the reason on the form."""
    form = way.form
    participation = log_pages.chosen(filled(form.participation.data))
    try:
        post = operations.log_post(
            participation,
            kit=way.origin.kit,
            pictures=way.origin.pictures(form.pictures.data or ()),
            told=form.told(log_pages.taken(form)),
        )
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        show_error(form, error)
        return False
    flash(wording.logged(post, participation), "success")
    _say_gently(post.participation, participation, wording.gentle_word(post))
    return True


def _say_gently(whose: Participation, participation: Participation, word: str) -> None:
    if word and whose.id == participation.id:
        flash(word, "warn")


@bp.get("/posts")
@open_to(Audience.AMBASSADOR)
def list_posts() -> ResponseReturnValue:
    """Show all she has logged, newest first, to be searched."""
    return log_pages.own_list()


@bp.route("/posts/<uuid:post_id>", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
@limiter.limit(A_DAY, key_func=lambda: str(current_ambassador().id), methods=["POST"])
def change_post(post_id: uuid.UUID) -> ResponseReturnValue:
    """Put right what was logged, or send it in again."""
    post = queries.get_post(current_ambassador(), post_id)
    form, origin = log_pages.change_form(post)
    if form.validate_on_submit():
        try:
            pictures = origin.pictures(form.pictures.data or ()) if origin.items else None
            told = form.told(log_pages.taken(form))
            operations.change_post(post, kit=origin.kit, pictures=pictures, told=told)
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".list_posts"))
    return log_pages.change_page(post, form, origin)


@bp.post("/posts/<uuid:post_id>/removal")
@open_to(Audience.AMBASSADOR)
def remove_post(post_id: uuid.UUID) -> ResponseReturnValue:
    """Take one's own post out of the log."""
    undoing.remove_post(queries.get_post(current_ambassador(), post_id))
    db.session.commit()
    flash(_("It is out of the log. Where you put it up, it stays."), "success")
    return redirect(url_for(".list_posts"))


@bp.post("/posts/<uuid:post_id>/return")
@open_to(Audience.AMBASSADOR)
def restore_post(post_id: uuid.UUID) -> ResponseReturnValue:
    """Put back what was just taken out."""
    post = queries.get_post(current_ambassador(), post_id)
    part = post.participation
    try:
        back = undoing.restore_post(post)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        shared = back.participation_id != part.id
        flash(wording.logged(back, part) if shared else _("It is back in the log."), "success")
    return redirect(url_for(".list_posts"))


@bp.post("/posts/<uuid:post_id>/sharing/removal")
@open_to(Audience.AMBASSADOR)
def leave_shared(post_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a shared post is not hers after all."""
    undoing.leave_shared(*queries.get_shared(current_ambassador(), post_id))
    db.session.commit()
    flash(_("It is no longer noted as yours."), "success")
    return redirect(url_for(".list_posts"))
