"""Diplomas and badges, hours, public pages, and the season for one's CV."""

from ambassadors.recognition.hours.models import HoursEntry
from ambassadors.recognition.models import Diploma
from ambassadors.recognition.portfolios.models import Portfolio
from core.db import db
from tests.core.permission_matrix import DONE, Rows, page
from tests.core.world import AMBASSADORS, EVERYBODY, SIGNED_IN, Who, World, thing
from tests.factories.recognition import DiplomaFactory, HoursEntryFactory, PortfolioFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})
ONLY_HERS = frozenset({Who.AMBASSADOR})


@thing
def diploma(world: World) -> Diploma:
    """The ambassador's diploma."""
    return DiplomaFactory(ambassador=world.ambassador)


@thing
def hours_entry(world: World) -> HoursEntry:
    """Hours the ambassador has logged, in a cohort that counts them; the others log some too."""
    for place in {world.ambassador, world.peer, world.foreign_ambassador}:
        place.cohort.counts_hours = True
    db.session.flush()
    return HoursEntryFactory(ambassador=world.ambassador)


@thing
def portfolio(world: World) -> Portfolio:
    """The ambassador's public page."""
    return PortfolioFactory(ambassador=world.ambassador, slug=f"kim-of-{world.slug}")


def mine(world: World, rest: str) -> str:
    return f"/my/diplomas/{world.diploma.id}{rest}"


def badge(world: World, rest: str = "") -> str:
    return f"/badges/{world.diploma.id}{rest}"


def issuer(world: World, rest: str = "") -> str:
    return f"/badges/issuers/{world.organisation.id}{rest}"


def cohort(world: World, rest: str) -> str:
    return f"/o/{world.slug}/cohorts/{world.cohort.id}{rest}"


def hours(world: World, rest: str = "") -> str:
    return f"/my/hours/{world.hours_entry.id}{rest}"


def my_hours(world: World) -> str:
    assert world.hours_entry
    return "/my/hours"


PERSON = "recognition_person."
ORGANISER = "recognition_organiser."
ROWS = [
    Rows(endpoint=PERSON + "list_diplomas", path=lambda w: "/my/diplomas", allowed=SIGNED_IN),
    Rows(
        endpoint=PERSON + "take",
        method="POST",
        path=lambda w: "/my/diplomas",
        data=lambda w: {"place": str(w.ambassador.id)},
        allowed=ONLY_HERS,
        refused=404,
    ),
    *(
        Rows(
            endpoint=PERSON + view,
            path=lambda w, rest=rest: mine(w, rest),
            allowed=ONLY_HERS,
            refused=404,
        )
        for view, rest in {
            "download_diploma": "/diploma.pdf",
            "download_badge": "/badge.svg",
        }.items()
    ),
    Rows(
        endpoint=PERSON + "show_name",
        method="POST",
        path=lambda w: mine(w, "/name"),
        allowed=ONLY_HERS,
        refused=404,
    ),
    *(
        Rows(
            endpoint=f"badges_public.{view}",
            path=lambda w, rest=rest: badge(w, rest),
            allowed=EVERYBODY,
        )
        for view, rest in {"show_badge": "", "show_picture": "/picture.svg"}.items()
    ),
    *(
        Rows(
            endpoint=f"badges_public.{view}",
            path=lambda w, rest=rest: issuer(w, rest),
            allowed=EVERYBODY,
        )
        for view, rest in {
            "show_issuer": "",
            "show_did": "/did.json",
            "show_key": "/key.pem",
            "show_status_list": "/status/0",
        }.items()
    ),
    *page(ORGANISER + "list_diplomas", lambda w: cohort(w, "/diplomas"), ORGANISERS),
    Rows(
        endpoint=ORGANISER + "show_progress",
        path=lambda w: cohort(w, "/diplomas/progress"),
        allowed=ORGANISERS,
        answers=frozenset({200, 302}),
    ),
    Rows(
        endpoint=ORGANISER + "give_again",
        method="POST",
        path=lambda w: cohort(w, "/diplomas/progress"),
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint=ORGANISER + "give",
        method="POST",
        path=lambda w: cohort(w, f"/diplomas/{w.peer.id}"),
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint=ORGANISER + "withdraw",
        method="POST",
        path=lambda w: cohort(w, f"/diplomas/{w.diploma.id}/withdrawal"),
        allowed=ORGANISERS,
        answers=DONE | {404},  # the first of the two has taken it back
    ),
    *page("hours_ambassador.list_hours", my_hours, AMBASSADORS, says={Who.FOREIGN_AMBASSADOR: 200}),
    *page("hours_ambassador.edit_hours", hours, ONLY_HERS, says={Who.PEER: 404}),
    Rows(
        endpoint="hours_ambassador.remove_hours",
        method="POST",
        path=lambda w: hours(w, "/removal"),
        allowed=ONLY_HERS,
        says={Who.PEER: 404},
    ),
    *page("hours_organiser.count_hours", lambda w: cohort(w, "/hours"), ORGANISERS)[1:],
    Rows(
        endpoint="hours_organiser.list_hours",
        path=lambda w: cohort(w, "/hours"),
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="hours_organiser.download_csv",
        path=lambda w: cohort(w, "/hours/hours.csv"),
        allowed=ORGANISERS,
    ),
    *page("portfolio_ambassador.edit_portfolio", lambda w: "/my/portfolio", AMBASSADORS),
    Rows(
        endpoint="portfolio_ambassador.turn_off",
        method="POST",
        path=lambda w: "/my/portfolio/off",
        allowed=AMBASSADORS,
    ),
    Rows(
        endpoint="portfolio_public.show_portfolio",
        path=lambda w: f"/portfolio/{w.portfolio.slug}",
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="home_season.show_season",
        path=lambda w: f"/my/season?place={w.ambassador.id}",
        allowed=ONLY_HERS,
        refused=404,
    ),
    Rows(
        endpoint="home_season.download_report",
        path=lambda w: f"/my/season/report.pdf?place={w.ambassador.id}",
        allowed=ONLY_HERS,
        refused=404,
    ),
]
