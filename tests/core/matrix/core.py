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
]
