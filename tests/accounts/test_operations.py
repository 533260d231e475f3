"""Organisations, people, roles and keys: what changes and what is refused."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import audit, keys, operations, queries
from accounts.enums import Role
from accounts.errors import (
    LastOwner,
    PasswordRefused,
    PersonKnown,
)
from accounts.models import ApiToken, AuditEvent, Organisation, WelcomeLink
from core.db import db, utcnow
from core.errors import LinkGone
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

PASSWORD = "lyng klit strand sol"


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return OrganisationFactory()


def acts(organisation: Organisation) -> list[str]:
    return list(
        db.session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.organisation_id == organisation.id)
            .order_by(AuditEvent.position)
        )
    )


def test_a_new_organisation_begins_its_trail(app: Flask) -> None:
    organisation = operations.create_organisation(name="Odder", slug="odder")
    assert acts(organisation) == ["organisation_created"]
    assert organisation.brand_colour == "#14594f"


def test_an_address_is_kept_in_lower_case(app: Flask) -> None:
    user = operations.create_user(email=" Anna@Example.ORG ", name=" Anna ", locale="da")
    assert (user.email, user.name, user.password) == ("anna@example.org", "Anna", None)


def test_a_person_cannot_begin_with_a_poor_password(app: Flask) -> None:
    with pytest.raises(PasswordRefused) as refused:
        operations.create_user(email="a@example.org", name="A", locale="da", password="kort")
    assert refused.value.field == "password"


def test_somebody_new_gets_roles_and_a_link(organisation: Organisation) -> None:
    user, token = operations.add_person(
        organisation, email="Ny@example.org", name="Ny", roles=[Role.OWNER, Role.READER], actor=None
    )
    assert token is not None
    assert queries.get_person(organisation, user.id).roles == (Role.OWNER, Role.READER)
    assert acts(organisation) == ["person_offered", "role_granted", "role_granted"]
    assert queries.get_welcome_link(token).user is user


def test_somebody_who_signs_in_already_needs_no_link(organisation: Organisation) -> None:
    known = UserFactory(password="hash")
    user, token = operations.add_person(
        organisation, email=known.email, name="Other", roles=[Role.LEADER], actor=None
    )
    assert (user, token, user.name) == (known, None, known.name)


def test_a_person_is_added_once(organisation: Organisation) -> None:
    member = MembershipFactory(organisation=organisation)
    with pytest.raises(PersonKnown):
        operations.add_person(
            organisation, email=member.user.email, name="x", roles=[Role.READER], actor=None
        )


def test_a_link_works_once(organisation: Organisation) -> None:
    user, token = operations.add_person(
        organisation, email="ny@example.org", name="Ny", roles=[Role.READER], actor=None
    )
    db.session.flush()
    link = queries.get_welcome_link(token)
    operations.use_welcome_link(link, name="Nynne Holm", password=PASSWORD)
    assert user.name == "Nynne Holm"
    assert user.password.startswith("$argon2id$")
    with pytest.raises(LinkGone):
        operations.use_welcome_link(link, name="x", password=PASSWORD)


def test_a_new_link_ends_the_old_one(organisation: Organisation) -> None:
    user = UserFactory()
    old, new = operations.create_welcome_link(user), operations.create_welcome_link(user)
    live = db.session.scalars(select(WelcomeLink).where(WelcomeLink.used_at.is_(None))).one()
    assert old != new
    assert queries.get_welcome_link(new) is live


def test_roles_become_exactly_those_wanted(organisation: Organisation) -> None:
    MembershipFactory(organisation=organisation, role=Role.OWNER)
    user = MembershipFactory(organisation=organisation, role=Role.ORGANISER).user
    elsewhere = MembershipFactory(user=user, role=Role.LEADER)
    operations.set_roles(organisation, user, [Role.READER], actor=None)
    assert queries.get_person(organisation, user.id).roles == (Role.READER,)
    assert queries.get_person(elsewhere.organisation, user.id).roles == (Role.LEADER,)
    assert acts(organisation) == ["role_granted", "role_revoked"]


def test_the_last_owner_stays(organisation: Organisation) -> None:
    owner = MembershipFactory(organisation=organisation, role=Role.OWNER).user
    MembershipFactory(role=Role.OWNER)  # another organisation's does not count
    with pytest.raises(LastOwner):
        operations.remove_person(organisation, owner, actor=owner)


def test_one_of_two_owners_may_go(organisation: Organisation) -> None:
    first, second = MembershipFactory.create_batch(2, organisation=organisation, role=Role.OWNER)
    operations.remove_person(organisation, first.user, actor=second.user)
    assert [p.user for p in queries.people(organisation)] == [second.user]
    with pytest.raises(LastOwner):
        operations.remove_person(organisation, second.user, actor=second.user)


def test_a_key_is_known_by_its_hash_only(organisation: Organisation) -> None:
    token, text = keys.create_token(organisation, name="BI", actor=None)
    assert text not in str(vars(token))
    assert queries.find_token(text) is token
    keys.revoke_token(token, actor=None)
    assert queries.find_token(text) is None


def test_a_key_expires(organisation: Organisation) -> None:
    token, text = keys.create_token(organisation, name="BI", actor=None)
    token.expires_at = utcnow() - timedelta(seconds=1)
    assert queries.find_token(text) is None
    assert db.session.scalars(select(ApiToken)).one() is token
    assert audit.verify(organisation)
