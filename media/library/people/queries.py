"""Reads about people in pictures. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from datetime import date

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from core.db import db
from core.tokens import hash_token
from media.library.models import Asset
from media.library.people.enums import ConsentScope, PersonState
from media.library.people.models import Consent, Occasion, Person, PersonInAsset, PersonLink

PER_PAGE = 30
TO_CHOOSE = 12


def in_state(state: PersonState, on: date) -> ColumnElement[bool]:
    """Return the condition that a Person stands so on a day; see ``state.state_of``."""
    has_no = Person.appearances.any(PersonInAsset.refused_at.is_not(None))
    has_yes = Person.appearances.any(
        and_(PersonInAsset.refused_at.is_(None), PersonInAsset.consent.has(Consent.until >= on))
    )
    has_ended = Person.appearances.any(PersonInAsset.consent.has(Consent.until < on))
    is_open = or_(
        ~Person.appearances.any(), Person.appearances.any(PersonInAsset.consent_id.is_(None))
    )
    rest = and_(~has_no, ~has_ended)
    return {
        PersonState.EVERYBODY: Person.id.is_not(None),
        PersonState.DIVIDED: and_(has_no, has_yes),
        PersonState.SAID_NO: and_(has_no, ~has_yes),
        PersonState.ENDED: and_(~has_no, has_ended),
        PersonState.COVERED: and_(rest, ~is_open),
        PersonState.WAITING: and_(rest, is_open, Person.asked_at.is_not(None)),
        PersonState.NOT_ASKED: and_(rest, is_open, Person.asked_at.is_(None)),
    }[state]


def list_people(
    organisation_id: uuid.UUID, *, on: date, search: str, state: PersonState, page: int
) -> Pagination:
    """Return one page of an organisation's register by name, marks loaded."""
    found = (
        select(Person)
        .where(Person.organisation_id == organisation_id, in_state(state, on), *_called(search))
        .options(selectinload(Person.appearances))
        .order_by(Person.name, Person.id)
    )
    return db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)


def people_to_choose(organisation_id: uuid.UUID, search: str, *, but: Asset) -> list[Person]:
    """Return some people called so who are not marked in a picture yet."""
    found = (
        select(Person)
        .where(
            Person.organisation_id == organisation_id,
            Person.id.not_in(
                select(PersonInAsset.person_id).where(
                    PersonInAsset.asset_id == but.id, PersonInAsset.person_id.is_not(None)
                )
            ),
            *_called(search),
        )
        .order_by(Person.name, Person.id)
        .limit(TO_CHOOSE)
    )
    return list(db.session.scalars(found))


def _called(search: str) -> list[ColumnElement[bool]]:
    """Return the conditions that each word stands somewhere; SQLite knows case in ASCII only."""
    return [
        or_(
            *(
                column.icontains(spelling, autoescape=True)
                for column in (Person.name, Person.email, Person.guardian_name)
                for spelling in {word, word.lower(), word.upper(), word.capitalize()}
            )
        )
        for word in search.split()
    ]


def namesake(organisation_id: uuid.UUID, name: str, email: str | None) -> Person | None:
    """Return who has that name and, as far as we know, that address too."""
    found = db.session.scalars(
        select(Person)
        .where(Person.organisation_id == organisation_id, func.lower(Person.name) == name.lower())
        .order_by(Person.created_at, Person.id)
    )
    return next((one for one in found if not (one.email and email and one.email != email)), None)


def count_people(organisation_id: uuid.UUID) -> int:
    """Return how many people are in an organisation's register."""
    counted = select(func.count(Person.id)).where(Person.organisation_id == organisation_id)
    return db.session.scalar(counted) or 0


def _whole() -> tuple[ORMOption, ...]:
    """Load somebody with their pictures and what they have agreed to."""
    marks = selectinload(Person.appearances).joinedload(PersonInAsset.asset)
    return (
        joinedload(Person.organisation),
        marks.selectinload(Asset.renditions),
        selectinload(Person.consents).joinedload(Consent.occasion),
    )


def get_person(organisation_id: uuid.UUID, person_id: uuid.UUID) -> Person:
    """Return one person of an organisation's register; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Person)
        .where(Person.id == person_id, Person.organisation_id == organisation_id)
        .options(*_whole())
    ).one()


def find_link(token: str, *, lock: bool) -> PersonLink | None:
    """Return what a link leads to; with ``lock`` another answer has to wait for this one."""
    wanted = select(PersonLink).where(PersonLink.token_hash == hash_token(token))
    link = db.session.scalar(wanted.options(joinedload(PersonLink.person)))
    if link is None:
        return None
    whose = select(Person).where(Person.id == link.person_id).options(*_whole())
    if lock:
        whose = whose.with_for_update(of=Person)
    db.session.execute(whose.execution_options(populate_existing=True)).unique().one()
    return link


def get_mark(organisation_id: uuid.UUID, asset_id: uuid.UUID, mark_id: uuid.UUID) -> PersonInAsset:
    """Return one mark in an organisation's picture; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(PersonInAsset)
        .join(PersonInAsset.asset)
        .where(
            PersonInAsset.id == mark_id,
            PersonInAsset.asset_id == asset_id,
            Asset.organisation_id == organisation_id,
        )
    ).one()


def marks_in(asset: Asset) -> list[PersonInAsset]:
    """Return who is marked in a picture, in the order they were, with their names."""
    return list(
        db.session.scalars(
            select(PersonInAsset)
            .where(PersonInAsset.asset_id == asset.id)
            .options(joinedload(PersonInAsset.person))
            .order_by(PersonInAsset.created_at, PersonInAsset.id)
        )
    )


def consent_for_occasion(person_id: uuid.UUID, occasion_id: uuid.UUID | None) -> Consent | None:
    """Return the standing yes to all pictures of an occasion, if there is one."""
    if occasion_id is None:
        return None
    return db.session.scalar(
        select(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.scope == ConsentScope.OCCASION,
            Consent.occasion_id == occasion_id,
            Consent.withdrawn_at.is_(None),
            Consent.replaced_at.is_(None),
        )
        .order_by(Consent.given_at.desc())
        .limit(1)
    )


def get_consent(organisation_id: uuid.UUID, consent_id: uuid.UUID) -> Consent:
    """Return one consent of an organisation's register; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Consent)
        .join(Consent.person)
        .where(Consent.id == consent_id, Person.organisation_id == organisation_id)
    ).one()


def find_occasion(organisation_id: uuid.UUID, name: str) -> Occasion | None:
    """Return an organisation's occasion of that name."""
    return db.session.scalar(
        select(Occasion).where(Occasion.organisation_id == organisation_id, Occasion.name == name)
    )


def occasions_of(organisation_id: uuid.UUID) -> list[Occasion]:
    """Return an organisation's occasions, the newest first."""
    wanted = select(Occasion).where(Occasion.organisation_id == organisation_id)
    ordered = wanted.order_by(Occasion.created_at.desc(), Occasion.id).limit(50)
    return list(db.session.scalars(ordered))


def occasions_in(marks: Iterable[PersonInAsset]) -> list[Occasion]:
    """Return the occasions of some marks' pictures, by name."""
    ids = {one.asset.occasion_id for one in marks if one.asset.occasion_id}
    if not ids:
        return []
    wanted = select(Occasion).where(Occasion.id.in_(ids)).order_by(Occasion.name, Occasion.id)
    return list(db.session.scalars(wanted))
