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
    return render_template(
        "campaigns/posts/removals/removals.html",
        waiting=[one for one in found if one.answered_at is None],
        answered=[one for one in found if one.answered_at],
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
