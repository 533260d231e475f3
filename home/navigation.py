"""The menus: what each kind of visitor can go to from every page."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, g, request, url_for
from flask_babel import gettext as _

from accounts.enums import Role
from accounts.organisations.words import capitalised
from accounts.session import ADMITTED, current_organisation, current_roles
from core.access import Audience
from core.languages import wording


@dataclass(frozen=True)
class MenuItem:
    """One way to go; ``current`` marks the part of the house the page belongs to."""

    label: str
    icon: str
    url: str
    current: bool


def is_here(prefixes: tuple[str, ...]) -> bool:
    """Say whether the page belongs to a blueprint whose name starts with one of ``prefixes``."""
    return (request.blueprint or "").startswith(prefixes)


def tabs() -> list[MenuItem]:
    """Return the bar at the bottom of an ambassador's pages."""
    if "ambassador" not in g:
        return []
    entries = (
        (_("Home"), "home", "home_ambassador.show_home", request.endpoint == HOME),
        (_("Kits"), "photo", "kits_ambassador.list_kits", is_here(("kits",))),
        (_("Log"), "pencil-plus", "posts_ambassador.choose_log", is_here(("posts",))),
        (_("My effect"), "chart-dots-3", "effect_ambassador.show_effect", is_here(("effect",))),
        (
            _("More"),
            "dots",
            "home_ambassador.show_more",
            is_here(MORE) and request.endpoint != HOME,
        ),
    )
    return [MenuItem(label, icon, url_for(to), here) for label, icon, to, here in entries]


HOME = "home_ambassador.show_home"
MORE = (
    "home_ambassador",
    "campaigns_ambassador",
    "terms",
    "own_data",
    "training",
    "messages",
    "tracking",
    "agreement",
    "recognition",
    "hours",
    "portfolio",
    "home_season",
    "home_closing",
)


def navigation() -> tuple[MenuItem, ...]:
    """Return the sidebar of an organisation's pages, with what this person may open."""
    if "memberships" not in g:
        return ()
    place = (request.script_root, request.endpoint or "", request.blueprint or "")
    slug = current_organisation().slug
    return _menu(wording(), slug, current_roles(), place)


@lru_cache(maxsize=1024)
def _menu(
    _wording: Hashable, slug: str, roles: frozenset[Role], _place: tuple[str, str, str]
) -> tuple[MenuItem, ...]:
    """Remember what is the same each time a page is opened: a dozen words and addresses."""
    entries = (
        (Audience.ORGANISER, _("Overview"), "layout-dashboard", OVERVIEW, ("home",)),
        (
            Audience.ORGANISER,
            capitalised("cohorts"),
            "users",
            "cohorts_organiser.list_cohorts",
            COHORTS,
        ),
        (Audience.ORGANISER, _("Library"), "photo-plus", "library_organiser.list_assets", LIBRARY),
        (Audience.ORGANISER, _("Media kits"), "photo", "kits_organiser.list_kits", ("kits",)),
        (Audience.ORGANISER, _("Campaigns"), "flag", CAMPAIGNS, ("campaigns", "event")),
        (Audience.ORGANISER, _("Posts"), "inbox", "posts_organiser.list_posts", ("posts",)),
        (Audience.ORGANISER, _("Messages"), "mail", "messages_organiser.list_messages", MESSAGES),
        (Audience.READER, _("Results"), "report-analytics", RESULTS, READING),
        (Audience.LEADER, _("The whole picture"), "report-analytics", TOTALS, ("results_leader",)),
        (Audience.LEADER, _("Policy"), "shield-check", "policy_leader.show_policy", ("policy",)),
        (Audience.OWNER, _("People"), "users-group", "accounts_owner.show_people", ()),
        (Audience.OWNER, _("Settings"), "settings", SETTINGS, OWN),
    )
    return tuple(
        MenuItem(label, icon, url_for(to, organisation=slug), _is_current(to, prefixes))
        for audience, label, icon, to, prefixes in entries
        if ADMITTED[audience] & roles
    )


OVERVIEW = "home_staff.show_overview"
CAMPAIGNS = "campaigns_organiser.list_campaigns"
RESULTS = "results_reader.list_campaigns"
READING = (
    "results_reader",
    "results_breakdown",
    "results_value",
    "results_paper",
    "consistency",
    "dialogue",
    "page_check",
)
TOTALS = "results_leader.show_aggregates"
COHORTS = (
    "cohorts",
    "joining",
    "invited",
    "imports",
    "applications",
    "join_pages",
    "training",
    "recognition",
    "hours",
    "seasons",
    "alumni",
)
SETTINGS = "organisations_owner.show_settings"
OWN = ("organisations", "units", "trail", "accounts_keys")
LIBRARY = ("library", "people_", "marks_", "papers_", "withdrawals_")
MESSAGES = ("messages",)


def _is_current(endpoint: str, prefixes: tuple[str, ...]) -> bool:
    return request.endpoint == endpoint or (bool(prefixes) and is_here(prefixes))


def first_page(roles: frozenset[Role]) -> str:
    """Return the endpoint of the page somebody with these roles starts on."""
    if roles & ADMITTED[Audience.ORGANISER]:
        return OVERVIEW
    return RESULTS if Role.READER in roles else TOTALS


def init_app(app: Flask) -> None:
    """Give every template the menus."""

    @app.context_processor
    def menus() -> dict[str, Sequence[MenuItem]]:
        return {"tabs": tabs(), "navigation": navigation()}
