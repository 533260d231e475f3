"""What outcomes answer when the library asks: a picture on an event's page is for everybody."""

from campaigns.outcomes import queries
from media.library.models import Asset
from media.library.signals import publicly_shown


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    publicly_shown.connect(_is_on_event_page)


def _is_on_event_page(asset: Asset, **_: object) -> bool:
    return queries.is_on_event_page(asset.id)
