"""What recognition holds about an ambassador. Hours given still count when a name is forgotten."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import joinedload, selectinload

from ambassadors.models import Ambassador
from ambassadors.recognition.addresses import badge_address
from ambassadors.recognition.badges import learned
from ambassadors.recognition.enums import NameShown
from ambassadors.recognition.hours.models import HoursEntry
from ambassadors.recognition.hours.quarters import hours_in
from ambassadors.recognition.models import Diploma
from ambassadors.recognition.portfolios.enums import FACT_LABELS, Fact
from ambassadors.recognition.portfolios.models import Portfolio, PortfolioLink
from core.db import db, utcnow
from core.personal_data import Held, Person, Words, register


def tell(person: Person) -> Iterable[Held]:
    """Tell somebody's diplomas, hours and public page."""
    yield Held(_l("Diplomas"), [_told_diploma(diploma) for diploma in _diplomas(person)])
    yield Held(_l("Hours"), [_told_hours(entry) for entry in _hours(person)])
    yield Held(_l("Your public page"), [_told_portfolio(page) for page in _portfolios(person)])


def _diplomas(person: Person) -> Iterable[Diploma]:
    return db.session.scalars(
        select(Diploma)
        .where(Diploma.ambassador_id.in_(person.places))
        .options(joinedload(Diploma.ambassador).joinedload(Ambassador.cohort))
        .order_by(Diploma.issued_at, Diploma.id)
    )


def _told_diploma(diploma: Diploma) -> dict[Words, Any]:
    return {
        _l("Cohort"): diploma.ambassador.cohort.name,
        _l("Issued"): diploma.issued_at,
        _l("Withdrawn"): diploma.withdrawn_at,
        _l("Name shown to others"): diploma.name_shown,
        _l("Passed by then"): learned(diploma),
        _l("Hours by then"): hours_in(diploma.quarters),
        _l("Page to check it"): badge_address(diploma),
    }


def _hours(person: Person) -> Iterable[HoursEntry]:
    return db.session.scalars(
        select(HoursEntry)
        .where(HoursEntry.ambassador_id.in_(person.places))
        .order_by(HoursEntry.day, HoursEntry.id)
    )


def _told_hours(entry: HoursEntry) -> dict[Words, Any]:
    return {
        _l("Day"): entry.day,
        _l("Hours"): hours_in(entry.quarters),
        _l("What you did"): entry.what,
    }


def _portfolios(person: Person) -> Iterable[Portfolio]:
    return db.session.scalars(
        select(Portfolio)
        .where(Portfolio.ambassador_id.in_(person.places))
        .options(selectinload(Portfolio.links))
        .order_by(Portfolio.created_at, Portfolio.id)
    )


def _told_portfolio(page: Portfolio) -> dict[Words, Any]:
    labels = {fact.value: FACT_LABELS[fact] for fact in Fact}
    return {
        _l("Name"): page.name,
        _l("About"): page.about,
        _l("Address"): page.slug,
        _l("Public"): page.is_on,
        _l("You said you were 18 or older"): page.said_adult_at,
        _l("What it tells"): [str(labels.get(fact, fact)) for fact in page.facts],
        _l("Links"): [{_l("Link"): x.address, _l("Words"): x.words} for x in page.links],
    }


def erase(person: Person) -> None:
    """Withdraw diplomas, take the page away, and forget in words what the hours went to."""
    db.session.execute(
        update(Diploma)
        .where(Diploma.ambassador_id.in_(person.places))
        .values(
            withdrawn_at=func.coalesce(Diploma.withdrawn_at, utcnow()),
            name_shown=NameShown.NOTHING,
        )
    )
    db.session.execute(
        update(HoursEntry).where(HoursEntry.ambassador_id.in_(person.places)).values(what="")
    )
    pages = select(Portfolio.id).where(Portfolio.ambassador_id.in_(person.places))
    db.session.execute(
        delete(PortfolioLink)
        .where(PortfolioLink.portfolio_id.in_(pages))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(Portfolio).where(Portfolio.ambassador_id.in_(person.places)))


register(
    "recognition",
    title=_l("Diplomas, hours and your public page"),
    tables=[Diploma, HoursEntry, Portfolio, PortfolioLink],
    tell=tell,
    erase=erase,
    stays={"diploma.learned": "titles of the organisation's modules"},
)
