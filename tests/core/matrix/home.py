"""The front pages of each role, and the pages for everybody."""

from tests.core.permission_matrix import Rows
from tests.core.world import AMBASSADORS, EVERYBODY, STAFF

ROWS = [
    Rows(
        endpoint="home.show_front",
        path=lambda w: "/",
        allowed=EVERYBODY,
        answers=frozenset({200, 302}),
    ),
    Rows(
        endpoint="home_ambassador.show_home",
        path=lambda w: "/my",
        allowed=AMBASSADORS,
    ),
    Rows(
        endpoint="home_ambassador.show_more",
        path=lambda w: "/my/more",
        allowed=AMBASSADORS,
    ),
    Rows(
        endpoint="home_staff.show_overview",
        path=lambda w: f"/o/{w.slug}",
        allowed=STAFF,
        answers=frozenset({200, 302}),
    ),
    Rows(endpoint="home_public.show_privacy", path=lambda w: "/privacy", allowed=EVERYBODY),
    Rows(
        endpoint="home_public.show_accessibility",
        path=lambda w: "/accessibility",
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="home_public.brand_stylesheet",
        path=lambda w: f"/brand/{w.slug}.css",
        allowed=EVERYBODY,
    ),
]
