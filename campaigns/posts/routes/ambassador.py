"""The log: a post by its link, a conversation in one tap, and undoing either."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from ambassadors.session import current_ambassador
from campaigns import queries as campaign_queries
from campaigns.models import Participation
from campaigns.posts import operations, queries
from campaigns.posts.enums import ConversationTopic
from campaigns.posts.forms import LogPostForm
from campaigns.posts.labels import TOPICS
from campaigns.posts.models import Post
from campaigns.posts.origins import Origin, origin_of
from campaigns.posts.removals.queries import unanswered
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import format_day, local
from core.forms import filled, show_error

bp = Blueprint("posts_ambassador", __name__, url_prefix="/my/log")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def choose_log() -> ResponseReturnValue:
    """Ask what happened: a post, or a conversation."""
    running, origin = _running(), _origin(request.args)
    return _log_page(LogPostForm.for_campaigns(running, origin), running, origin)


@bp.post("/posts")
@open_to(Audience.AMBASSADOR)
def log_post() -> ResponseReturnValue:
    """Log one Instagram post by its link."""
    running, origin = _running(), _origin(request.form)
    form = LogPostForm.for_campaigns(running, origin)
    if form.validate_on_submit():
        participation = _chosen(filled(form.participation.data))
        try:
            post = operations.log_post(
                participation,
                url=filled(form.url.data),
                kit=origin.kit,
                pictures=origin.pictures(form.pictures.data or ()),
            )
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_logged(post), "success")
            return redirect(url_for("posts_ambassador.choose_log"))
    return _log_page(form, running, origin)


@bp.post("/posts/<uuid:post_id>/removal")
@open_to(Audience.AMBASSADOR)
def remove_post(post_id: uuid.UUID) -> ResponseReturnValue:
    """Take one's own post out of the log."""
    operations.remove_post(queries.get_post(current_ambassador(), post_id))
    db.session.commit()
    flash(_("The post is out of the log. It is still on Instagram."), "success")
    return redirect(url_for("posts_ambassador.choose_log"))


@bp.post("/conversations")
@open_to(Audience.AMBASSADOR)
def log_conversation() -> ResponseReturnValue:
    """Log that a conversation took place today; what it was about can be said afterwards."""
    participation = _chosen(request.form.get("participation", ""))
    campaign_queries.hold(participation)
    conversation = queries.just_logged(participation)
    try:
        if conversation is None:
            today = local(utcnow()).date()
            conversation = operations.log_conversation(participation, topic=None, on=today)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for("posts_ambassador.choose_log"))
    return redirect(url_for("posts_ambassador.show_conversation", conversation_id=conversation.id))


@bp.get("/conversations/<uuid:conversation_id>")
@open_to(Audience.AMBASSADOR)
def show_conversation(conversation_id: uuid.UUID) -> ResponseReturnValue:
    """Thank for a conversation and ask, if she likes, what it was about."""
    conversation = queries.get_conversation(current_ambassador(), conversation_id)
    return render_template(
        "campaigns/posts/conversation.html", conversation=conversation, topics=TOPICS
    )


@bp.post("/conversations/<uuid:conversation_id>/topic")
@open_to(Audience.AMBASSADOR)
def set_topic(conversation_id: uuid.UUID) -> ResponseReturnValue:
    """Say what a conversation was about."""
    conversation = queries.get_conversation(current_ambassador(), conversation_id)
    try:
        topic = ConversationTopic(request.form.get("topic", ""))
    except ValueError as error:
        raise BadRequest from error
    operations.set_topic(conversation, topic)
    db.session.commit()
    flash(_("Noted. Thank you."), "success")
    return redirect(url_for("posts_ambassador.choose_log"))


@bp.post("/conversations/<uuid:conversation_id>/removal")
@open_to(Audience.AMBASSADOR)
def remove_conversation(conversation_id: uuid.UUID) -> ResponseReturnValue:
    """Undo a conversation logged by mistake."""
    operations.remove_conversation(queries.get_conversation(current_ambassador(), conversation_id))
    db.session.commit()
    flash(_("The conversation is out of the log."), "success")
    return redirect(url_for("posts_ambassador.choose_log"))


def _running() -> list[Participation]:
    return campaign_queries.live_participations(current_ambassador(), local(utcnow()).date())


def _origin(named: Mapping[str, str]) -> Origin:
    """Return the kit she comes from with its pictures, as the address or the form names them."""
    return origin_of(
        current_ambassador(),
        named.get("kit", ""),
        in_sight=named.get("picture", ""),
        on=local(utcnow()).date(),
    )


def _log_page(
    form: LogPostForm, running: list[Participation], origin: Origin
) -> ResponseReturnValue:
    return render_template(
        "campaigns/posts/log.html",
        form=form,
        running=running,
        origin=origin,
        latest=queries.latest_posts(current_ambassador()),
        to_remove=unanswered(current_ambassador()),
    )


def _chosen(participation_id: str) -> Participation:
    """Return the ambassador's own participation that a form names."""
    try:
        wanted = uuid.UUID(participation_id)
    except ValueError as error:
        raise BadRequest from error
    return campaign_queries.get_participation(current_ambassador(), wanted)


def _logged(post: Post) -> str:
    """Say that a post was logged, and whether it was put up during the campaign."""
    campaign = post.participation.campaign
    day = local(post.published_at).date()
    words = _("Logged. Your post is from %(day)s.", day=format_day(day))
    if not campaign.starts_on <= day <= campaign.ends_on:
        words += " " + _("That is outside the campaign's dates, and that is fine.")
    return str(words)
