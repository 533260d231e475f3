"""The ambassador's part of the list of places a signed-in person can go."""

from flask import Flask
from flask_babel import gettext as _

from accounts.models import User
from accounts.places import Place, offer, vouch
from ambassadors.queries import active_places
from ambassadors.terms import queries
from ambassadors.terms.operations import UNDO
from core.db import utcnow


def ambassador_places(user: User) -> list[Place]:
    """Return the cohorts somebody takes part in, and those they can still come back to."""
    active = active_places(user)
    address = "/my" if len(active) == 1 else "/my/places"
    places = [Place(a.cohort.name, a.cohort.organisation.name, address, "user") for a in active]
    left = queries.places_left(user, since=utcnow() - UNDO)
    return places + [
        Place(
            place.cohort.name, _("You have left. You can still undo it."), "/my/goodbye", "history"
        )
        for place in left
    ]


def is_ambassador_in(user: User, slug: str) -> bool:
    """Say whether somebody takes part in a cohort of the organisation called ``slug``."""
    return any(place.cohort.organisation.slug == slug for place in active_places(user))


def init_app(app: Flask) -> None:
    """Offer the places and vouch for whoever has one."""
    offer(app, ambassador_places)
    vouch(app, is_ambassador_in)
