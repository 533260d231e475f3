"""Links: an ambassador's own, a campaign's for those who run it, and clicks for its readers."""

from campaigns.tracking.bursts import BURST
from campaigns.tracking.models import LinkQuarter
from core.db import db, utcnow
from tests.core.matrix.campaigns import ORGANISERS, OWN, READERS
from tests.core.permission_matrix import Rows, page
from tests.core.world import World, thing


@thing
def burst(world: World) -> LinkQuarter:
    made = LinkQuarter(
        campaign_id=world.campaign.id, link=world.link, starts_at=utcnow(), clicks=BURST
    )
    db.session.add(made)
    return made


def _links(world: World) -> str:
    return f"/o/{world.slug}/campaigns/{world.campaign.id}/links"


def _of_one(endpoint: str, rest: str = "", *, method: str = "GET") -> Rows:
    return Rows(
        endpoint=f"campaigns_links.{endpoint}",
        method=method,
        path=lambda w: f"{_links(w)}/{w.link.id}{rest}",
        allowed=ORGANISERS,
    )


def _own(endpoint: str, rest: str = "", *, method: str = "GET") -> Rows:
    return Rows(
        endpoint=f"tracking_ambassador.{endpoint}",
        method=method,
        path=lambda w: f"/my/links/{w.link.id}{rest}",
        allowed=OWN,
    )


ROWS = [
    Rows(endpoint="campaigns_links.list_links", path=_links, allowed=ORGANISERS),
    _of_one("show_link"),
    _of_one("choose_code", "/code", method="POST"),
    _of_one("qr_svg", "/qr.svg"),
    _of_one("qr_png", "/qr.png"),
    _of_one("download_poster", "/poster.pdf"),
    Rows(
        endpoint="campaigns_links.download_links",
        path=lambda w: f"{_links(w)}.csv",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="campaigns_bursts.set_aside",
        method="POST",
        path=lambda w: f"{_links(w)}/bursts/{w.burst.id}",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="campaigns_bursts.count_again",
        method="POST",
        path=lambda w: f"{_links(w)}/bursts/{w.burst.id}/counting",
        allowed=ORGANISERS,
    ),
    *page("campaigns_links.edit_rules", lambda w: f"{_links(w)}/rules", ORGANISERS),
    *page(
        "campaigns_links.edit_common_rules",
        lambda w: f"/o/{w.slug}/campaigns/link-rules",
        ORGANISERS,
    ),
    *page(
        "tracking_ambassador.new_link",
        lambda w: f"/my/links/new/{w.participation.id}",
        OWN,
    ),
    _own("show_own"),
    _own("choose_code", "/code", method="POST"),
    _own("download_poster", "/poster.pdf"),
    Rows(
        endpoint="results_reader_clicks.show_clicks",
        path=lambda w: f"/o/{w.slug}/results/{w.campaign.id}/clicks",
        allowed=READERS,
    ),
]
