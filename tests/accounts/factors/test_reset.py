"""An owner helps a colleague who has lost the phone; those who run the installation help owners."""

import time

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role
from accounts.factors import operations, queries
from accounts.models import AuditEvent, Organisation, User
from accounts.security import SETTINGS
from core.db import db
from tests.accounts.factors.conftest import Phone, SignIn, give_password
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory


@pytest.fixture
def odder(anna: User, phone: Phone) -> Organisation:
    organisation = OrganisationFactory(slug="odder")
    MembershipFactory(organisation=organisation, user=anna, role=Role.ORGANISER)
    operations.renew_recovery_codes(anna)
    db.session.commit()
    return organisation


@pytest.fixture
def owner(odder: Organisation) -> User:
    return MembershipFactory(organisation=odder, role=Role.OWNER).user


def reset(browser: AuditingClient, user: User):
    return browser.post(f"/o/odder/people/{user.id}/second-step")


def test_an_owner_takes_a_lost_one_away(
    owner: User, anna: User, sign_in: SignIn, client: AuditingClient, outbox
) -> None:
    browser = sign_in(owner)
    assert "second-step" in browser.get(f"/o/odder/people/{anna.id}").text
    assert reset(browser, anna).status_code == 302
    assert db.session.get_one(User, anna.id).second_step_since is None
    assert queries.recovery_codes_left(anna) == 0
    assert [mail.recipient for mail in outbox()] == [anna.email]
    last = select(AuditEvent).order_by(AuditEvent.position.desc()).limit(1)
    event = db.session.scalars(last).one()
    assert (event.action, event.actor_id, event.subject_id) == (
        "second_step_reset",
        owner.id,
        anna.id,
    )
    assert give_password(client, next="/account").location == "/account"


def test_only_who_showed_lately_who_they_are(owner: User, anna: User, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    with browser.session_transaction() as session:
        session["fs_paa"] = time.time() - SETTINGS["FRESHNESS"].total_seconds() - 1
    person = f"/o/odder/people/{anna.id}"
    assert reset(browser, anna).location == f"/account/confirmation?next={person}"
    assert db.session.get_one(User, anna.id).second_step_since is not None


def test_never_ones_own(owner: User, sign_in: SignIn) -> None:
    assert reset(sign_in(owner), owner).status_code == 403


def test_not_of_somebody_who_works_elsewhere_too(owner: User, anna: User, sign_in: SignIn) -> None:
    MembershipFactory(user=anna, role=Role.OWNER)
    assert reset(sign_in(owner), anna).status_code == 302
    assert db.session.get_one(User, anna.id).second_step_since is not None


def test_a_role_only_offered_elsewhere_changes_nothing(
    owner: User, anna: User, sign_in: SignIn
) -> None:
    MembershipFactory(user=anna, role=Role.OWNER, offered_to="Anna")
    assert reset(sign_in(owner), anna).status_code == 302
    assert db.session.get_one(User, anna.id).second_step_since is None


def test_an_organiser_and_an_owner_of_another_organisation_cannot(
    owner: User, odder: Organisation, anna: User, sign_in: SignIn
) -> None:
    organiser = MembershipFactory(organisation=odder, role=Role.ORGANISER).user
    stranger = MembershipFactory(role=Role.OWNER).user
    assert reset(sign_in(organiser), anna).status_code == 403
    assert reset(sign_in(stranger), anna).status_code == 404
    assert db.session.get_one(User, anna.id).second_step_since is not None


def test_a_command_helps_everybody(app: Flask, anna: User, odder: Organisation, outbox) -> None:
    MembershipFactory(user=anna, role=Role.OWNER)
    db.session.commit()
    arguments = ["accounts", "reset-second-step", "--email", "ANNA@example.org"]
    result = app.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 0, result.output
    assert db.session.get_one(User, anna.id).second_step_since is None
    assert len(outbox()) == 1
    unknown = app.test_cli_runner().invoke(args=[*arguments[:3], "nobody@example.org"])
    assert unknown.exit_code == 1
