"""What outcomes answer when other rooms ask about events, and do when a draft goes."""

from datetime import date

from flask import url_for

from campaigns.models import Campaign
from campaigns.outcomes.events import labels, operations, queries
from campaigns.outcomes.events.enums import EventStatus
from campaigns.signals import draft_deleted, event_day_wanted, invitation_wanted, seats_wanted
from core.formats import local_date
from core.languages import localised
from media.library.models import Asset
from media.library.originals.signals import pictures_merged
from media.library.signals import Use, publicly_shown, uses_wanted


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    publicly_shown.connect(_is_on_event_page)
    draft_deleted.connect(_delete_event)
    seats_wanted.connect(_seats)
    event_day_wanted.connect(_day)
    invitation_wanted.connect(_invitation)
    pictures_merged.connect(_merge)
    uses_wanted.connect(_uses)


def _is_on_event_page(asset: Asset, **_: object) -> bool:
    return queries.is_on_event_page(asset.id)


def _delete_event(campaign: Campaign, **_: object) -> None:
    operations.delete_event_of(campaign)


def _seats(campaign: Campaign, **_: object) -> int | None:
    event = queries.event_of(campaign)
    return event.capacity if event else None


def _day(campaign: Campaign, **_: object) -> date | None:
    event = queries.event_of(campaign)
    return local_date(event.starts_at, campaign.organisation.timezone) if event else None


def _invitation(campaign: Campaign, **_: object) -> tuple[str, str] | None:
    event = queries.event_of(campaign)
    if event is None or event.status is EventStatus.CANCELLED:
        return None
    when = labels.when(event)
    return when[:1].upper() + when[1:], event.place


def _merge(keep: Asset, other: Asset, **_: object) -> None:
    for event in queries.events_with(other.id):
        event.picture = keep


def _uses(asset: Asset, **_: object) -> list[Use]:
    return [
        Use(localised(event, "title"), url_for("events_public.show_event", slug=event.slug))
        for event in queries.events_with(asset.id)
    ]
