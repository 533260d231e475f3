"""Writes about the register and the marks. They raise DomainError, may flush, and never commit."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update

from accounts import audit
from accounts.models import Organisation, User
from core import erasure_log, jobs
from core.db import db, utcnow
from core.tokens import hash_token, new_token
from media.library.enums import Recognisable
from media.library.models import Asset
from media.library.people import queries, state
from media.library.people.errors import (
    AlreadyMarked,
    ConsentStands,
    HasSaidNo,
    InRegisterAlready,
)
from media.library.people.models import Occasion, Person, PersonInAsset, PersonLink


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """What the register holds about somebody, and no more."""

    name: str
    email: str | None = None
    locale: str = "da"
    birth_year: int | None = None
    guardian_name: str = ""
    guardian_email: str | None = None
    unit_id: uuid.UUID | None = None


def add_person(organisation: Organisation, details: PersonDetails, *, actor: User) -> Person:
    """Put somebody into the register. Raises InRegisterAlready."""
    if queries.namesake(organisation.id, details.name, details.email):
        raise InRegisterAlready
    person = Person(organisation=organisation, **vars(details))
    db.session.add(person)
    audit.record(organisation, actor=actor, action="pictured_person_added", subject=person)
    return person


def edit_person(person: Person, details: PersonDetails, *, actor: User) -> None:
    """Change what the register holds about somebody.

    Links sent to an address that was wrong, or is theirs no more, show nobody anything from now on.
    """
    sent = {False: person.email, True: person.guardian_email}
    for name, value in vars(details).items():
        setattr(person, name, value)
    for is_guardian, now in ((False, person.email), (True, person.guardian_email)):
        if sent[is_guardian] and sent[is_guardian] != now:
            gone = (PersonLink.person_id == person.id, PersonLink.is_guardian.is_(is_guardian))
            db.session.execute(delete(PersonLink).where(*gone, PersonLink.was_shown.is_(False)))
    audit.record(person.organisation, actor=actor, action="pictured_person_changed", subject=person)


def mark(
    asset: Asset,
    person: Person | None,
    *,
    place: tuple[float, float] | None = None,
    actor: User | None = None,
) -> PersonInAsset:
    """Say that somebody can be recognised in a picture, named or not yet.

    A standing yes to all pictures of its occasion covers it at once. Raises AlreadyMarked.
    """
    if person and any(one.person_id == person.id for one in asset.people):
        raise AlreadyMarked
    x, y = place or (None, None)
    covering = queries.consent_for_occasion(person.id, asset.occasion_id) if person else None
    made = PersonInAsset(asset=asset, person=person, x=x, y=y, consent=covering)
    asset.recognisable = Recognisable.SOMEBODY
    db.session.add(made)
    db.session.flush()  # the page lists it
    audit.record(asset.organisation, actor=actor, action="person_marked", subject=asset)
    return made


def unmark(mark: PersonInAsset, *, actor: User | None = None) -> None:
    """Take a mark away that was wrong. Raises HasSaidNo: a no is not undone by forgetting who."""
    if mark.refused_at:
        raise HasSaidNo
    asset = mark.asset
    asset.people.remove(mark)
    db.session.delete(mark)
    audit.record(asset.organisation, actor=actor, action="person_unmarked", subject=asset)


def name_mark(mark: PersonInAsset, person: Person) -> None:
    """Say who somebody is that was marked without a name. Raises AlreadyMarked."""
    if any(one.person_id == person.id for one in mark.asset.people):
        raise AlreadyMarked
    mark.person = person
    mark.consent = queries.consent_for_occasion(person.id, mark.asset.occasion_id)


def set_occasion(asset: Asset, name: str) -> None:
    """Say what a picture was taken at or for; an empty name takes it away.

    Yeses to all pictures of that occasion cover it from now on, those to another one no more.
    """
    occasion = queries.find_occasion(asset.organisation_id, name) if name else None
    if name and occasion is None:
        occasion = Occasion(organisation_id=asset.organisation_id, name=name)
        db.session.add(occasion)
        db.session.flush()  # the picture needs its id
    asset.occasion_id = occasion.id if occasion else None
    for one in asset.people:
        if one.consent and one.consent.occasion_id not in (None, asset.occasion_id):
            one.consent = None
        if one.person_id and one.consent is None and not one.refused_at:
            one.consent = queries.consent_for_occasion(one.person_id, asset.occasion_id)


def new_link(person: Person, *, is_guardian: bool, was_shown: bool = False) -> str:
    """Return the token of a new way to somebody's own page; the earlier ones go on working."""
    token = new_token()
    db.session.add(
        PersonLink(
            person=person,
            token_hash=hash_token(token),
            is_guardian=is_guardian,
            was_shown=was_shown,
        )
    )
    return token


def erase_person(person: Person, *, on: date) -> None:
    """Forget somebody: name, addresses, links, consents and scans. Their marks stay without a name.

    A no stays with the picture. Raises ConsentStands while a yes is in use.
    """
    if any(state.standing_consents(person, on)) and any(one.consent for one in person.appearances):
        raise ConsentStands
    erasure_log.note("pictured_person", person.id)
    _forget(person)


def _forget(person: Person) -> None:
    keys = [one.proof_key for one in person.consents if one.proof_key]
    if keys:
        jobs.enqueue("forget_files", keys=" ".join(keys))
    db.session.execute(
        update(PersonInAsset)
        .where(PersonInAsset.person_id == person.id)
        .values(person_id=None, consent_id=None)
    )
    audit.record(person.organisation, actor=None, action="pictured_person_erased", subject=person)
    db.session.delete(person)
    db.session.flush()
    db.session.expire_all()  # marks in memory still name them


@erasure_log.replays("pictured_person")
def _erase_again(line: dict[str, str]) -> bool:
    person = db.session.scalar(select(Person).where(Person.id == uuid.UUID(line["id"])))
    if person is None:
        return False
    now = utcnow()
    for one in person.appearances:
        if one.consent_id is None:
            continue
        one.refused_at = one.refused_at or now  # what was erased gives nobody a yes again
    _forget(person)
    return True
