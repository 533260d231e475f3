"""Pages of people who may have left by now: dressed as their cohort while they take part."""

from flask_login import current_user

from accounts.session import show_for, signed_in_user
from ambassadors.queries import active_places
from ambassadors.recognition.queries import own_places
from ambassadors.session import admit_ambassador


def enter() -> None:
    """Give an ambassador their cohort's colours and menu, and a former one only the colours."""
    if not current_user.is_authenticated:
        return
    if active_places(signed_in_user()):
        admit_ambassador(frozenset())
    elif places := own_places(signed_in_user()):
        show_for(places[0].cohort.organisation)
