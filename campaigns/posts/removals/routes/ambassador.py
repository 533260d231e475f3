"""An ambassador's page of posts that may show a picture somebody took back."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors.session import current_ambassador
from campaigns.posts.removals import operations, queries
from campaigns.posts.removals.enums import RemovalState
from core.access import Audience, open_to
from core.db import db
from media.library.people.withdrawals.names import names_of

bp = Blueprint("removals_ambassador", __name__, url_prefix="/my/removals")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_removals() -> ResponseReturnValue:
    """Show the posts to look at, and what was said about earlier ones."""
    found = queries.removals_for(current_ambassador())
    waiting = [one for one in found if one.answered_at is None]
    asked_again = {one.post_id for one in waiting if one.post_id}
    may_stay = [one for one in found if one.state is RemovalState.MAY_STAY]
    return render_template(
        "campaigns/posts/removals/removals.html",
        waiting=waiting,
        may_stay=[one for one in may_stay if one.post_id not in asked_again],
        answered=[one for one in found if one.is_answered],
        names_of=names_of,
    )


@bp.post("/<uuid:removal_id>")
@open_to(Audience.AMBASSADOR)
def answer(removal_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what the ambassador says: it is gone, or it does not show the picture."""
    removal = queries.get_removal_for(current_ambassador(), removal_id)
    is_clear = request.form.get("answer") == RemovalState.CLEAR
    state = RemovalState.CLEAR if is_clear else RemovalState.REMOVED
    operations.answer(removal, state, actor=signed_in_user())
    db.session.commit()
    flash(_("Thank you. We have noted it."), "success")
    return redirect(url_for(".list_removals"))


@bp.post("/<uuid:removal_id>/undoing")
@open_to(Audience.AMBASSADOR)
def take_back(removal_id: uuid.UUID) -> ResponseReturnValue:
    """Let her take back what was said about a post, because it was a slip."""
    removal = queries.get_removal_for(current_ambassador(), removal_id)
    operations.take_back(removal, actor=signed_in_user())
    db.session.commit()
    return redirect(url_for(".list_removals"))
