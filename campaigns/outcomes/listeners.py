"""What outcomes answer when other rooms ask about events, and do when a draft goes."""

from campaigns.models import Campaign
from campaigns.outcomes import operations, queries
from campaigns.signals import draft_deleted, seats_wanted
from media.library.models import Asset
from media.library.signals import publicly_shown


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    publicly_shown.connect(_is_on_event_page)
    draft_deleted.connect(_delete_event)
    seats_wanted.connect(_seats)


def _is_on_event_page(asset: Asset, **_: object) -> bool:
    return queries.is_on_event_page(asset.id)


def _delete_event(campaign: Campaign, **_: object) -> None:
    operations.delete_event_of(campaign)


def _seats(campaign: Campaign, **_: object) -> int | None:
    event = queries.event_of(campaign)
    return event.capacity if event else None
