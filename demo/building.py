"""An organisation as it stands before anything has happened: people, cohorts, their terms."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import operations as accounts
from accounts.enums import Role
from accounts.models import Membership, Organisation, Unit, User
from accounts.organisations.operations import take_logo
from accounts.queries import find_user
from accounts.units import operations as units
from ambassadors import operations as cohorts
from ambassadors.joining import operations as joining
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, Cohort, Pause, PolicyAcceptance
from core.db import db, utcnow
from core.tokens import hash_token, new_token
from demo import logo
from demo.plans import CohortPlan, Person, Programme
from demo.season import Season

ASCII = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ö": "o", "é": "e", "ü": "u", "ı": "i", "ç": "c"}
)


@dataclass(frozen=True)
class Member:
    """An ambassador's row with the plan it was made of."""

    plan: Person
    row: Ambassador


@dataclass(frozen=True)
class House:
    """What later steps need of an organisation."""

    plan: Programme
    organisation: Organisation
    season: Season
    actor: User
    units: dict[str, Unit]
    cohorts: dict[str, Cohort]
    members: dict[str, list[Member]]

    def everybody(self) -> list[Member]:
        """Return the ambassadors of all cohorts but those whose season is over."""
        running = [plan.key for plan in self.plan.cohorts if not plan.thanks]
        return [member for key in running for member in self.members[key]]


def email_of(name: str, slug: str) -> str:
    """Return somebody's address at a domain that cannot exist."""
    plain = name.lower().translate(ASCII).replace("-", " ").split()
    return f"{'.'.join(plain)}@{slug}.example"


def found_organisation(programme: Programme) -> Organisation:
    """Add an organisation with its units and staff, who cannot sign in until they are let in."""
    organisation = accounts.create_organisation(name=programme.name, slug=programme.slug)
    organisation.brand_colour = programme.colour
    organisation.contact = f"ambassador@{programme.slug}.example"
    _add_units(programme, organisation)
    if programme.welcome:
        organisation.welcome_da = programme.welcome.da
        organisation.welcome_en = programme.welcome.en
    if programme.has_logo:
        take_logo(organisation, logo.draw(programme.colour), actor=None)
    for person in programme.staff:
        user = _user(person.name, programme.slug)
        for role in person.roles:
            accounts.grant_role(organisation, user, Role(role), actor=None)
    return organisation


def _add_units(programme: Programme, organisation: Organisation) -> None:
    areas = {
        name: units.add_unit(organisation, name=name, actor=None)
        for name in dict.fromkeys(programme.areas.values())
    }
    for name in programme.units:
        area = areas.get(programme.areas.get(name, ""))
        units.add_unit(organisation, name=name, parent=area, actor=None)


def _user(name: str, slug: str, locale: str = "da") -> User:
    email = email_of(name, slug)
    known = find_user(email)
    return known or accounts.create_user(email=email, name=name, locale=locale)


def build(programme: Programme, organisation: Organisation, season: Season) -> House:
    """Add cohorts, their ambassadors, and those who are still invited."""
    organiser = next(m for m in organisation.memberships if m.role is Role.ORGANISER)
    house = House(
        plan=programme,
        organisation=organisation,
        season=season,
        actor=organiser.user,
        units={unit.name: unit for unit in organisation.units},
        cohorts={},
        members={},
    )
    for plan in programme.cohorts:
        cohort = _cohort(plan, house)
        house.cohorts[plan.key] = cohort
        house.members[plan.key] = [_member(person, cohort, house) for person in plan.people]
    db.session.flush()
    for plan in programme.cohorts:
        _invitations(plan, house)
    return house


def readers(organisation: Organisation) -> list[Membership]:
    """Return the results readers of an organisation."""
    return [m for m in organisation.memberships if m.role is Role.READER]


def _cohort(plan: CohortPlan, house: House) -> Cohort:
    begin = house.season.monday(plan.first_week)
    cohort = cohorts.create_cohort(
        house.organisation,
        kind=plan.kind,
        name=plan.name,
        season_start=begin,
        season_end=begin + timedelta(weeks=40),
        actor=house.actor,
    )
    if plan.people:
        policy = cohorts.publish_policy(cohort, actor=house.actor)
        policy.published_at = house.season.at(begin, 9)
        cohorts.open_cohort(cohort, actor=house.actor)
        cohort.created_at = house.season.at(begin - timedelta(days=9), 10)
    return cohort


def _member(person: Person, cohort: Cohort, house: House) -> Member:
    joined = house.season.at(house.season.monday(person.joined_week), 17)
    user = _user(person.name, house.plan.slug, person.locale)
    row = Ambassador(
        cohort=cohort,
        user=user,
        unit=house.units.get(person.unit),
        function=person.function,
        rhythm=person.rhythm,
        channels=list(person.channels),
        benefits=list(person.benefits),
        shown_in_ranking=person.shown_in_ranking,
        named_to_guests=person.named_to_guests,
        topics=[cohort.topics[n - 1] for n in person.topics],
        joined_at=joined,
        created_at=joined,
    )
    db.session.add(row)
    db.session.add(PolicyAcceptance(ambassador=row, policy=cohort.policies[0], accepted_at=joined))
    _pause(person, row, house.season)
    _accepted(row, joined)
    return Member(person, row)


def _pause(person: Person, row: Ambassador, season: Season) -> None:
    if person.paused_weeks:
        first = season.monday(min(person.paused_weeks))
        last = season.monday(max(person.paused_weeks)) + timedelta(days=6)
        db.session.add(Pause(ambassador=row, starts_on=first, ends_on=last))


def _accepted(row: Ambassador, joined: datetime) -> None:
    """Keep the invitation somebody came in by."""
    db.session.add(
        Invitation(
            cohort=row.cohort,
            unit=row.unit,
            ambassador=row,
            email=row.user.email,
            name=row.user.name,
            locale=row.user.locale,
            token_hash=hash_token(new_token()),
            sent_at=joined - timedelta(days=4),
            expires_at=joined + timedelta(days=10),
            opened_at=joined - timedelta(hours=1),
            accepted_at=joined,
            created_at=joined - timedelta(days=4),
        )
    )


def _invitations(plan: CohortPlan, house: House) -> None:
    """Invite those who have not answered yet; nothing is mailed for the demo."""
    chance = random.Random(house.plan.seed)  # noqa: S311 -- a demo, not a secret
    for name, unit in plan.invited:
        invitation, _token = joining.invite(
            house.cohorts[plan.key],
            email=email_of(name, house.plan.slug),
            name=name,
            unit=house.units.get(unit),
            locale="da",
            actor=house.actor,
        )
        invitation.created_at = utcnow() - timedelta(days=chance.randrange(1, 6))
        invitation.sent_at = invitation.created_at


def first_names(members: Sequence[Member]) -> list[str]:
    """Return what visitors would call these people."""
    return [member.row.user.first_name for member in members]
