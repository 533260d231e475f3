"""Two organisations with everybody in them, for tests that ask who may do what.

A room adds what its addresses need with ``@thing``; it is made when somebody first asks for it:

    @thing
    def kit(world: World) -> Kit:
        return KitFactory(organisation=world.organisation, cohorts=[world.cohort])

and ``world.kit`` is there.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from accounts.enums import Role
from accounts.models import Membership, Organisation, User
from ambassadors.enums import CohortStatus, Kind, Rhythm
from ambassadors.models import Ambassador, Cohort
from core.db import db, utcnow

MAKERS: dict[str, Callable[["World"], Any]] = {}


class Who(StrEnum):
    """Everybody who may knock on a door."""

    ANONYMOUS = "anonymous"
    AMBASSADOR = "ambassador"  # the one whose things the addresses name
    PEER = "peer"  # another ambassador of the same cohort
    ORGANISER = "organiser"
    READER = "reader"
    LEADER = "leader"
    OWNER = "owner"
    REMOVED = "removed"  # was an organiser and an ambassador here until yesterday
    FOREIGN_ORGANISER = "foreign_organiser"
    FOREIGN_AMBASSADOR = "foreign_ambassador"


EVERYBODY = frozenset(Who)
SIGNED_IN = EVERYBODY - {Who.ANONYMOUS}
COHORT = frozenset({Who.AMBASSADOR, Who.PEER})
AMBASSADORS = COHORT | {Who.FOREIGN_AMBASSADOR}
STAFF = frozenset({Who.ORGANISER, Who.READER, Who.LEADER, Who.OWNER})


def thing(maker: Callable[["World"], Any]) -> Callable[["World"], Any]:
    """Let the world make one more thing, under the name of the function."""
    if MAKERS.setdefault(maker.__name__, maker) is not maker:
        raise ValueError(f"the world already has a thing called {maker.__name__}")
    return maker


class World:
    """An organisation, its people, and a stranger organisation beside it."""

    def __init__(self) -> None:
        self.organisation = _organisation("odder", "Odder")
        self.elsewhere = _organisation("holstebro", "Holstebro")
        self.cohort = _cohort(self.organisation)
        self.foreign_cohort = _cohort(self.elsewhere)
        self.people = {who: _user(who) for who in Who if who is not Who.ANONYMOUS}
        for role in Role:
            self._join(self.people[Who(role.value)], self.organisation, role)
        self._join(self.people[Who.FOREIGN_ORGANISER], self.elsewhere, Role.ORGANISER)
        self.ambassador = _ambassador(self.people[Who.AMBASSADOR], self.cohort)
        self.peer = _ambassador(self.people[Who.PEER], self.cohort)
        self.foreign_ambassador = _ambassador(
            self.people[Who.FOREIGN_AMBASSADOR], self.foreign_cohort
        )
        db.session.commit()

    def __getattr__(self, name: str) -> Any:
        if name not in MAKERS:
            raise AttributeError(f"the world has no {name}; give it one with @thing")
        made = MAKERS[name](self)
        db.session.commit()
        setattr(self, name, made)
        return made

    def mirror(self) -> "World":
        """Return the same world seen from the other organisation, with things of its own there."""
        other = World.__new__(World)
        other.organisation, other.elsewhere = self.elsewhere, self.organisation
        other.cohort, other.foreign_cohort = self.foreign_cohort, self.cohort
        other.ambassador = other.peer = self.foreign_ambassador
        other.foreign_ambassador = self.ambassador
        ambassador = self.people[Who.FOREIGN_AMBASSADOR]
        other.people = dict.fromkeys(STAFF, self.people[Who.FOREIGN_ORGANISER])
        other.people |= dict.fromkeys(COHORT, ambassador)
        return other

    @property
    def slug(self) -> str:
        """The organisation's name in addresses."""
        return self.organisation.slug

    def _join(self, user: User, organisation: Organisation, role: Role) -> None:
        db.session.add(Membership(user=user, organisation=organisation, role=role))


def _organisation(slug: str, name: str) -> Organisation:
    organisation = Organisation(slug=slug, name=name)
    db.session.add(organisation)
    return organisation


def _user(who: Who) -> User:
    user = User(email=f"{who.value}@example.org", name=f"{who.value.title()} Holm")
    db.session.add(user)
    return user


def _cohort(organisation: Organisation) -> Cohort:
    cohort = Cohort(
        organisation=organisation,
        kind=Kind.CITIZEN,
        name="Forår",
        status=CohortStatus.OPEN,
        season_start=date(2026, 1, 1),
        season_end=date(2036, 6, 30),
        retention_until=date(2036, 12, 31),
        ambassador_word_da="ambassadør",
        ambassador_word_en="ambassador",
        notice_da="Sådan bruger vi dine oplysninger.",
        notice_en="How we use your details.",
    )
    db.session.add(cohort)
    return cohort


def _ambassador(user: User, cohort: Cohort) -> Ambassador:
    ambassador = Ambassador(
        user=user, cohort=cohort, rhythm=Rhythm.WEEKLY, joined_at=utcnow(), channels=["instagram"]
    )
    db.session.add(ambassador)
    return ambassador
