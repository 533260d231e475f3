"""Which organisation a machine speaks for: its key, sent as ``Authorization: Bearer …``."""

from typing import cast

from flask import Flask, Response, after_this_request, g, request
from flask_smorest import abort

from accounts import queries, sightings
from accounts.enums import TokenScope
from accounts.models import ApiToken, Organisation
from core.access import Audience, install_gate
from core.formats import use_zone

# What a key must be for, by the blueprint it opens.
OPENED_BY = {
    "api_campaigns": TokenScope.READ_RESULTS,
    "api_kits": TokenScope.READ_KITS,
    "api_outcomes": TokenScope.TELL_OUTCOMES,
}
HINT = {"headers": {"WWW-Authenticate": 'Bearer realm="Tillid"'}}


def current_organisation() -> Organisation:
    """Return the organisation whose key was sent, once the gate let the machine in."""
    return cast(Organisation, g.organisation)


def admit_machine(_: frozenset[Audience]) -> None:
    """Let in a valid key; without one the answer is 401, with one for something else 403.

    That the key was used is noted for a worker to write, since this API only reads.
    """
    after_this_request(_kept_by_nobody)  # what may not be used any more stands in no copy
    token = _token_sent()
    if token.scope is not OPENED_BY.get(request.blueprint or ""):
        abort(403, message="This key was made for something else.")
    sightings.note(sightings.Kind.KEY, token.id, token.last_used_at)
    g.organisation = token.organisation
    use_zone(token.organisation.timezone)


def _kept_by_nobody(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _token_sent() -> ApiToken:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = queries.find_token(text.strip()) if scheme.lower() == "bearer" else None
    return token or abort(401, message="Send a valid key as “Authorization: Bearer …”.", **HINT)


def init_app(app: Flask) -> None:
    """Put the machines' gate up."""
    install_gate(app, frozenset({Audience.API}), admit_machine)
