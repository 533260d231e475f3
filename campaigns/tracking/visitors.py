"""Who follows a link: a person, a link preview or a robot. Read in memory, never kept.

The rules carry a version, which is written with each click and kept per day. Raise
``RULES_VERSION`` and say in ``RULES`` what changed whenever a rule changes what is counted, so that
two seasons can be compared fairly.
"""

import json
import re
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

# Patterns of crawler-user-agents (MIT); the file says which version. ``scripts/robots.py``.
ROBOTS = Path(__file__).with_name("robots.json")
RULES_VERSION = 1
RULES = {
    1: _l(
        "Previews are HEAD requests, browsers that look ahead and the agents that draw a link’s "
        "card in a chat. Robots are the list crawler-user-agents 1.67.0 and visitors without a "
        "name. Everybody else is a person, also inside Instagram’s own browser."
    ),
}
PATTERNS_AT_ONCE = 25  # one long expression is slower than many short ones
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
    is_robot = any(patterns.search(user_agent) for patterns in _robots())
    return Visitor.ROBOT if is_robot else Visitor.PERSON


@cache
def _robots() -> tuple[re.Pattern[str], ...]:
    """Return what robots call themselves."""
    known = json.loads(ROBOTS.read_text(encoding="utf-8"))["patterns"]
    starts = range(0, len(known), PATTERNS_AT_ONCE)
    return tuple(re.compile("|".join(known[n : n + PATTERNS_AT_ONCE])) for n in starts)


def _is_early(environ: dict[str, Any]) -> bool:
    """Say whether a browser fetches the page before anybody asked to see it."""
    for header in PURPOSE_HEADERS:
        purpose = environ.get(header)
        if purpose and any(word in purpose.lower() for word in EARLY_PURPOSES):
            return True
    return False
