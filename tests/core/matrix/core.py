"""The shared pages."""

from tests.core.permission_matrix import Rows
from tests.core.world import EVERYBODY

ROWS = [
    Rows(
        endpoint="core.set_language",
        method="POST",
        path=lambda w: "/language",
        data=lambda w: {"language": "en", "next": "/"},
        allowed=EVERYBODY,
    ),
    Rows(endpoint="health.show_health", path=lambda w: "/healthz", allowed=EVERYBODY),
    Rows(endpoint="health.show_status", path=lambda w: "/status", allowed=EVERYBODY),
    Rows(
        endpoint="health.show_readiness",
        path=lambda w: "/readyz",
        allowed=EVERYBODY,
        answers=frozenset({200, 503}),
    ),
]
