"""Where every number of a campaign comes from: its outcomes, and what became of each."""

import uuid
from collections.abc import Collection

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.enums import RUNS_THE_PROGRAMME
from accounts.session import current_memberships, current_organisation
from accounts.units.queries import units_read_by
from ambassadors.people import shown_name
from campaigns import permissions as campaign_permissions
from campaigns.labels import goal_name
from campaigns.models import Campaign, Participation
from campaigns.outcomes import labels, permissions, queries
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.forms import CorrectionForm
from campaigns.outcomes.imports import queries as lists
from campaigns.outcomes.models import Correction, Outcome
from campaigns.outcomes.queries import Wanted
from campaigns.queries import get_campaign
from campaigns.tracking.queries import part_asked_for
from core.access import Audience, open_to, require
from core.forms import id_or_none

bp = Blueprint(
    "outcomes_reader",
    __name__,
    url_prefix="/o/<slug:organisation>/results/<uuid:campaign_id>/outcomes",
)


def readable(campaign_id: uuid.UUID) -> Campaign:
    """Return a campaign whose results this person may read."""
    campaign = get_campaign(current_organisation().id, campaign_id)
    require(campaign_permissions.can_read_results(current_memberships(), campaign))
    return campaign


def runs_the_programme() -> bool:
    """Say whether whoever is signed in may put numbers right, and see names."""
    return any(one.role in RUNS_THE_PROGRAMME for one in current_memberships())


@bp.get("")
@open_to(Audience.READER)
def list_outcomes(organisation: str, campaign_id: uuid.UUID) -> ResponseReturnValue:
    """List a campaign's outcomes, narrowed by goal, stages, ways or list.

    Numbers of the results page lead here with what they count, so the list is what they are.
    """
    campaign, units = readable(campaign_id), units_read_by(current_memberships())
    wanted = _wanted(part_asked_for(campaign, request.args.get("part", ""), units))
    return render_template(
        "campaigns/outcomes/outcomes.html",
        campaign=campaign,
        found=queries.outcomes_page(
            campaign, wanted, units, page=request.args.get("page", 1, type=int)
        ),
        wanted=wanted,
        name=shown_name(wanted.part.ambassador.user.name) if wanted.part else "",
        list=lists.get_import(campaign, wanted.import_id) if wanted.import_id else None,
        is_part=units is not None,
        runs=runs_the_programme(),
        may_correct=permissions.takes_outcomes(campaign),
        labels=labels,
        goal_name=goal_name,
    )


def _wanted(part: Participation | None) -> Wanted:
    """Read what the list is narrowed to; what nobody can mean narrows nothing."""

    def which(name: str) -> uuid.UUID | None:
        try:
            return id_or_none(request.args.get(name))
        except ValueError:
            return None

    stages, sources = request.args.getlist("stage"), request.args.getlist("source")
    return Wanted(
        goal_id=which("goal"),
        stages=tuple(stage for stage in Stage if stage in stages),
        sources=tuple(source for source in Source if source in sources),
        import_id=which("list"),
        part=part,
    )


@bp.get("/<uuid:outcome_id>")
@open_to(Audience.READER)
def show_outcome(
    organisation: str, campaign_id: uuid.UUID, outcome_id: uuid.UUID
) -> ResponseReturnValue:
    """Show where one outcome came from and everything that changed about it."""
    campaign, units = readable(campaign_id), units_read_by(current_memberships())
    outcome = queries.get_outcome(campaign, outcome_id, units)
    form = CorrectionForm(data={"stage": outcome.stage.value, "code": code_of(outcome)})
    return outcome_page(campaign, outcome, form)


def code_of(outcome: Outcome) -> str:
    """Return the code that stands for whoever told, nothing for nobody."""
    part = outcome.participation_id
    return queries.codes_of_parts([part]).get(part, "") if part else ""


def outcome_page(campaign: Campaign, outcome: Outcome, form: CorrectionForm) -> ResponseReturnValue:
    """Show an outcome; names only to those who run the programme."""
    changes, runs = queries.history_of(outcome), runs_the_programme()
    parts = _parts(outcome, changes)
    return render_template(
        "campaigns/outcomes/outcome.html",
        campaign=campaign,
        outcome=outcome,
        changes=changes,
        told=queries.names_of_parts(parts) if runs else {},
        lists={one.id: one for one in lists.imports_of(campaign)},
        runs=runs,
        may_correct=runs and permissions.takes_outcomes(campaign),
        form=form,
        labels=labels,
        goal_name=goal_name,
    ), 422 if form.errors else 200


def _parts(outcome: Outcome, changes: Collection[Correction]) -> set[uuid.UUID]:
    found = {outcome.participation_id}
    for change in changes:
        found |= {change.participation_before_id, change.participation_after_id}
    return {part for part in found if part}
