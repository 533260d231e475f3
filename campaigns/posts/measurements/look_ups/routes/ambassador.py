"""An ambassador's yes to look-ups: off until she gives it, taken back in one tap."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.session import current_ambassador
from campaigns.posts import queries as post_queries
from campaigns.posts.measurements.look_ups import operations, queries
from core.access import Audience, open_to
from core.db import db, utcnow
from core.settings import current_settings

bp = Blueprint("posts_look_ups", __name__, url_prefix="/my/log/look-ups")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def show_choice() -> ResponseReturnValue:
    """Explain what a yes means, and what no costs: nothing."""
    return render_template(
        "campaigns/posts/measurements/look_ups/choice.html",
        yes=queries.find_yes(current_ambassador()),
        agreed=queries.has_agreed(current_ambassador()),
        is_on=current_settings().instagram_look_ups,
    )


@bp.post("")
@open_to(Audience.AMBASSADOR)
def agree() -> ResponseReturnValue:
    """Keep the yes."""
    operations.agree(current_ambassador(), now=utcnow())
    db.session.commit()
    flash(_("Thank you. You can take it back here at any time."), "success")
    return redirect(url_for(".show_choice"))


@bp.post("/removal")
@open_to(Audience.AMBASSADOR)
def withdraw() -> ResponseReturnValue:
    """Take the yes back; from now on nobody asks."""
    operations.withdraw(current_ambassador(), now=utcnow())
    db.session.commit()
    flash(_("Taken back. Nothing is looked up any more."), "success")
    return redirect(url_for(".show_choice"))


@bp.post("/<uuid:post_id>")
@open_to(Audience.AMBASSADOR)
def ask_again(post_id: uuid.UUID) -> ResponseReturnValue:
    """Put a post in line again that Instagram did not show."""
    post = post_queries.get_post(current_ambassador(), post_id)
    look_up = queries.of_post(post)
    if look_up is not None:
        operations.ask_again(look_up, now=utcnow())
        db.session.commit()
        flash(_("It is in line again."), "success")
    return redirect(url_for("posts_numbers.show_numbers", post_id=post_id))
