"""Campaigns, links, events, the log, results, leadership and one's own effect."""

from typing import Any

from campaigns import operations
from campaigns.models import Campaign, Participation
from campaigns.tracking.models import Link
from campaigns.tracking.queries import link_of
from core.db import db
from tests.core.permission_matrix import Rows, page
from tests.core.world import AMBASSADORS, EVERYBODY, Who, World, thing
from tests.factories.campaigns import (
    CampaignFactory,
    GoalFactory,
)

ORGANISERS = frozenset({Who.OWNER, Who.ORGANISER})
READERS = ORGANISERS | {Who.READER}
OWN = frozenset({Who.AMBASSADOR})


@thing
def campaign(world: World) -> Campaign:
    made = CampaignFactory(organisation=world.organisation, slug=f"foraar-{world.slug}")
    made.cohorts = [world.cohort]
    made.readers = [m for m in world.organisation.memberships if m.role.value == "reader"]
    GoalFactory(campaign=made)
    operations.launch(made)
    return made


@thing
def participation(world: World) -> Participation:
    return next(
        part
        for part in db.session.query(Participation).filter_by(campaign_id=world.campaign.id)
        if part.ambassador_id == world.ambassador.id
    )


@thing
def link(world: World) -> Link | None:
    return link_of(world.participation)


def _campaign_page(endpoint: str, rest: str, method: str = "GET", **more: Any) -> Rows:
    return Rows(
        endpoint=endpoint,
        method=method,
        path=lambda w: f"/o/{w.slug}/campaigns/{w.campaign.id}{rest}",
        allowed=ORGANISERS,
        **more,
    )


def _own_campaign(endpoint: str, rest: str = "", method: str = "POST", **data: str) -> Rows:
    return Rows(
        endpoint=f"campaigns_ambassador.{endpoint}",
        method=method,
        path=lambda w: f"/my/campaigns/{w.participation.id}{rest}",
        data=lambda w: data,
        allowed=OWN,
        elsewhere=404,
    )


ROWS = [
    Rows(
        endpoint="campaigns_organiser.list_campaigns",
        path=lambda w: f"/o/{w.slug}/campaigns",
        allowed=ORGANISERS,
    ),
    *page("campaigns_organiser.new_campaign", lambda w: f"/o/{w.slug}/campaigns/new", ORGANISERS),
    _campaign_page("campaigns_organiser.show_campaign", ""),
    _campaign_page("campaigns_organiser.edit_campaign", "/texts"),
    _campaign_page("campaigns_organiser.edit_campaign", "/texts", "POST"),
    _campaign_page("campaigns_organiser.choose", "/choices", "POST"),
    _campaign_page("campaigns_organiser.launch", "/launch", "POST"),
    _campaign_page("campaigns_organiser.show_taking_in", "/taking-in", answers=frozenset({302})),
    _campaign_page("campaigns_organiser.take_in_again", "/taking-in", "POST"),
    _campaign_page("campaigns_organiser.close", "/closing", "POST"),
    _campaign_page("campaigns_organiser.delete", "/removal", "POST"),
    Rows(
        endpoint="campaigns_ambassador.list_campaigns",
        path=lambda w: "/my/campaigns",
        allowed=AMBASSADORS,
    ),
    _own_campaign("show_campaign", method="GET"),
    _own_campaign("set_target", "/target", own_target="5"),
    _own_campaign("decline", "/refusal"),
    _own_campaign("rejoin", "/refusal/removal"),
    Rows(
        endpoint="results_reader.list_campaigns",
        path=lambda w: f"/o/{w.slug}/results",
        allowed=READERS,
    ),
    Rows(
        endpoint="results_reader.show_campaign",
        path=lambda w: f"/o/{w.slug}/results/{w.campaign.id}",
        allowed=READERS,
    ),
    Rows(
        endpoint="results_value.show_value",
        path=lambda w: f"/o/{w.slug}/results/{w.campaign.id}/value",
        allowed=READERS,
    ),
    Rows(
        endpoint="results_reader.download_csv",
        path=lambda w: f"/o/{w.slug}/results/{w.campaign.id}/ambassadors.csv",
        allowed=READERS,
    ),
    Rows(
        endpoint="results_leader.show_aggregates",
        path=lambda w: f"/o/{w.slug}/leadership",
        allowed=frozenset({Who.LEADER}),
    ),
    Rows(
        endpoint="effect_ambassador.show_effect",
        path=lambda w: "/my/effect",
        allowed=AMBASSADORS,
    ),
    Rows(endpoint="tracking_ambassador.show_link", path=lambda w: "/my/links", allowed=AMBASSADORS),
    Rows(
        endpoint="tracking_ambassador.qr_svg",
        path=lambda w: f"/my/links/{w.link.id}/qr.svg",
        allowed=OWN,
    ),
    Rows(
        endpoint="tracking_ambassador.qr_png",
        path=lambda w: f"/my/links/{w.link.id}/qr.png",
        allowed=OWN,
    ),
    Rows(
        endpoint="tracking_public.follow_link",
        path=lambda w: "/r/NQBQDY",
        allowed=EVERYBODY,
        answers=frozenset({404}),
    ),
]
