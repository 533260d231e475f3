"""An organiser brings a list of outcomes in, looks it through, counts it, and may undo it."""

import uuid
from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns.models import Campaign
from campaigns.outcomes import permissions
from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports import operations, queries, reading, shown, undoing
from campaigns.outcomes.imports.enums import TO_FIX, ListState, RowFate
from campaigns.outcomes.imports.forms import OutcomeColumnsForm, OutcomeListForm
from campaigns.outcomes.imports.models import OutcomeImport
from campaigns.outcomes.labels import shown_reference
from campaigns.queries import get_campaign
from core import jobs, list_arrivals
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.extensions import limiter
from core.forms import show_error
from core.list_forms import ACCEPTED

bp = Blueprint(
    "outcome_lists",
    __name__,
    url_prefix="/o/<slug:organisation>/campaigns/<uuid:campaign_id>/outcomes/lists",
)

LISTS = "60 per hour"


def found_campaign(campaign_id: uuid.UUID) -> Campaign:
    """Return one of this organisation's campaigns."""
    return get_campaign(current_organisation().id, campaign_id)


def found_list(campaign_id: uuid.UUID, import_id: uuid.UUID) -> OutcomeImport:
    """Return one of a campaign's lists."""
    return queries.get_import(found_campaign(campaign_id), import_id)


def to_list(campaign_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Return to a list's page."""
    slug = current_organisation().slug
    return redirect(
        url_for(
            "outcome_lists.show", organisation=slug, campaign_id=campaign_id, import_id=import_id
        )
    )


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
@limiter.limit(LISTS, key_func=lambda: str(signed_in_user().id), methods=["POST"])
def bring_in(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Take a list in. Nothing counts before it has been looked at."""
    campaign = found_campaign(campaign_id)
    form = OutcomeListForm.of(campaign)
    if form.validate_on_submit():
        try:
            return to_list(campaign_id, _taken_in(campaign, form).id)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
    return render_template(
        "campaigns/outcomes/imports/new.html",
        campaign=campaign,
        form=form,
        accepted=ACCEPTED,
        can_count=permissions.takes_outcomes(campaign) and bool(form.goal.choices),
        earlier=queries.imports_of(campaign),
    ), 422 if form.errors else 200


def _taken_in(campaign: Campaign, form: OutcomeListForm) -> OutcomeImport:
    """Store a list and have it read, now or by a job."""
    db.session.commit()  # nobody waits for the database while the list is stored
    with list_arrivals.stored(form, "outcome-imports") as arrived:
        import_ = operations.bring_in(
            form.chosen_goal(campaign),
            source_name=form.source_name(),
            stage=Stage(form.stage.data),
            actor=signed_in_user(),
            storage_key=arrived.key,
        )
        arrived.have_read(
            read=lambda: reading.attempt(import_, lambda _done: None),
            line_up=lambda: jobs.enqueue("read_outcome_list", subject_id=import_.id),
        )
        db.session.commit()
    return import_


@bp.get("/<uuid:import_id>")
@open_to(Audience.ORGANISER)
def show(organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Show what becomes of each row, or what became of it."""
    import_ = found_list(campaign_id, import_id)
    return _page(import_, OutcomeColumnsForm(import_))


def _page(import_: OutcomeImport, form: OutcomeColumnsForm) -> ResponseReturnValue:
    wanted = request.args.get("show", "")
    fate = RowFate(wanted) if wanted in set(RowFate) else None
    fates = TO_FIX if wanted == "to_fix" else [fate] if fate else []
    return render_template(
        "campaigns/outcomes/imports/show.html",
        campaign=import_.goal.campaign,
        one=import_,
        form=form,
        overview=shown.overview(import_),
        wanted=wanted if fates else "",
        fate=fate,
        found=queries.rows_page(import_, fates, page=request.args.get("page", 1, type=int)),
        to_fix=TO_FIX,
        shown_reference=shown_reference,
        work=shown.work(import_),
    ), 422 if form.errors else 200


@bp.post("/<uuid:import_id>")
@open_to(Audience.ORGANISER)
def read_again(
    organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID
) -> ResponseReturnValue:
    """Read a list once more, with columns and choices as the organiser says."""
    import_ = found_list(campaign_id, import_id)
    form = OutcomeColumnsForm(import_)
    if not form.validate_on_submit():
        return _page(import_, form)
    try:
        operations.read_again(
            import_,
            columns=form.columns(),
            has_header=form.has_header.data,
            stage=Stage(form.stage.data),
        )
        jobs.enqueue("read_outcome_list", subject_id=import_.id)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return to_list(campaign_id, import_id)


@bp.post("/<uuid:import_id>/confirmation")
@open_to(Audience.ORGANISER)
def confirm(organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Count a list. Pressing it twice is the same as once."""
    import_ = found_list(campaign_id, import_id)
    if import_.state is not ListState.COUNTING:
        _try(lambda: operations.confirm(import_))
    return to_list(campaign_id, import_id)


@bp.post("/<uuid:import_id>/undoing")
@open_to(Audience.ORGANISER)
def undo(organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Take back all that a list brought. Pressing it twice is the same as once."""
    import_ = found_list(campaign_id, import_id)
    if import_.state not in (ListState.UNDOING, ListState.UNDONE):
        _try(lambda: undoing.ask(import_, actor=signed_in_user()))
    return to_list(campaign_id, import_id)


@bp.post("/<uuid:import_id>/removal")
@open_to(Audience.ORGANISER)
def drop(organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Forget a list of which nothing was counted."""
    import_ = found_list(campaign_id, import_id)
    try:
        operations.drop(import_)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return to_list(campaign_id, import_id)
    flash(_("The list is deleted. Nothing had been counted."), "success")
    return redirect(url_for(".bring_in", organisation=organisation, campaign_id=campaign_id))


def _try(act: Callable[[], None]) -> None:
    try:
        act()
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")


@bp.get("/<uuid:import_id>/progress")
@open_to(Audience.ORGANISER)
def show_progress(
    organisation: str, campaign_id: uuid.UUID, import_id: uuid.UUID
) -> ResponseReturnValue:
    """Answer the page's question how far its list is; once it is there, the page is shown anew."""
    import_ = found_list(campaign_id, import_id)
    if request.headers.get("HX-Request") != "true":
        return to_list(campaign_id, import_id)
    work = shown.work(import_)
    piece = render_template(
        "campaigns/outcomes/imports/progress.html",
        one=import_,
        campaign=import_.goal.campaign,
        work=work,
    )
    return Response(piece, headers={} if work else {"HX-Refresh": "true"})
