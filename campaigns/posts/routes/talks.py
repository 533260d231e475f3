"""Conversations: logged in one tap, told more of if one likes, and undone."""

import uuid
from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.session import current_ambassador
from campaigns import queries as campaign_queries
from campaigns.posts import operations, queries
from campaigns.posts.forms import TalkForm
from campaigns.posts.models import Conversation
from campaigns.posts.routes.log_pages import chosen
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local

bp = Blueprint("posts_talks", __name__, url_prefix="/my/log/conversations")
# A tap kept on a phone without a connection counts on the day it was made.
KEPT_FOR = timedelta(days=30)


@bp.post("")
@open_to(Audience.AMBASSADOR)
def log_conversation() -> ResponseReturnValue:
    """Log that a conversation took place; what it was about can be said afterwards."""
    participation = chosen(request.form.get("participation", ""))
    campaign_queries.hold(participation)
    key = request.form.get("sent_key", "")[:36] or None
    conversation = None if key else queries.just_logged(participation)
    try:
        if conversation is None:
            conversation = operations.log_conversation(
                participation, topic=None, on=_day(request.form.get("day", "")), sent_key=key
            )
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for("posts_ambassador.choose_log"))
    return redirect(url_for(".show_conversation", conversation_id=conversation.id))


def _day(named: str) -> date:
    """Return the day a page was made for, if it is a likely one; else today."""
    today = local(utcnow()).date()
    try:
        day = date.fromisoformat(named)
    except ValueError:
        return today
    return day if today - KEPT_FOR <= day <= today else today


@bp.get("/<uuid:conversation_id>")
@open_to(Audience.AMBASSADOR)
def show_conversation(conversation_id: uuid.UUID) -> ResponseReturnValue:
    """Thank for a conversation and ask, if she likes, for more about it."""
    conversation = queries.get_conversation(current_ambassador(), conversation_id)
    return _page(conversation, TalkForm(obj=conversation))


@bp.post("/<uuid:conversation_id>")
@open_to(Audience.AMBASSADOR)
def tell_more(conversation_id: uuid.UUID) -> ResponseReturnValue:
    """Say what a conversation was about, where, what it led to, and what could not be answered."""
    conversation = queries.get_conversation(current_ambassador(), conversation_id)
    form = TalkForm()
    if not form.validate_on_submit():
        return _page(conversation, form), 422
    operations.tell_more(conversation, **form.said())
    db.session.commit()
    if form.question.data:
        flash(_("Noted. Your question is with those who know, and the answer comes to you."))
    else:
        flash(_("Noted. Thank you."), "success")
    return redirect(url_for("posts_ambassador.choose_log"))


def _page(conversation: Conversation, form: TalkForm) -> str:
    return render_template(
        "campaigns/posts/conversation.html", conversation=conversation, form=form
    )


@bp.post("/<uuid:conversation_id>/removal")
@open_to(Audience.AMBASSADOR)
def remove_conversation(conversation_id: uuid.UUID) -> ResponseReturnValue:
    """Undo a conversation logged by mistake."""
    operations.remove_conversation(queries.get_conversation(current_ambassador(), conversation_id))
    db.session.commit()
    flash(_("The conversation is out of the log."), "success")
    return redirect(url_for("posts_ambassador.choose_log"))
