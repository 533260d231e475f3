"""The API: whoever is signed in, without a key the answer is 401."""

import uuid

from tests.core.permission_matrix import Rows
from tests.core.world import EVERYBODY

UNAUTHORISED = frozenset({401})

ROWS = [
    Rows(
        endpoint="api-docs.openapi_json",
        path=lambda w: "/api/v1/openapi.json",
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="api_campaigns.list_campaigns",
        path=lambda w: "/api/v1/campaigns",
        allowed=EVERYBODY,
        answers=UNAUTHORISED,
    ),
    Rows(
        endpoint="api_campaigns.show_results",
        path=lambda w: f"/api/v1/campaigns/{uuid.uuid4()}/results",
        allowed=EVERYBODY,
        answers=UNAUTHORISED,
    ),
    Rows(
        endpoint="api_kits.list_kits",
        path=lambda w: "/api/v1/kits",
        allowed=EVERYBODY,
        answers=UNAUTHORISED,
    ),
    Rows(
        endpoint="api_kits.show_kit",
        path=lambda w: f"/api/v1/kits/{uuid.uuid4()}",
        allowed=EVERYBODY,
        answers=UNAUTHORISED,
    ),
    Rows(
        endpoint="api_outcomes.tell",
        method="POST",
        path=lambda w: f"/api/v1/campaigns/{uuid.uuid4()}/outcomes",
        allowed=EVERYBODY,
        answers=UNAUTHORISED,
        protected=False,
    ),
]
