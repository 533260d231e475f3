"""Which of their places the signed-in ambassador acts in on this page."""

from typing import cast

from flask import Flask, abort, g, redirect, session, url_for

from accounts.session import show_for, signed_in_user
from ambassadors import leavers, queries
from ambassadors.models import Ambassador
from core.access import Audience, install_gate

KEY = "ambassador_id"


def current_ambassador() -> Ambassador:
    """Return the place acted in, once the gate let the person in; cohort and user are loaded."""
    return cast(Ambassador, g.ambassador)


def admit_ambassador(_: frozenset[Audience]) -> None:
    """Let in who is an active ambassador: in the place chosen last, else the newest.

    Who has left is led to the page that says so, where leaving can be undone for a while, and
    whose season is over to the page that thanks them.
    """
    places = queries.active_places(signed_in_user())
    if not places and leavers.has_ended(signed_in_user()):
        abort(redirect(url_for("home_closing.show_closing")))
    if not places and leavers.has_left(signed_in_user()):
        abort(redirect(url_for("terms_ambassador.show_goodbye")))
    if not places:
        abort(403)
    chosen = session.get(KEY)
    g.places = places
    g.ambassador = next((place for place in places if str(place.id) == chosen), places[0])
    show_for(g.ambassador.cohort.organisation)


def init_app(app: Flask) -> None:
    """Put the ambassadors' gate up."""
    install_gate(app, frozenset({Audience.AMBASSADOR}), admit_ambassador)
