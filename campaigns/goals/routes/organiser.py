"""What an organiser does with a campaign's goals, and with kinds of the organisation's own."""

import uuid
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns import labels
from campaigns.goals import operations, permissions, queries
from campaigns.goals.forms import GoalForm, OwnKindForm
from campaigns.models import Goal
from campaigns.routes.organiser import get_campaign, to_campaign
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError
from core.forms import show_error

bp = Blueprint("goals_organiser", __name__, url_prefix="/o/<slug:organisation>/campaigns")


@bp.route("/<uuid:campaign_id>/goals/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def new_goal(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """Give a campaign one more goal."""
    campaign = get_campaign(campaign_id)
    own = queries.own_kinds(current_organisation().id)
    form = GoalForm.for_new(campaign, own)
    if form.validate_on_submit():
        try:
            operations.add_goal(campaign, form.chosen(own), **form.terms(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The goal is saved."), "success")
            return to_campaign(campaign)
    return render_template("campaigns/goals/goal.html", form=form, campaign=campaign, goal=None)


@bp.route("/<uuid:campaign_id>/goals/<uuid:goal_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_goal(organisation: str, campaign_id: uuid.UUID, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Change a goal's number and who sees it."""
    goal = _get(campaign_id, goal_id)
    form = GoalForm.for_goal(goal)
    if form.validate_on_submit():
        try:
            operations.change_goal(goal, **form.terms(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The goal is saved."), "success")
            return to_campaign(goal.campaign)
    return render_template(
        "campaigns/goals/goal.html",
        form=form,
        campaign=goal.campaign,
        goal=goal,
        name=labels.goal_name(goal),
        is_used=queries.is_counted(goal),
        can_leave=permissions.can_leave(goal),
    )


@bp.post("/<uuid:campaign_id>/goals/<uuid:goal_id>/first-place")
@open_to(Audience.ORGANISER)
def put_first(organisation: str, campaign_id: uuid.UUID, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Let a goal come first."""
    goal = _get(campaign_id, goal_id)
    return _do(goal, operations.put_first, _("That goal comes first now."))


@bp.post("/<uuid:campaign_id>/goals/<uuid:goal_id>/end")
@open_to(Audience.ORGANISER)
def end_goal(organisation: str, campaign_id: uuid.UUID, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Count nothing more towards a goal."""
    goal = _get(campaign_id, goal_id)
    words = _("The goal has ended. What was reached stays on the results.")
    return _do(goal, operations.end_goal, words)


@bp.post("/<uuid:campaign_id>/goals/<uuid:goal_id>/end/removal")
@open_to(Audience.ORGANISER)
def resume_goal(
    organisation: str, campaign_id: uuid.UUID, goal_id: uuid.UUID
) -> ResponseReturnValue:
    """Let a goal count again."""
    goal = _get(campaign_id, goal_id)
    return _do(goal, operations.resume_goal, _("The goal counts again."))


@bp.post("/<uuid:campaign_id>/goals/<uuid:goal_id>/removal")
@open_to(Audience.ORGANISER)
def remove_goal(
    organisation: str, campaign_id: uuid.UUID, goal_id: uuid.UUID
) -> ResponseReturnValue:
    """Take away a goal that nothing counts towards."""
    goal = _get(campaign_id, goal_id)
    return _do(goal, operations.remove_goal, _("The goal is gone."))


@bp.route("/goal-kinds", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def list_kinds(organisation: str) -> ResponseReturnValue:
    """Show the organisation's own kinds, and add one."""
    form = OwnKindForm()
    if form.validate_on_submit():
        try:
            operations.add_kind(current_organisation(), **form.names(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Now it can be a goal of any campaign."), "success")
            return _to_kinds()
    kinds = queries.own_kinds(current_organisation().id)
    numbers = queries.goals_by_kind(current_organisation().id)
    return render_template("campaigns/goals/kinds.html", form=form, kinds=kinds, numbers=numbers)


@bp.route("/goal-kinds/<uuid:kind_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_kind(organisation: str, kind_id: uuid.UUID) -> ResponseReturnValue:
    """Call an own kind something else."""
    kind = queries.get_kind(current_organisation().id, kind_id)
    form = OwnKindForm(obj=kind)
    if form.validate_on_submit():
        try:
            operations.rename_kind(kind, **form.names(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return _to_kinds()
    return render_template("campaigns/goals/kind.html", form=form, kind=kind)


@bp.post("/goal-kinds/<uuid:kind_id>/retirement")
@open_to(Audience.ORGANISER)
def retire_kind(organisation: str, kind_id: uuid.UUID) -> ResponseReturnValue:
    """Offer an own kind no more."""
    kind = queries.get_kind(current_organisation().id, kind_id)
    operations.retire_kind(kind, actor=signed_in_user())
    db.session.commit()
    flash(_("It is offered no more. Goals that count it go on."), "success")
    return _to_kinds()


@bp.post("/goal-kinds/<uuid:kind_id>/retirement/removal")
@open_to(Audience.ORGANISER)
def restore_kind(organisation: str, kind_id: uuid.UUID) -> ResponseReturnValue:
    """Offer a retired kind again."""
    kind = queries.get_kind(current_organisation().id, kind_id)
    operations.restore_kind(kind, actor=signed_in_user())
    db.session.commit()
    flash(_("It is offered again."), "success")
    return _to_kinds()


def _get(campaign_id: uuid.UUID, goal_id: uuid.UUID) -> Goal:
    return queries.get_goal(get_campaign(campaign_id), goal_id)


def _do(goal: Goal, change: Callable[..., None], words: str) -> ResponseReturnValue:
    """Change a goal and return to its campaign with a word about it."""
    campaign = goal.campaign
    try:
        change(goal, actor=signed_in_user())
        db.session.commit()
        flash(words, "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return to_campaign(campaign)


def _to_kinds() -> ResponseReturnValue:
    return redirect(url_for(".list_kinds", organisation=current_organisation().slug))
