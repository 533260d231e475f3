"""Who may open a page. Every view carries exactly one ``open_to``; rooms bring the gates."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

HTMX_STOPS = 286


class Audience(StrEnum):
    """Kinds of visitors a view can be opened to."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    AMBASSADOR = "ambassador"
    ORGANISER = "organiser"
    READER = "reader"
    LEADER = "leader"
    OWNER = "owner"
    API = "api"


Gate = Callable[[frozenset[Audience]], None]


def install_gate(app: Flask, audiences: frozenset[Audience], gate: Gate) -> None:
    """Let ``gate`` decide who passes for ``audiences``; it aborts with 403 or 404 to refuse."""
    gates: dict[Audience, Gate] = app.extensions.setdefault("gates", {})
    gates.update(dict.fromkeys(audiences, gate))


def open_to(*audiences: Audience) -> Callable[[View[P]], View[P]]:
    """Let only ``audiences`` in, and stamp the view so a test can prove none was forgotten.

    Several audiences mean "any of these"; they must share a gate.
    """
    wanted = frozenset(audiences)

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if wanted <= {Audience.PUBLIC}:
                return view(*args, **kwargs)
            if wanted != {Audience.API} and not current_user.is_authenticated:
                return _to_sign_in()
            if wanted != {Audience.SIGNED_IN}:
                current_app.extensions["gates"][next(iter(wanted))](wanted)
            return view(*args, **kwargs)

        return stamp(guarded, *audiences)

    return decorate


def _to_sign_in() -> ResponseReturnValue:
    """Ask for a sign-in; a page that asks for a piece of itself stays as it is and asks no more."""
    if request.headers.get("HX-Request") == "true":
        return Response(status=HTMX_STOPS, headers={"HX-Reswap": "none"})
    return cast(ResponseReturnValue, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]


def stamp(view: View[P], *audiences: Audience) -> View[P]:
    """Write on a view whom it is for; for views that a library brings with its own guard."""
    view.audiences = frozenset(audiences)  # type: ignore[attr-defined]
    return view


def require(allowed: bool) -> None:
    """Stop with 403 unless ``allowed``; feed it a predicate from a ``permissions`` module."""
    if not allowed:
        abort(403)
