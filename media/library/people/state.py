"""How somebody in the register, or one mark in a picture, stands. Pure.

``queries.in_state`` is the same in SQL; a test holds the two together.
"""

from datetime import date

from media.library.people.enums import PersonState
from media.library.people.models import Consent, Person, PersonInAsset


def state_of(person: Person, on: date) -> PersonState:
    """Return how a person stands; whatever asks for something to be done goes first."""
    marks = person.appearances
    if any(one.refused_at for one in marks):
        has_yes = any(mark_state(one, on) is PersonState.COVERED for one in marks)
        return PersonState.DIVIDED if has_yes else PersonState.SAID_NO
    if any(one.consent and has_ended(one.consent, on) for one in marks):
        return PersonState.ENDED
    if marks and all(one.consent for one in marks):
        return PersonState.COVERED
    return PersonState.WAITING if person.asked_at else PersonState.NOT_ASKED


def mark_state(mark: PersonInAsset, on: date) -> PersonState:
    """Return how one mark stands."""
    if mark.refused_at:
        return PersonState.SAID_NO
    if mark.consent is not None:
        return PersonState.ENDED if has_ended(mark.consent, on) else PersonState.COVERED
    is_asked = mark.person is not None and mark.person.asked_at is not None
    return PersonState.WAITING if is_asked else PersonState.NOT_ASKED


def has_ended(consent: Consent, on: date) -> bool:
    """Say whether a yes counts no more because its time is over."""
    return consent.until < on


def standing_consents(person: Person, on: date) -> list[Consent]:
    """Return the yeses that count on a day, the newest first."""
    return [
        one
        for one in person.consents
        if one.withdrawn_at is None and one.replaced_at is None and not has_ended(one, on)
    ]
