"""The addresses around a link: the short one that is shared, and the one it leads to."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import current_app

from campaigns.models import Campaign
from campaigns.tracking.models import Link
from core.settings import Settings


def short_address(link: Link) -> str:
    """Return the absolute address an ambassador shares."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.base_url}/r/{link.code}"


def target_of(campaign: Campaign, code: str) -> str:
    """Return where a code leads: the campaign's landing address, with the code carried along.

    Our own event page reads ``code``. Pages elsewhere get the customary campaign parameters,
    which say nothing about the visitor.
    """
    landing = campaign.landing_address
    extra = {"code": code} if landing.startswith("/") else _marks(campaign, code)
    parts = urlsplit(landing)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *extra.items()])
    return urlunsplit(parts._replace(query=query))


def _marks(campaign: Campaign, code: str) -> dict[str, str]:
    return {
        "utm_source": "tillid",
        "utm_medium": "ambassador",
        "utm_campaign": campaign.slug,
        "ref": code,
    }
