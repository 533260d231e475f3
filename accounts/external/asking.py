"""Asking a provider: as carefully as any server that somebody named, and not for long.

Somebody who wants in waits for it, in a place that the next one needs.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from accounts.external.errors import ProviderAway
from core import outgoing
from core.sign_in_providers import SignInProvider

SECONDS = 8  # for one answer in all, however it comes
PASSED_ON = ("Accept", "Authorization", "Content-Type")


def inside(provider: SignInProvider) -> frozenset[str]:
    """Return the host that may lie inside our own network: the settings name it."""
    return frozenset({urlsplit(provider.issuer).hostname or ""})


def document(address: str, provider: SignInProvider, name: str) -> dict[str, Any]:
    """Return a JSON document that a provider publishes. Raises ProviderAway."""
    try:
        answer = outgoing.ask(
            "GET", address, headers={}, within=SECONDS, named=inside(provider)
        )  # fmt: skip
        found = json.loads(answer.body) if answer.status == 200 else None
    except (outgoing.NotAllowed, outgoing.Unreachable, ValueError, RecursionError) as error:
        raise ProviderAway(name) from error
    if not isinstance(found, dict):
        raise ProviderAway(name)
    return found


class Carrier:
    """Carries what authlib's client asks; without it requests would follow and wait as it likes."""

    def __init__(self, provider: SignInProvider) -> None:
        self.named = inside(provider)

    def send(self, request: Any, **_as_requests_would: Any) -> Any:
        """Return the answer as requests knows it. Raises its ConnectionError."""
        import requests  # noqa: PLC0415 -- as authlib's client, in gateway

        headers = {key: request.headers[key] for key in PASSED_ON if key in request.headers}
        body = request.body.encode() if isinstance(request.body, str) else request.body
        try:
            answer = outgoing.ask(
                request.method, request.url, headers=headers, body=body, within=SECONDS,
                named=self.named,
            )  # fmt: skip
        except (outgoing.NotAllowed, outgoing.Unreachable) as error:
            raise requests.ConnectionError(type(error).__name__) from error
        response = requests.Response()
        response.status_code, response.url, response.request = answer.status, request.url, request
        response._content = answer.body
        return response

    def close(self) -> None:
        """Have nothing to close: each question has a line of its own."""
