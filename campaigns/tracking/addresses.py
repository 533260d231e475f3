"""The addresses around a link: the short one that is shared, and the one it leads to."""

from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import current_app

from campaigns.models import Campaign
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.models import Link
from core.settings import Settings

CODE = "{code}"
WORDS = ("{campaign}", "{channel}", CODE)
EXAMPLE = "KDM5QX"
EXAMPLE_PAGE = "https://www.example.dk/open-day?from=front"


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The customary campaign parameters as a rule: {campaign}, {channel} and {code} are filled in.

    They say which link was followed and nothing about the visitor. An empty one is left out.
    """

    utm_source: str = "tillid"
    utm_medium: str = "ambassador"
    utm_campaign: str = "{campaign}"
    utm_content: str = ""

    @property
    def by_name(self) -> dict[str, str]:
        """Return the rules that say something, by the name of their parameter."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


USUAL = Marks()


def short_address(link: Link) -> str:
    """Return the absolute address an ambassador shares."""
    return address_of_code(link.code)


def address_of_code(code: str) -> str:
    """Return the absolute address that a code stands at."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.base_url}/r/{code}"


def full_target(link: Link) -> str:
    """Return where a link leads as it stands in a browser."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.base_url}{link.target}" if link.target.startswith("/") else link.target


def target_of(
    campaign: Campaign,
    code: str,
    marks: Marks = USUAL,
    *,
    channel: LinkChannel = LinkChannel.INSTAGRAM,
    is_neutral: bool = False,
) -> str:
    """Return where a code leads: the campaign's landing address, with the code carried along.

    Our own event page reads ``code``. Pages elsewhere get ``ref`` and the campaign parameters;
    what the address says already is kept as it is and never said twice. A neutral address is that
    of somebody who has left: it leads on and names no code.
    """
    landing = campaign.landing_address
    extra = {"code": CODE} if landing.startswith("/") else {**marks.by_name, "ref": CODE}
    filled = {"campaign": campaign.slug, "channel": channel.value, "code": code}
    parts = urlsplit(landing)
    said = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    more = {
        name: fill(rule, filled)
        for name, rule in extra.items()
        if rule and name not in said and not (is_neutral and CODE in rule)
    }
    query = "&".join(part for part in (parts.query, urlencode(more)) if part)
    return urlunsplit(parts._replace(query=query))


def fill(rule: str, words: dict[str, str]) -> str:
    """Return a rule with its words filled in; other brackets stay as they were written."""
    for name, word in words.items():
        rule = rule.replace(f"{{{name}}}", word)
    return rule


def example_of(campaign: Campaign | None, marks: Marks) -> tuple[str, str]:
    """Return an address and what a rule makes of it; a made-up one where a campaign has none."""
    shown = Campaign(slug="open-day", landing_address=EXAMPLE_PAGE)
    if campaign is not None and not campaign.landing_address.startswith("/"):
        shown.slug, shown.landing_address = campaign.slug, campaign.landing_address or EXAMPLE_PAGE
    return shown.landing_address, target_of(shown, EXAMPLE, marks)
