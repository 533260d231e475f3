"""Reads that several rooms' pages share. No writes, no request, no templates."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, select

from ambassadors.enums import CohortStatus
from ambassadors.joining.enums import ApplicationState
from ambassadors.joining.models import Application, JoinPage
from ambassadors.messages.models import Idea, IdeaReply
from ambassadors.models import Ambassador, Cohort
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, Participation
from campaigns.posts.reviews.queries import count_waiting as count_posts
from campaigns.results.consistency.attention import are_here, is_silent
from core.db import db
from core.kept_counts import kept
from media.kits.contributions.queries import count_waiting
from media.library.enums import Shelf
from media.library.models import Asset
from media.library.queries import on_shelf


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many things of each sort wait for an organiser."""

    silent: int
    ideas: int
    pictures: int
    draft_cohorts: int
    draft_campaigns: int
    contributions: int = 0
    posts: int = 0
    applications: int = 0
    applications_in: uuid.UUID | None = None  # the cohort in which one has waited longest


def waiting(organisation_id: uuid.UUID, today: date) -> Waiting:
    """Return what waits for an organiser of an organisation on a day of its zone."""
    applications, applications_in = _applications(organisation_id)
    return Waiting(
        applications=applications,
        applications_in=applications_in,
        contributions=count_waiting(organisation_id),
        posts=count_posts(organisation_id),
        silent=_silent(organisation_id, today),
        ideas=_unanswered(organisation_id),
        pictures=_number(
            select(func.count(Asset.id)).where(
                Asset.organisation_id == organisation_id, on_shelf(Shelf.WITHOUT_ALT, today)
            )
        ),
        draft_cohorts=_number(
            select(func.count(Cohort.id)).where(
                Cohort.organisation_id == organisation_id, Cohort.status == CohortStatus.DRAFT
            )
        ),
        draft_campaigns=_number(
            select(func.count(Campaign.id)).where(
                Campaign.organisation_id == organisation_id,
                Campaign.status == CampaignStatus.DRAFT,
            )
        ),
    )


def _applications(organisation_id: uuid.UUID) -> tuple[int, uuid.UUID | None]:
    """Count the applications an organiser may see and nobody has answered."""
    waits = and_(
        Application.page_id == JoinPage.id,
        Application.state == ApplicationState.RECEIVED,
        Application.erased_at.is_(None),
    )
    number = select(func.count()).where(waits).correlate(JoinPage).scalar_subquery()
    first = select(func.min(Application.applied_at)).where(waits).correlate(JoinPage)
    pages = (
        select(first.scalar_subquery(), JoinPage.cohort_id, number)
        .join(JoinPage.cohort)
        .where(Cohort.organisation_id == organisation_id)
    )
    waiting_in = [(first, cohort, n) for first, cohort, n in db.session.execute(pages) if n]
    return sum(n for _, _, n in waiting_in), min(waiting_in)[1] if waiting_in else None


def _number(statement: Select[int]) -> int:
    return db.session.scalar(statement) or 0


def _silent(organisation_id: uuid.UUID, today: date) -> int:
    """Count the active, unpaused people of open cohorts who did nothing for three weeks."""
    counted = (
        select(func.count(), func.count().filter(is_silent(today)))
        .select_from(Ambassador)
        .join(Ambassador.cohort)
        .where(*are_here(organisation_id, today))
    )
    _people, silent = kept(
        ("silent", organisation_id, today),
        lambda: tuple(db.session.execute(counted).one()),
        lambda found: found[0],
    )
    return int(silent)


def _unanswered(organisation_id: uuid.UUID) -> int:
    answered = select(IdeaReply.idea_id)
    return _number(
        select(func.count(Idea.id)).where(
            Idea.id.not_in(answered),
            # Asked of each of the few ideas: else everybody in the organisation is gone through.
            Idea.ambassador.has(Ambassador.cohort.has(Cohort.organisation_id == organisation_id)),
        )
    )


def campaigns_of(place: Ambassador) -> list[Campaign]:
    """Return the campaigns somebody has had a part in and not declined, in order of time."""
    return list(
        db.session.scalars(
            select(Campaign)
            .join(Participation, Participation.campaign_id == Campaign.id)
            .where(
                Participation.ambassador_id == place.id,
                Participation.declined_at.is_(None),
                Campaign.status != CampaignStatus.DRAFT,
            )
            .order_by(Campaign.starts_on, Campaign.id)
        )
    )
