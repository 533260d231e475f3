"""An ambassador's numbers: what is known of her posts, and writing what she reads herself."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import signed_in_user
from ambassadors.session import current_ambassador
from campaigns.posts import queries as post_queries
from campaigns.posts.measurements import labels, operations, queries
from campaigns.posts.measurements.forms import NumbersForm
from campaigns.posts.measurements.look_ups import queries as look_ups
from campaigns.posts.measurements.look_ups import wording
from campaigns.posts.measurements.routes import writing
from campaigns.posts.measurements.standing import standing
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import show_error

bp = Blueprint("posts_numbers", __name__, url_prefix="/my/log/numbers")

UPLOADS = "60 per hour"


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_numbers() -> ResponseReturnValue:
    """Show what is known of each of her posts, the newest post first."""
    posts = queries.own_posts(current_ambassador())
    measured = queries.of_posts([post.id for post in posts])
    return render_template(
        "campaigns/posts/measurements/mine.html",
        rows=[(post, standing(measured[post.id])) for post in posts],
        agreed=look_ups.has_agreed(current_ambassador()),
        labels=labels,
    )


@bp.route("/<uuid:post_id>", methods=["GET", "POST"])
@open_to(Audience.AMBASSADOR)
@limiter.limit(UPLOADS, key_func=lambda: str(signed_in_user().id), methods=["POST"])
def show_numbers(post_id: uuid.UUID) -> ResponseReturnValue:
    """Show what is known of one of her posts, and take what she has read herself."""
    post, form = post_queries.get_post(current_ambassador(), post_id), NumbersForm()
    if form.validate_on_submit():
        try:
            writing.write(post, form, by=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved. Thank you."), "success")
            return redirect(url_for(".show_numbers", post_id=post_id))
    return render_template(
        "campaigns/posts/measurements/my_post.html",
        form=form,
        look_up=look_ups.of_post(post),
        wording=wording,
        **writing.page_of(post),
    ), 422 if form.errors else 200


@bp.post("/<uuid:post_id>/<uuid:measurement_id>/removal")
@open_to(Audience.AMBASSADOR)
def take_back(post_id: uuid.UUID, measurement_id: uuid.UUID) -> ResponseReturnValue:
    """Take one measurement of her post out, such as a slip of the finger."""
    post = post_queries.get_post(current_ambassador(), post_id)
    operations.take_back(queries.get_own(post, measurement_id))
    db.session.commit()
    flash(_("Taken out. It is shown and counted nowhere now."), "success")
    return redirect(url_for(".show_numbers", post_id=post_id))
