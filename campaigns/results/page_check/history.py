"""A page's checks beside each other: the page's own history before anybody else's. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.results.page_check.counting import Page
from campaigns.results.page_check.diagnosing import Diagnosis, diagnose
from campaigns.results.page_check.enums import Finding
from campaigns.results.page_check.models import PageCheck

QUARTER = timedelta(days=91)


@dataclass(frozen=True)
class Checked:
    """A check with what it found."""

    check: PageCheck
    diagnosis: Diagnosis


def in_turn(checks: Sequence[PageCheck]) -> list[Checked]:
    """Return checks with what each found; they come newest first, each held against the next."""
    found: list[Checked] = []
    before: float | None = None
    for check in reversed(checks):
        one = Checked(check, diagnose(_page(check, before)))
        before = one.diagnosis.figures.engagement
        found.append(one)
    return found[::-1]


def _page(check: PageCheck, before: float | None) -> Page:
    return Page(
        posts=check.posts,
        as_of=check.as_of,
        followers=check.followers,
        comments_seen=check.comments_seen,
        comments_answered=check.comments_answered,
        campaign_was_running=check.campaign_was_running,
        before=before,
    )


def gone(now: Diagnosis, before: Diagnosis) -> list[Finding]:
    """Return what was the matter at the last check and is not any more."""
    return [one for one in before.found if one not in now.found and one not in now.unknown]


def new(now: Diagnosis, before: Diagnosis) -> list[Finding]:
    """Return what is the matter now and was not at the last check."""
    return [one for one in now.found if one not in before.found]


def next_on(check: PageCheck) -> date:
    """Return the day a check should be made again."""
    return check.as_of + QUARTER
