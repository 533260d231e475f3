"""Who answers for somebody in a picture, and how long an answer can count. Pure.

Only a year of birth is kept, so whoever turns 15 this year counts as 14 until it is over.
"""

from datetime import date, timedelta

from media.library.people.models import Person

OWN_CONSENT_AGE = 15
GROWN_UP_AGE = 18
USUAL = timedelta(days=2 * 365)
LONGEST = timedelta(days=5 * 366)


def needs_guardian(person: Person, on: date) -> bool:
    """Say whether a guardian answers: consent is one's own from 15 in Denmark."""
    return _is_under(person, OWN_CONSENT_AGE, on)


def is_young(person: Person, on: date) -> bool:
    """Say whether somebody answers alone but is not grown up, so that a guardian may be told."""
    return _is_under(person, GROWN_UP_AGE, on) and not needs_guardian(person, on)


def _is_under(person: Person, age: int, on: date) -> bool:
    return person.birth_year is not None and on.year <= person.birth_year + age


def last_day(person: Person, wanted: date, on: date) -> date:
    """Return the last day an answer given today can count.

    A guardian's yes ends with the year the child turns 15, and one's own from before with the year
    one turns 18: then it is asked anew.
    """
    for age in (OWN_CONSENT_AGE, GROWN_UP_AGE):
        if _is_under(person, age, on) and person.birth_year is not None:
            return min(wanted, date(person.birth_year + age, 12, 31))
    return wanted


def can_be_renewed(person: Person, until: date) -> bool:
    """Say whether whoever answers until a day may answer again then: not when a child has grown."""
    on = until + timedelta(days=1)
    return needs_guardian(person, until) == needs_guardian(person, on) and (
        is_young(person, until) == is_young(person, on)
    )


def address_of(person: Person, on: date) -> str | None:
    """Return whom to write to: the guardian as long as one answers, else the person."""
    return person.guardian_email if needs_guardian(person, on) else person.email
