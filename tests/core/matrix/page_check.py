"""Checking the organisation's own page."""

from datetime import date

from campaigns.results.page_check.enums import Language, Tongue, Way
from campaigns.results.page_check.models import PageCheck, PageCheckPost
from core.db import db
from tests.core.matrix.campaigns import ORGANISERS, READERS
from tests.core.permission_matrix import Rows, page
from tests.core.world import World, thing

DAY = date(2026, 9, 1)


@thing
def page_check(world: World) -> PageCheck:
    made = PageCheck(
        organisation=world.organisation, as_of=DAY, way=Way.PASTE, language=Language.DANISH
    )
    made.posts = [PageCheckPost(posted_on=DAY, tongue=Tongue.OWN, is_about_work=True)]
    db.session.add(made)
    return made


def _checks(world: World) -> str:
    return f"/o/{world.slug}/results/page-checks"


ROWS = [
    Rows(endpoint="page_check.list_checks", path=_checks, allowed=READERS),
    Rows(
        endpoint="page_check.show_reading",
        path=lambda w: f"{_checks(w)}/reading",
        allowed=READERS,
        answers=frozenset({200, 302}),
    ),
    Rows(
        endpoint="page_check.read_own_account",
        method="POST",
        path=lambda w: f"{_checks(w)}/own-account",
        allowed=READERS,
    ),
    *page("page_check.make", lambda w: f"{_checks(w)}/new", READERS),
    Rows(
        endpoint="page_check.show",
        path=lambda w: f"{_checks(w)}/{w.page_check.id}",
        allowed=READERS,
    ),
    Rows(
        endpoint="page_check.remove",
        method="POST",
        path=lambda w: f"{_checks(w)}/{w.page_check.id}/removal",
        allowed=ORGANISERS,  # and readers what they have made, see test_pages
    ),
]
