"""The account page, the owner's pages and the page behind a first link."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_mailman import EmailMessage
from sqlalchemy import select

from accounts import audit, operations, queries
from accounts.enums import Role
from accounts.models import Organisation, User, WelcomeLink
from core.db import db, utcnow
from tests.client import AuditingClient
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    UserFactory,
)
from tests.queries import count_queries

PASSWORD = "lyng klit strand sol"
SignIn = Callable[[User], AuditingClient]
Sent = Callable[[], list[EmailMessage]]


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return OrganisationFactory(slug="odder", name="Odder Kommune")


@pytest.fixture
def owner(organisation: Organisation, sign_in: SignIn) -> AuditingClient:
    user = UserFactory(name="Olga Ejersen", locale="en")
    MembershipFactory(organisation=organisation, user=user, role=Role.OWNER)
    return sign_in(user)


def test_the_account_names_places_and_saves(sign_in: SignIn, organisation: Organisation) -> None:
    user = UserFactory(name="Anna Holm")
    for role in (Role.OWNER, Role.READER):
        MembershipFactory(organisation=organisation, user=user, role=role)
    client = sign_in(user)
    page = client.get("/account").text
    assert "Odder Kommune" in page
    assert 'href="/o/odder"' in page
    assert client.post("/account", data={"name": " ", "locale": "en"}).status_code == 200
    assert client.post("/account", data={"name": "Anna", "locale": "xx"}).status_code == 200
    done = client.post("/account", data={"name": "Anna Høj", "locale": "en"})
    assert done.location == "/account"
    assert "Your account" in client.get("/account").text
    assert (user.name, user.locale) == ("Anna Høj", "en")


def test_the_account_ignores_fields_it_does_not_have(sign_in: SignIn, app: Flask) -> None:
    user = UserFactory(email="a@example.org")
    data = {"name": "A", "locale": "da", "email": "b@example.org", "active": "", "password": "x"}
    sign_in(user).post("/account", data=data)
    assert (user.email, user.active, user.password) == ("a@example.org", True, None)


def test_people_are_listed_with_the_same_number_of_queries(
    owner: AuditingClient, organisation: Organisation
) -> None:
    with count_queries() as one:
        assert "One person runs" in owner.get("/o/odder/people").text
    MembershipFactory.create_batch(2, organisation=db.session.merge(organisation))
    with count_queries() as three:
        assert "3 people run" in owner.get("/o/odder/people").text
    assert len(one) == len(three), three


def test_people_are_found_by_name_and_address_here_only(
    owner: AuditingClient, organisation: Organisation
) -> None:
    MembershipFactory(organisation=organisation, user__name="Åse Bæk", user__email="x@odder.dk")
    MembershipFactory(user__name="Åse Fremmed")
    assert "Åse Bæk" in owner.get("/o/odder/people?q=Bæk").text
    assert "Åse Bæk" in owner.get("/o/odder/people?q=ODDER.dk").text
    assert "Fremmed" not in owner.get("/o/odder/people").text
    assert "Nobody by that name" in owner.get("/o/odder/people?q=%25%00_zzz").text


def test_a_person_is_added_and_gets_in_by_the_mailed_link(
    app: Flask,
    owner: AuditingClient,
    organisation: Organisation,
    sent: Sent,
    client: AuditingClient,
) -> None:
    assert owner.get("/o/odder/people/new").status_code == 200
    bad = {"name": "Nynne", "email": "nynne", "roles": ["organiser"]}
    assert owner.post("/o/odder/people/new", data=bad).status_code == 200
    assert owner.post("/o/odder/people/new", data={**bad, "roles": ["god"]}).status_code == 200
    good = {**bad, "email": "Nynne@Example.org", "roles": ["organiser", "reader"]}
    assert owner.post("/o/odder/people/new", data=good).location == "/o/odder/people"
    twice = owner.post("/o/odder/people/new", data=good)
    assert twice.status_code == 200
    assert "Change their roles instead" in twice.text
    [mail] = sent()
    assert mail.to == ["nynne@example.org"]
    link = urlsplit(re.search(r"http://localhost\S+", mail.body)[0]).path
    page = client.get(link)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    weak = client.post(link, data={"name": "Nynne Holm", "password": "nynneholm2026"})
    assert weak.status_code == 200
    assert 'value="Nynne Holm"' in weak.text
    assert client.post(link, data={"name": "Nynne Holm", "password": PASSWORD}).location == "/"
    assert "Nynne Holm" in client.get("/account").text
    again = app.test_client().get(link)
    assert again.status_code == 410
    assert app.test_client().post(link, data={"name": "x", "password": PASSWORD}).status_code == 410
    assert client.get("/o/odder/people").status_code == 403, "an organiser is no owner"


@pytest.mark.parametrize("token", ["x", "🐎", "a" * 2000])
def test_a_rubbish_welcome_link_is_gone(client: AuditingClient, token: str) -> None:
    assert client.get(f"/welcome/{token}").status_code == 410


def test_an_old_welcome_link_is_gone(client: AuditingClient, app: Flask) -> None:
    token = operations.create_welcome_link(UserFactory())
    link = db.session.scalars(select(WelcomeLink)).one()
    link.expires_at = utcnow() - timedelta(seconds=1)
    assert client.get(f"/welcome/{token}").status_code == 410


def test_somebody_who_has_not_been_in_gets_a_new_link(
    owner: AuditingClient, organisation: Organisation, sent: Sent
) -> None:
    user = MembershipFactory(organisation=organisation).user
    address = f"/o/odder/people/{user.id}"
    assert "Send the mail again" in owner.get(address).text
    assert owner.post(f"{address}/link").location == address
    assert [mail.to for mail in sent()] == [[user.email]]
    user.password = "hash"
    assert owner.post(f"{address}/link").status_code == 409


def test_roles_are_changed_and_a_person_removed(
    owner: AuditingClient, organisation: Organisation
) -> None:
    user = MembershipFactory(organisation=organisation, role=Role.ORGANISER).user
    address = f"/o/odder/people/{user.id}"
    assert owner.post(address, data={}).status_code == 200
    assert owner.post(address, data={"roles": ["leader"]}).location == "/o/odder/people"
    assert queries.get_person(organisation, user.id).roles == (Role.LEADER,)
    assert owner.get(f"{address}/removal").status_code == 200
    assert owner.post(f"{address}/removal").location == "/o/odder/people"
    assert owner.get(address).status_code == 404
    assert audit.verify(organisation)


def test_the_last_owner_cannot_go(owner: AuditingClient, organisation: Organisation) -> None:
    [me] = queries.people(organisation)
    kept = owner.post(f"/o/odder/people/{me.user.id}", data={"roles": ["reader"]})
    assert kept.status_code == 200
    assert "Make another person owner first" in kept.text
    assert owner.post(f"/o/odder/people/{me.user.id}/removal").status_code == 409
    assert queries.people(organisation)[0].roles == (Role.OWNER,)


def test_people_and_units_of_another_organisation_are_not_found(
    owner: AuditingClient, organisation: Organisation
) -> None:
    stranger, unit = MembershipFactory().user, UnitFactory()
    for path in (
        f"people/{stranger.id}",
        f"people/{stranger.id}/removal",
        f"settings/units/{unit.id}",
    ):
        assert owner.get(f"/o/odder/{path}").status_code == 404
        assert owner.post(f"/o/odder/{path}", data={"name": "x"}).status_code == 404
    assert owner.get(f"/o/{unit.organisation.slug}/people").status_code == 404


def test_pages_are_danish_for_danes(sign_in: SignIn, organisation: Organisation) -> None:
    MembershipFactory(organisation=organisation, user=UserFactory(locale="da"), role=Role.OWNER)
    assert 'lang="da"' in sign_in(db.session.scalars(select(User)).one()).get("/account").text
