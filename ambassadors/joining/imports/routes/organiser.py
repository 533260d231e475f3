"""An organiser brings a list in, looks it through, and invites everybody in it."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.session import current_organisation, signed_in_user
from ambassadors import permissions
from ambassadors import queries as cohort_queries
from ambassadors.joining.imports import operations, queries, reading, shown
from ambassadors.joining.imports.enums import ImportState, RowFate, UnknownUnits
from ambassadors.joining.imports.forms import PeopleColumnsForm
from ambassadors.joining.imports.models import InvitationImport
from ambassadors.models import Cohort
from ambassadors.routes.cohort import get_cohort, here
from core import jobs, list_arrivals
from core.access import Audience, open_to
from core.db import db
from core.downloads import csv_file
from core.errors import DomainError
from core.extensions import limiter
from core.forms import show_error
from core.list_forms import ACCEPTED, ListForm

bp = Blueprint(
    "imports_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/invitations/lists",
)

LISTS = "60 per hour"


def get_import(cohort_id: uuid.UUID, import_id: uuid.UUID) -> InvitationImport:
    """Return one of the signed-in person's own lists."""
    return queries.get_import(get_cohort(cohort_id), signed_in_user(), import_id)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
@limiter.limit(LISTS, key_func=lambda: str(signed_in_user().id), methods=["POST"])
def bring_in(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Take a list in. Nobody is invited before it has been looked at."""
    cohort = get_cohort(cohort_id)
    form = ListForm()
    if form.validate_on_submit():
        try:
            import_ = _taken_in(cohort, form)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            return redirect(url_for(".show", import_id=import_.id, **here(cohort_id)))
    return render_template(
        "ambassadors/joining/imports/new.html",
        cohort=cohort,
        form=form,
        accepted=ACCEPTED,
        can_invite=permissions.can_invite(cohort),
        earlier=queries.imports_of(cohort, signed_in_user()),
    ), 422 if form.errors else 200


def _taken_in(cohort: Cohort, form: ListForm) -> InvitationImport:
    """Store a list and have it read, now or by a job."""
    db.session.commit()  # nobody waits for the database while the list is stored
    with list_arrivals.stored(form, "invitation-imports") as arrived:
        import_ = operations.bring_in(
            cohort,
            source_name=form.source_name(),
            locale=current_organisation().locale,
            actor=signed_in_user(),
            storage_key=arrived.key,
        )
        arrived.have_read(
            read=lambda: reading.attempt(import_, lambda _done: None),
            line_up=lambda: jobs.enqueue("read_invitation_list", subject_id=import_.id),
        )
        db.session.commit()
    return import_


@bp.get("/example.csv")
@open_to(Audience.ORGANISER)
def download_example(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out a short list as it should look, with one of the organisation's own units."""
    units = cohort_queries.units_of(get_cohort(cohort_id).organisation_id)
    headings, rows = shown.example(units[0].name if units else "")
    return _csv(headings, rows, _("example"))


@bp.get("/<uuid:import_id>")
@open_to(Audience.ORGANISER)
def show(organisation: str, cohort_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Show what becomes of each row, or what became of it."""
    import_ = get_import(cohort_id, import_id)
    return _page(import_, PeopleColumnsForm(import_))


def _page(import_: InvitationImport, form: PeopleColumnsForm) -> ResponseReturnValue:
    wanted = request.args.get("show", "")
    fate = RowFate(wanted) if wanted in set(RowFate) else None
    return render_template(
        "ambassadors/joining/imports/show.html",
        cohort=import_.cohort,
        one=import_,
        form=form,
        overview=shown.overview(import_),
        fate=fate,
        found=queries.rows_page(import_, fate, page=request.args.get("page", 1, type=int)),
        work=shown.work(import_),
    ), 422 if form.errors else 200


@bp.post("/<uuid:import_id>")
@open_to(Audience.ORGANISER)
def read_again(
    organisation: str, cohort_id: uuid.UUID, import_id: uuid.UUID
) -> ResponseReturnValue:
    """Read a list once more, with columns and choices as the organiser says."""
    import_ = get_import(cohort_id, import_id)
    form = PeopleColumnsForm(import_)
    if not form.validate_on_submit():
        return _page(import_, form)
    try:
        operations.read_again(
            import_,
            columns=form.columns(),
            has_header=form.has_header.data,
            unknown_units=UnknownUnits(form.unknown_units.data),
            locale=form.locale.data,
        )
        jobs.enqueue("read_invitation_list", subject_id=import_.id)
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".show", import_id=import_id, **here(cohort_id)))


@bp.post("/<uuid:import_id>/confirmation")
@open_to(Audience.ORGANISER)
def confirm(organisation: str, cohort_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Invite everybody in a list. Pressing it twice is the same as once."""
    import_ = get_import(cohort_id, import_id)
    if import_.state not in (ImportState.INVITING, ImportState.DONE):
        try:
            operations.confirm(import_, actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            flash(error.message, "error")
    return redirect(url_for(".show", import_id=import_id, **here(cohort_id)))


@bp.post("/<uuid:import_id>/removal")
@open_to(Audience.ORGANISER)
def drop(organisation: str, cohort_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """Forget a list and its file."""
    import_ = get_import(cohort_id, import_id)
    try:
        operations.drop(import_)
        db.session.commit()
        flash(_("The list is deleted here. Those you have invited stay invited."), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".bring_in", **here(cohort_id)))


@bp.get("/<uuid:import_id>/progress")
@open_to(Audience.ORGANISER)
def show_progress(
    organisation: str, cohort_id: uuid.UUID, import_id: uuid.UUID
) -> ResponseReturnValue:
    """Answer the page's question how far its list is; once it is there, the page is shown anew."""
    import_ = get_import(cohort_id, import_id)
    address = url_for(".show", import_id=import_id, **here(cohort_id))
    if request.headers.get("HX-Request") != "true":
        return redirect(address)
    work = shown.work(import_)
    piece = render_template("ambassadors/joining/imports/progress.html", one=import_, work=work)
    return Response(piece, headers={} if work else {"HX-Refresh": "true"})


@bp.get("/<uuid:import_id>/left-out.csv")
@open_to(Audience.ORGANISER)
def download_left_out(
    organisation: str, cohort_id: uuid.UUID, import_id: uuid.UUID
) -> ResponseReturnValue:
    """Hand out the rows that are not invited, each with its number and the reason."""
    import_ = get_import(cohort_id, import_id)
    rows = [shown.cells(row) for row in queries.rows_left_out(import_)]
    return _csv(shown.headings(), rows, ngettext("%(num)s row", "%(num)s rows", len(rows)))


def _csv(headings: list[str], rows: list[list[object]], name: str) -> Response:
    return csv_file(headings, rows, f"{name.replace(' ', '-')}.csv")
