"""The owner's units: the tree, changing it, and bringing in a list."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.forms import tidy
from accounts.models import Unit
from accounts.session import current_organisation, signed_in_user
from accounts.units import operations, queries, reading
from accounts.units.forms import ImportForm, RemoveForm, UnitForm
from core import jobs, spreadsheets
from core.access import Audience, open_to
from core.db import db
from core.downloads import csv_file
from core.errors import DomainError
from core.forms import filled, show_error

bp = Blueprint("units_owner", __name__, url_prefix="/o/<slug:organisation>/settings/units")
LONG = 12


def list_address(anchor: str | None = None) -> str:
    """Return the address of the tree."""
    return url_for("units_owner.list_units", organisation=current_organisation().slug,
                   _anchor=anchor)  # fmt: skip


def areas(but: Unit | None = None) -> list[Unit]:
    """Return the units that others may lie in."""
    return [u for u in queries.units(current_organisation()) if not u.parent_id and u is not but]


@bp.get("")
@open_to(Audience.OWNER)
def list_units(organisation: str) -> ResponseReturnValue:
    """Show the tree with what is in each unit, narrowed by name."""
    home = current_organisation()
    search = (tidy(request.args.get("q")) or "")[:100]
    tree = queries.tree(home)
    number = sum(1 + len(branch.units) for branch in tree)
    ids = [unit.id for branch in tree for unit in (branch.unit, *branch.units)]
    going = {key for key, job in jobs.latest_for("remove_unit", ids).items() if not job.is_over}
    return render_template(
        "accounts/units/units.html",
        branches=queries.narrowed(tree, search),
        number=number,
        is_long=number > LONG,
        uses=queries.uses(home),
        going=going,
        search=search,
    )


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def add_unit(organisation: str) -> ResponseReturnValue:
    """Add an area, campus, department or club."""
    form = UnitForm(areas(), parent=request.args.get("area", ""))
    if form.validate_on_submit():
        try:
            unit = operations.add_unit(
                current_organisation(), name=filled(form.name.data), parent=form.area(),
                actor=signed_in_user(),
            )  # fmt: skip
        except DomainError as error:
            show_error(form, error)
        else:
            db.session.commit()
            flash(_("The unit is added."), "success")
            return redirect(list_address(f"unit-{unit.id}"))
    return render_template("accounts/units/unit.html", form=form, unit=None)


@bp.route("/<uuid:unit_id>", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def edit_unit(organisation: str, unit_id: uuid.UUID) -> ResponseReturnValue:
    """Give a unit another name, or move it to another area."""
    unit = queries.get(current_organisation(), unit_id)
    form = UnitForm(areas(but=unit), name=unit.name, parent=str(unit.parent_id or ""))
    if form.validate_on_submit():
        try:
            operations.change_unit(
                unit, name=filled(form.name.data), parent=form.area(), actor=signed_in_user()
            )
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            db.session.commit()
            flash(_("The unit is saved."), "success")
            return redirect(list_address(f"unit-{unit.id}"))
    return render_template("accounts/units/unit.html", form=form, unit=unit)


@bp.post("/<uuid:unit_id>/place")
@open_to(Audience.OWNER)
def move_unit(organisation: str, unit_id: uuid.UUID) -> ResponseReturnValue:
    """Move a unit one place up or down among those beside it."""
    unit = queries.get(current_organisation(), unit_id)
    operations.shift(unit, up=request.form.get("way") == "up")
    db.session.commit()
    return redirect(list_address(f"unit-{unit.id}"))


@bp.route("/<uuid:unit_id>/removal", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def remove_unit(organisation: str, unit_id: uuid.UUID) -> ResponseReturnValue:
    """Ask where what is in a unit goes, then remove it."""
    home = current_organisation()
    unit = queries.get(home, unit_id)
    form = RemoveForm([other for other in queries.units(home) if other is not unit])
    if form.validate_on_submit():
        try:
            is_gone = operations.remove_unit(
                unit, to=form.target, is_decided=bool(form.to.data), actor=signed_in_user()
            )
        except DomainError as error:
            show_error(form, error)
        else:
            db.session.commit()
            flash(gone_or_going(is_gone))
            return redirect(list_address())
    return render_template("accounts/units/remove.html", form=form, unit=unit, **use_of(unit))


def gone_or_going(is_gone: bool) -> str:
    """Say what becomes of a unit that is removed."""
    if is_gone:
        return str(_("The unit is gone."))
    return str(_("The unit is being emptied, then it goes."))


def use_of(unit: Unit) -> dict[str, Any]:
    """Return what is in a unit, and whether it holds others."""
    uses = queries.uses(current_organisation()).get(unit.id, [])
    return {"uses": uses, "holds_units": queries.holds_units(unit)}


@bp.route("/import", methods=["GET", "POST"])
@open_to(Audience.OWNER)
def bring_in(organisation: str) -> ResponseReturnValue:
    """Show what becomes of each row of a list; add the units once that is confirmed."""
    form, rows = ImportForm(), []
    home = current_organisation()
    if form.validate_on_submit():
        try:
            sent = form.rows()
            rows = reading.read(sent, here())
            form.pasted.data = as_text(sent)
        except DomainError as error:
            show_error(form, DomainError(error.message, field=error.field or "file"))
        else:
            if form.confirmed.data:
                added = operations.bring_in(home, rows, actor=signed_in_user())
                db.session.commit()
                flash(ngettext("%(num)d unit is added.", "%(num)d units are added.", added))
                return redirect(list_address())
    return render_template(
        "accounts/units/import.html",
        form=form,
        rows=rows,
        new=sum(row.fate is reading.Fate.ADD for row in rows),
    )


def here() -> dict[str, str]:
    """Return the names of the units there are, each with its area's."""
    found = queries.units(current_organisation())
    names = {unit.id: unit.name for unit in found}
    return {unit.name: names[unit.parent_id] if unit.parent_id else "" for unit in found}


def as_text(rows: list[spreadsheets.SpreadsheetRow]) -> str:
    """Return rows as text that is read as the same rows again."""
    first, *rest = rows
    lines = spreadsheets.csv_lines(first.cells, (row.cells for row in rest))
    return "".join(lines).removeprefix(spreadsheets.BYTE_ORDER_MARK)


@bp.get("/example.csv")
@open_to(Audience.OWNER)
def download_example(organisation: str) -> ResponseReturnValue:
    """Hand out a list as it may look."""
    rows = [[_("Culture and leisure"), ""], [_("The library"), _("Culture and leisure")]]
    return csv_file(["unit", "parent"], rows, "units.csv")
