"""Who follows a link: a person, a link preview or a robot. Read in memory, never kept.

The rules carry a version. Raise ``RULES_VERSION`` and add a line to the history when a rule changes
what is counted, so that two seasons can be compared fairly.

1. People are everybody else; previews are HEAD, prefetching browsers and the agents that draw a
   link's card in a chat; robots are the crawler-user-agents list and visitors without a name.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Any

from crawleruseragents import is_crawler

RULES_VERSION = 1
LONGEST_NAME = 512
REMEMBERED = 2048

PREVIEW_AGENTS = (
    "facebookexternalhit",
    "meta-externalfetcher",
    "whatsapp/",
    "slackbot-linkexpanding",
    "slack-imgproxy",
    "skypeuripreview",
    "discordbot",
    "telegrambot",
    "twitterbot",
    "linkedinbot",
    "snap url preview",
    "viber",
    "redditbot",
    "iframely",
    "embedly",
    "cardyb",
    "mastodon/",
    "bingpreview",
)
PURPOSE_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
EARLY_PURPOSES = ("prefetch", "prerender", "preview")


class Visitor(StrEnum):
    """The kinds a click is counted under; the value is the letter written to the spool."""

    PERSON = "p"
    PREVIEW = "v"
    ROBOT = "r"


def visitor_of(environ: dict[str, Any]) -> Visitor:
    """Tell who sent a WSGI request, from its method, its purpose headers and its User-Agent."""
    visitor = visitor_named(environ.get("HTTP_USER_AGENT", ""))
    if visitor is Visitor.PERSON and (environ["REQUEST_METHOD"] == "HEAD" or _is_early(environ)):
        return Visitor.PREVIEW
    return visitor


def visitor_named(user_agent: str) -> Visitor:
    """Tell who goes by this User-Agent. Browsers inside Instagram and other apps are people."""
    return _recognise(user_agent[:LONGEST_NAME])


@lru_cache(maxsize=REMEMBERED)
def _recognise(user_agent: str) -> Visitor:
    """Walk through the lists; remembered because it costs more than the whole redirect."""
    if not user_agent.strip():
        return Visitor.ROBOT
    lowered = user_agent.lower()
    if any(agent in lowered for agent in PREVIEW_AGENTS):
        return Visitor.PREVIEW
    return Visitor.ROBOT if is_crawler(user_agent) else Visitor.PERSON


def _is_early(environ: dict[str, Any]) -> bool:
    """Say whether a browser fetches the page before anybody asked to see it."""
    for header in PURPOSE_HEADERS:
        purpose = environ.get(header)
        if purpose and any(word in purpose.lower() for word in EARLY_PURPOSES):
            return True
    return False
