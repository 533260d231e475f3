"""What tracking does when other rooms tell or ask: make a link, and say what it is."""

from accounts.models import User
from ambassadors.models import Ambassador
from ambassadors.signals import ambassador_joined, ambassador_left
from campaigns import queries as campaign_queries
from campaigns.models import Campaign, Participation
from campaigns.signals import landing_changed, participations_added
from campaigns.tracking import addresses, operations, queries
from core.db import utcnow
from core.formats import local_date
from media.kits.models import Kit
from media.kits.signals import personal_link_wanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    participations_added.connect(_make_links)
    landing_changed.connect(_retarget)
    personal_link_wanted.connect(_personal_link)
    ambassador_left.connect(operations.point_all_of)
    ambassador_joined.connect(_point_all_of)


def _make_links(_campaign: Campaign, *, parts: list[Participation]) -> None:
    operations.ensure_links(parts)


def _retarget(campaign: Campaign, *, before: str = "", actor: User | None = None) -> None:
    operations.retarget(campaign, before=before, actor=actor)


def _point_all_of(ambassador: Ambassador, **_: object) -> None:
    """Let the links of somebody who is back be theirs again."""
    operations.point_all_of(ambassador)


def _personal_link(kit: Kit, *, ambassador: Ambassador) -> str | None:
    """Answer with the ambassador's link in the running campaign that has this kit, if any.

    A kit that no campaign has gets the link of the campaign that runs, when only one does.
    """
    today = local_date(utcnow(), kit.organisation.timezone)
    running = campaign_queries.live_participations(ambassador, today)
    own = [part for part in running if _has_kit(part.campaign, kit)]
    if not own and len(running) == 1 and not queries.is_in_a_campaign(kit):
        own = running
    link = queries.link_of(own[0]) if own else None
    return addresses.short_address(link) if link else None


def _has_kit(campaign: Campaign, kit: Kit) -> bool:
    return any(known.id == kit.id for known in campaign.kits)
