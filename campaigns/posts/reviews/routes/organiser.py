"""The queue of posts to look at, one at a time, and the cohorts that want it."""

import uuid
from contextlib import suppress
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from campaigns.posts.models import Post
from campaigns.posts.reviews import notifications, operations, queries
from campaigns.posts.reviews.forms import ReturnForm
from campaigns.posts.screenshots import queries as screenshot_queries
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import filled

bp = Blueprint("posts_reviews", __name__, url_prefix="/o/<slug:organisation>/posts/review")


@bp.get("")
@open_to(Audience.ORGANISER)
def show_next(organisation: str) -> ResponseReturnValue:
    """Show the post that has waited longest, to be approved or returned."""
    post = queries.next_waiting(current_organisation().id, signed_in_user())
    return _page(post, ReturnForm())


def _page(post: Post | None, form: ReturnForm) -> str:
    organisation_id = current_organisation().id
    screenshots = screenshot_queries.of_posts([post.id])[post.id] if post else []
    return render_template(
        "campaigns/posts/reviews/next.html",
        post=post,
        form=form,
        screenshots=screenshots,
        is_own=post is not None and queries.is_by(post, signed_in_user()),
        waiting=queries.count_waiting(organisation_id),
    )


@bp.post("/<uuid:post_id>/approval")
@open_to(Audience.ORGANISER)
def approve(organisation: str, post_id: uuid.UUID) -> ResponseReturnValue:
    """Let a post count."""
    post = queries.get_post(current_organisation().id, post_id)
    try:
        operations.approve(post, actor=signed_in_user(), seen=_seen())
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        flash(_("Approved. It counts from now on."), "success")
    return redirect(url_for(".show_next", organisation=organisation))


def _seen() -> datetime | None:
    """Return when the post that the page showed had been sent in."""
    with suppress(ValueError):
        return datetime.fromisoformat(request.form.get("seen", ""))
    return None


@bp.post("/<uuid:post_id>/return")
@open_to(Audience.ORGANISER)
def send_back(organisation: str, post_id: uuid.UUID) -> ResponseReturnValue:
    """Return a post with a word about why."""
    post = queries.get_post(current_organisation().id, post_id)
    form = ReturnForm()
    if not form.validate_on_submit():
        return _page(post, form), 422
    try:
        operations.send_back(post, reason=filled(form.reason.data), actor=signed_in_user())
        notifications.send_back(post)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        flash(_("Returned, with your words in a mail."), "success")
    return redirect(url_for(".show_next", organisation=organisation))


@bp.post("/cohorts/<uuid:cohort_id>")
@open_to(Audience.ORGANISER)
def set_wanted(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Decide whether a cohort's posts are looked at before they count."""
    cohort = queries.get_cohort(current_organisation().id, cohort_id)
    is_wanted = request.form.get("wanted") == "yes"
    let_through = operations.set_wanted(cohort, is_wanted=is_wanted, actor=signed_in_user())
    db.session.commit()
    if is_wanted:
        flash(_("From now on posts of %(cohort)s are looked at first.", cohort=cohort.name))
    elif let_through:
        flash(
            ngettext(
                "%(num)d post waited, and counts now.",
                "%(num)d posts waited, and count now.",
                let_through,
            )
        )
    else:
        flash(_("From now on posts of %(cohort)s count at once.", cohort=cohort.name))
    return redirect(url_for("posts_organiser.list_posts", organisation=organisation))
