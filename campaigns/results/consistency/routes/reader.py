"""How steadily each cohort tells: for readers, for those who run the programme, and for leaders."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from accounts.session import ADMITTED, current_memberships, current_roles
from accounts.units.queries import units_read_by
from ambassadors.models import Cohort
from campaigns.results.consistency import labels, pages, permissions, queries
from campaigns.results.consistency.doing import without_a_share
from campaigns.results.labels import at_least_five
from core.access import Audience, open_to
from core.db import utcnow
from core.formats import format_number, local

bp = Blueprint(
    "consistency_reader", __name__, url_prefix="/o/<slug:organisation>/results/consistency"
)


@bp.get("")
@open_to(Audience.READER, Audience.LEADER)
def list_cohorts(organisation: str) -> ResponseReturnValue:
    """List the cohorts one may read about, each with how many have been active lately."""
    cohorts = queries.readable_cohorts(current_memberships())
    is_part = units_read_by(current_memberships()) is not None
    return render_template(
        "campaigns/results/consistency/cohorts.html",
        cohorts=cohorts,
        counts={} if is_part else queries.counts_of([cohort.id for cohort in cohorts]),
        is_part=is_part,
        today=local(utcnow()).date(),
        without_a_share=without_a_share,
        shows_few=permissions.sees_few(current_roles()),
        reads_results=bool(current_roles() & ADMITTED[Audience.READER]),
        labels=labels,
    )


@bp.get("/<uuid:cohort_id>")
@open_to(Audience.READER, Audience.LEADER)
def show_cohort(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show a season as a calendar and in figures, with the season before beside it."""
    units, cohort = units_read_by(current_memberships()), _readable(cohort_id)
    sees_few = permissions.sees_few(current_roles())
    found = pages.steadiness_of(cohort, units)
    return render_template(
        "campaigns/results/consistency/cohort.html",
        cohort=cohort,
        found=found,
        is_part=units is not None,
        shows_people=found is not None and (sees_few or not permissions.is_few(found.now.people)),
        sees_few=sees_few,
        shown=format_number if sees_few else at_least_five,
        labels=labels,
    )


def _readable(cohort_id: uuid.UUID) -> Cohort:
    """Return one of the cohorts somebody may read about; all others are simply not found."""
    cohorts = queries.readable_cohorts(current_memberships())
    found = next((cohort for cohort in cohorts if cohort.id == cohort_id), None)
    if found is None:
        raise NoResultFound
    return found
