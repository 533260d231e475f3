"""The turn of the season's part of the list of places a signed-in person can go."""

from flask_babel import gettext as _

from accounts.models import User
from accounts.places import Place
from ambassadors.seasons import queries

ADDRESS = "/my/past-season"


def ended_places(user: User) -> list[Place]:
    """Return the seasons that are over, and who may ask again."""
    over = [
        Place(place.cohort.name, _("The season is over. Thank you."), ADDRESS, "history")
        for place in queries.ended_places(user)
    ]
    if over:
        return over
    return [
        Place(one.organisation.name, _("May ask you again"), ADDRESS, "heart")
        for one in queries.yeses_of(user)
    ]
