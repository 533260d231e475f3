"""Who answers for somebody in a picture, and how long an answer can count. Pure.

Only a year of birth is kept, so whoever turns 15 this year counts as 14 until it is over.
``docs/decisions/0024`` says where the age comes from.
"""

from datetime import date, timedelta

from accounts.models import Organisation
from media.library.people.models import Person

YOUNGEST = 15
GROWN_UP_AGE = 18
USUAL = timedelta(days=2 * 365)
LONGEST = timedelta(days=5 * 366)


def answers_from(organisation: Organisation) -> int:
    """Return the age from which people answer alone: that of joining alone, but 15 to 17.

    Whoever turns 18 this year may be grown up already, and nobody answers for those who are.
    """
    return min(max(YOUNGEST, organisation.minimum_age), GROWN_UP_AGE - 1)


def needs_guardian(person: Person, on: date) -> bool:
    """Say whether a guardian answers for somebody."""
    # Most are grown up, and nothing need be known about where they are.
    return person.birth_year is not None and _is_under(person, _own_age(person), on)


def _own_age(person: Person) -> int:
    return answers_from(person.organisation)


def is_young(person: Person, on: date) -> bool:
    """Say whether somebody answers alone but is not grown up, so that a guardian may be told."""
    return _is_under(person, GROWN_UP_AGE, on) and not needs_guardian(person, on)


def _is_under(person: Person, age: int, on: date) -> bool:
    return person.birth_year is not None and on.year <= person.birth_year + age


def last_day(person: Person, wanted: date, on: date) -> date:
    """Return the last day an answer given today can count.

    A guardian's yes ends with the year the child comes to the age of answering alone, and one's own
    from before with the year one turns 18: then it is asked anew.
    """
    if person.birth_year is None:
        return wanted
    for age in (_own_age(person), GROWN_UP_AGE):
        if _is_under(person, age, on):
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
