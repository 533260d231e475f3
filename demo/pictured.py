"""People in the pictures: some said yes, one is waited for, one yes ran out, one was taken back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts import audit
from campaigns.posts.removals import queries as removal_queries
from campaigns.posts.removals.enums import RemovalState
from core import storage
from core.db import db
from demo.building import House
from media.library.enums import PictureChannel
from media.library.models import Asset
from media.library.people import operations
from media.library.people.consents.texts import VERSION
from media.library.people.enums import GivenBy
from media.library.people.models import Consent, Person, PersonInAsset
from media.library.people.operations import PersonDetails
from media.library.people.withdrawals import signals
from media.library.people.withdrawals.models import RemovalNotice, Withdrawal, WithdrawnPicture

CHANNELS = [PictureChannel.INSTAGRAM.value, PictureChannel.WEBSITE.value]
MORNING = 9
TAKEN_BACK_DAYS_AGO = 5
ESCALATED_AFTER = timedelta(hours=72)


@dataclass(frozen=True)
class Plan:
    """Somebody in a picture; days are counted from today."""

    name: str
    file: str
    place: tuple[float, float] | None = None
    birth_year: int | None = None
    guardian: str = ""
    asked: int | None = -40
    until: int | None = None
    given_by: GivenBy = GivenBy.LINK


PEOPLE = (
    Plan("Mette Kjær Lund", "friends.jpg", (0.36, 0.42), until=320),
    Plan("Thomas Abildgaard", "friends.jpg", (0.62, 0.44), until=320, given_by=GivenBy.ON_THE_SPOT),
    Plan("Jonas Riis", "stream.jpg", (0.3, 0.6), asked=-4),
    Plan("Emil Toft", "stream.jpg", birth_year=2013, guardian="Hanne Toft", asked=None),
    Plan("Amira Hassan", "trail.jpg", (0.5, 0.7), asked=-400, until=-12),
    Plan("Sofie Dahl", "meadow.jpg", (0.45, 0.55), asked=-200, until=500),
)
TAKEN_BACK_BY = "Sofie Dahl"


def register(house: House, assets: dict[str, Asset]) -> None:
    """Mark who is in the pictures, and let those answer who have."""
    for plan in PEOPLE:
        asset = assets.get(plan.file)
        if asset and house.plan.has_pictured_people:
            _mark(house, plan, asset)
    db.session.flush()


def _mark(house: House, plan: Plan, asset: Asset) -> None:
    address = f"{plan.name.split()[0].lower()}@example.dk"
    person = operations.add_person(
        house.organisation,
        PersonDetails(
            name=plan.name,
            email=None if plan.guardian else address,
            birth_year=plan.birth_year,
            guardian_name=plan.guardian,
            guardian_email="hanne@example.dk" if plan.guardian else None,
        ),
        actor=house.actor,
    )
    mark = operations.mark(asset, person, place=plan.place)
    if plan.asked is not None:
        person.asked_at = _at(house, plan.asked)
        person.asked_channels, person.asked_until = CHANNELS, _day(house, plan.until or 700)
    if plan.until is not None and plan.asked is not None:
        mark.consent = Consent(
            person=person,
            channels=CHANNELS,
            until=_day(house, plan.until),
            given_by=plan.given_by,
            given_at=_at(house, plan.asked + 1),
            text_version=VERSION,
        )


def take_back(house: House) -> None:
    """Let one of them have changed her mind some days ago, and everybody have been told."""
    found = [one for one in _people(house) if one.name == TAKEN_BACK_BY]
    for person in found:
        at = _at(house, -TAKEN_BACK_DAYS_AGO)
        withdrawal = _withdrawal(house, person, person.appearances[0], at)
        db.session.flush()  # the posts are looked for by those who were told
        signals.ask_about_posts(withdrawal)
        asked = removal_queries.removals_of(withdrawal.id)
        earlier = [one for one in asked if one.post and one.post.published_at < at]
        for one in asked:
            if one not in earlier:
                db.session.delete(one)
        for n, removal in enumerate(earlier):
            removal.created_at = at
            if n == len(earlier) - 1:
                removal.state, removal.escalated_at = RemovalState.ESCALATED, at + ESCALATED_AFTER
            else:
                removal.state = RemovalState.REMOVED
                removal.answered_at = at + timedelta(hours=3 + 5 * n)


def _people(house: House) -> list[Person]:
    wanted = db.select(Person).where(Person.organisation_id == house.organisation.id)
    return list(db.session.scalars(wanted.order_by(Person.name)))


def _withdrawal(house: House, person: Person, mark: PersonInAsset, at: datetime) -> Withdrawal:
    asset = mark.asset
    mark.refused_at, mark.consent = at, None
    for consent in person.consents:
        consent.withdrawn_at = at
    withdrawal = Withdrawal(
        organisation=house.organisation,
        person=person,
        way=GivenBy.LINK,
        is_whole=True,
        channels=CHANNELS,
        files_gone_at=at + timedelta(seconds=4),
        created_at=at,
        pictures=[WithdrawnPicture(asset=asset)],
    )
    db.session.add(withdrawal)
    audit.record(
        house.organisation, actor=None, action="consent_withdrawn", subject=withdrawal,
        after={"pictures": 1, "channels": CHANNELS, "way": GivenBy.LINK.value},
    )  # fmt: skip
    withdrawal.notices = [
        RemovalNotice(ambassador_id=one, fetched_at=fetched, created_at=at)
        for one, fetched in sorted(signals.fetchers(withdrawal, [asset.id]).items())
        if fetched < at
    ]
    for row in asset.renditions:
        storage.delete(row.storage_key)
    return withdrawal


def _day(house: House, days: int) -> date:
    return house.season.today + timedelta(days=days)


def _at(house: House, days: int) -> datetime:
    return house.season.at(_day(house, days), MORNING)
