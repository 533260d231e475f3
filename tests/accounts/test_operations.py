"""Organisations, people, roles, settings, units and keys: what changes and what is refused."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import audit, keys, operations, queries
from accounts.enums import Role
from accounts.errors import (
    ColourUnreadable,
    HostUnknown,
    LastOwner,
    PasswordRefused,
    PersonKnown,
    UnitKnown,
)
from accounts.models import ApiToken, AuditEvent, Organisation, WelcomeLink
from accounts.operations import OrganisationSettings
from core.db import db, utcnow
from core.errors import LinkGone
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
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


def wanted(**changes: object) -> OrganisationSettings:
    return OrganisationSettings(
        **{
            "name": "Odder Kommune",
            "contact": "",
            "brand_colour": "#14594f",
            "locale": "da",
            "timezone": "Europe/Copenhagen",
            "minimum_age": 15,
            "allowed_hosts": [],
            "accessibility_url": "",
            **changes,
        }
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


@pytest.mark.parametrize("colour", ["#f7c948", "#FFFFFF", "#8a8a8a"])
def test_a_pale_colour_is_refused_with_its_ratio(organisation: Organisation, colour: str) -> None:
    with pytest.raises(ColourUnreadable) as refused:
        operations.change_settings(organisation, wanted(brand_colour=colour), actor=None)
    assert refused.value.field == "brand_colour"
    assert "4.5" in refused.value.message or "4,5" in refused.value.message
    assert organisation.brand_colour == "#14594f"


def test_only_what_changed_is_recorded(organisation: Organisation) -> None:
    operations.change_settings(organisation, wanted(name=organisation.name), actor=None)
    hosts = ["https://Odder.dk/", "odder.dk", "", "sub.odder.dk"]
    operations.change_settings(
        organisation, wanted(name="Odder", brand_colour="#7A1FA2", allowed_hosts=hosts), actor=None
    )
    assert organisation.allowed_hosts == ["odder.dk", "sub.odder.dk"]
    event = db.session.scalars(
        select(AuditEvent).order_by(AuditEvent.position.desc()).limit(1)
    ).one()
    assert event.after == {
        "name": "Odder",
        "brand_colour": "#7a1fa2",
        "allowed_hosts": ["odder.dk", "sub.odder.dk"],
    }


@pytest.mark.parametrize("host", ["odder", "odder .dk", "odder.dk/side", "*.odder.dk", "-a.dk"])
def test_what_is_no_host_is_refused(organisation: Organisation, host: str) -> None:
    with pytest.raises(HostUnknown):
        operations.change_settings(organisation, wanted(allowed_hosts=[host]), actor=None)


def test_units_have_their_own_names(organisation: Organisation) -> None:
    UnitFactory(name="Hou")  # another organisation's
    hou = operations.add_unit(organisation, name="Hou", actor=None)
    saksild = operations.add_unit(organisation, name="Saksild", actor=None)
    with pytest.raises(UnitKnown):
        operations.add_unit(organisation, name="Hou", actor=None)
    with pytest.raises(UnitKnown):
        operations.rename_unit(saksild, name="Hou", actor=None)
    operations.rename_unit(hou, name="Hou Havn", actor=None)
    assert [unit.name for unit in queries.units(organisation)] == ["Hou Havn", "Saksild"]


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
