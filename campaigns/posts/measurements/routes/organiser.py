"""A cohort's numbers: each with its source, never in the order of who has most."""

import tempfile
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from ambassadors import queries as cohort_queries
from campaigns.posts.measurements import carrying, labels, operations, queries
from campaigns.posts.measurements.enums import Number
from campaigns.posts.measurements.files import SavedFile
from campaigns.posts.measurements.forms import FileForm, NumbersForm
from campaigns.posts.measurements.operations import Told
from campaigns.posts.measurements.routes import writing
from campaigns.posts.measurements.standing import middle, standing
from campaigns.posts.models import Post
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.formats import zone
from core.forms import show_error
from core.paging import page_number

bp = Blueprint("posts_measured", __name__, url_prefix="/o/<slug:organisation>/posts/numbers")

UPLOADS = "60 per hour"


@bp.get("")
@open_to(Audience.ORGANISER)
def list_numbers(organisation: str) -> ResponseReturnValue:
    """Show what is known of the posts of a cohort or of all, the newest post first."""
    here = current_organisation()
    cohorts = cohort_queries.list_cohorts(here.id)
    chosen = next((one for one in cohorts if str(one.id) == request.args.get("cohort")), None)
    cohort_id = chosen.id if chosen else None
    posts = db.paginate(
        queries.posts_of(here.id, cohort_id),
        page=request.args.get("page", 1, type=page_number),
        per_page=queries.SHOWN,
        error_out=False,
    )
    return render_template(
        "campaigns/posts/measurements/cohort.html",
        posts=posts,
        coverage=queries.coverage(here.id, cohort_id),
        cohorts=cohorts,
        chosen=chosen,
        labels=labels,
        **known_of(posts.items),
    )


def known_of(posts: Sequence[Post]) -> dict[str, Any]:
    """Return what is known of each post now, and what lies in the middle."""
    measured = queries.of_posts([post.id for post in posts])
    rows = [(post, standing(measured[post.id])) for post in posts]
    known = [one for _post, one in rows]
    return {"rows": rows, "middle": {n: middle(known, n) for n in (Number.LIKES, Number.COMMENTS)}}


@bp.route("/<uuid:post_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
@limiter.limit(UPLOADS, key_func=lambda: str(signed_in_user().id), methods=["POST"])
def show_numbers(organisation: str, post_id: uuid.UUID) -> ResponseReturnValue:
    """Show what is known of one post over time, and take what an organiser has read."""
    post, form = queries.get_post(current_organisation().id, post_id), NumbersForm()
    if form.validate_on_submit():
        try:
            writing.write(post, form, by=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved. Thank you."), "success")
            return redirect(url_for(".show_numbers", organisation=organisation, post_id=post_id))
    return render_template(
        "campaigns/posts/measurements/post.html", form=form, **writing.page_of(post)
    ), 422 if form.errors else 200


@bp.route("/file", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
@limiter.limit(UPLOADS, key_func=lambda: str(signed_in_user().id), methods=["POST"])
def bring_in(organisation: str) -> ResponseReturnValue:
    """Read a file of numbers, and say of each part what becomes of it; nothing is written yet."""
    form, told = FileForm(), None
    if form.validate_on_submit():
        try:
            told = _looked_at(form)
        except DomainError as error:
            error.field = error.field or "file"
            show_error(form, error)
    return render_template(
        "campaigns/posts/measurements/file.html",
        form=form,
        told=told,
        carried=_carried(told or ()),
        fates=operations.Fate,
        faulty=operations.FAULTY,
        labels=labels,
    ), 422 if form.errors else 200


def _looked_at(form: FileForm) -> list[Told]:
    name = form.source_name()
    with tempfile.TemporaryDirectory(prefix="tillid-numbers-") as folder:
        path = Path(folder) / "numbers"
        path.write_bytes(form.content())
        file = SavedFile(path, name=name, zone=zone(), otherwise=form.otherwise())
    return operations.judge(current_organisation(), file.pieces)


def _carried(told: Iterable[Told]) -> str:
    new = {id(reading): reading for one in told for _, reading in one.kept}
    if not new:
        return ""
    return carrying.packed(
        new.values(), organisation_id=current_organisation().id, user_id=signed_in_user().id
    )


@bp.post("/file/confirmation")
@open_to(Audience.ORGANISER)
@limiter.limit(UPLOADS, key_func=lambda: str(signed_in_user().id), methods=["POST"])
def confirm_file(organisation: str) -> ResponseReturnValue:
    """Add the numbers of a file that was looked at. Pressing it twice is the same as once."""
    here, by = current_organisation(), signed_in_user()
    found = carrying.unpacked(
        request.form.get("carried", ""), organisation_id=here.id, user_id=by.id
    )
    if found is None:
        flash(_("That was looked at too long ago. Send the file once more."), "error")
        return redirect(url_for(".bring_in", organisation=organisation))
    added = operations.bring_in(here, found, by=by)
    db.session.commit()
    flash(
        ngettext("Numbers of %(num)d post are added.", "Numbers of %(num)d posts are added.", added)
        if added
        else _("Nothing new was in the file."),
        "success",
    )
    return redirect(url_for(".list_numbers", organisation=organisation))
