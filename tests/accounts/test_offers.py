"""Roles that were offered: nothing is known of a person before they say yes."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_mailman import EmailMessage
from sqlalchemy import select

from accounts import audit, offers, operations, passwords, queries
from accounts.enums import Role
from accounts.errors import LastOwner
from accounts.models import Membership, Organisation, User
from core.db import db, utcnow
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.queries import count_queries

PASSWORD = "lyng klit strand sol"
Sent = Callable[[], list[EmailMessage]]
SignIn = Callable[[User], AuditingClient]
FORM = {"name": "Kim from the library", "email": "hemmelig@example.org", "roles": ["reader"]}


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return OrganisationFactory(slug="odder", name="Odder Kommune")


@pytest.fixture
def owner(organisation: Organisation, sign_in: SignIn) -> AuditingClient:
    user = UserFactory(name="Olga Ejersen", locale="en")
    MembershipFactory(organisation=organisation, user=user, role=Role.OWNER)
    return sign_in(user)


@pytest.fixture
def known(app: Flask) -> User:
    """Somebody who is here already, by another name, in another organisation."""
    user = UserFactory(
        email="hemmelig@example.org",
        name="Kirsten Hemmeligholm",
        locale="en",
        password=passwords.hashed(PASSWORD),
        last_sign_in_at=utcnow(),
    )
    MembershipFactory(user=user, role=Role.LEADER)
    return user


def offer(owner: AuditingClient) -> None:
    assert owner.post("/o/odder/people/new", data=FORM).location == "/o/odder/people"


def pages(owner: AuditingClient, user: User) -> str:
    person = f"/o/odder/people/{user.id}"
    paths = ["/o/odder/people", person, f"{person}/removal", "/o/odder/trail"]
    return " ".join(owner.get(path).text for path in paths)


def test_adding_somebody_known_elsewhere_shows_what_was_typed(
    owner: AuditingClient, known: User
) -> None:
    offer(owner)
    shown = pages(owner, known)
    assert "Kim from the library" in shown
    assert "Hemmeligholm" not in shown
    assert "Nobody by that name" in owner.get("/o/odder/people?q=Hemmeligholm").text
    assert "Kim from" in owner.get("/o/odder/people?q=library").text


def test_known_and_new_people_look_alike_until_they_answer(
    owner: AuditingClient, organisation: Organisation, known: User
) -> None:
    offer(owner)
    owner.post("/o/odder/people/new", data={**FORM, "email": "ny@example.org"})
    new = queries.find_user("ny@example.org")
    owner.get("/o/odder/people")  # reads the messages about the mails
    seen = []
    for user in (known, new):
        text = owner.get(f"/o/odder/people/{user.id}").text
        for theirs in (user.email, str(user.id)):
            text = text.replace(theirs, "X")
        seen.append([line for line in text.splitlines() if "csrf_token" not in line])
        assert owner.post(f"/o/odder/people/{user.id}/link").status_code == 302
        owner.get("/o/odder/people")
    assert seen[0] == seen[1]
    table = owner.get("/o/odder/people?q=library").text
    assert table.count("Not yet") == 2, "nor is it told when one was last signed in elsewhere"


def test_a_person_gets_few_links_and_strangers_use_up_none(
    owner: AuditingClient, known: User, sign_in: SignIn, client: AuditingClient
) -> None:
    offer(owner)
    link = f"/o/odder/people/{known.id}/link"
    stranger = sign_in(known)
    for _time in range(4):
        assert client.post(link).status_code == 302
        assert stranger.post(link).status_code == 404
    assert [owner.post(link).status_code for _time in range(4)] == [302] * 3 + [429]


def test_an_offered_role_opens_nothing(owner: AuditingClient, known: User, sign_in: SignIn) -> None:
    offer(owner)
    client = sign_in(known)
    assert client.get("/o/odder").status_code == 404
    assert client.get("/o/odder/results").status_code == 404


def test_saying_yes_gives_the_role_and_the_name(
    owner: AuditingClient, known: User, sign_in: SignIn, sent: Sent
) -> None:
    offer(owner)
    [mail] = sent()
    assert mail.to == ["hemmelig@example.org"]
    assert "http://localhost/account" in mail.body
    client = sign_in(known)
    page = re.sub(r"\s+", " ", client.get("/account").text)
    assert "Odder Kommune asks for your help" in page
    assert "Results reader" in page
    address = re.search(r'action="(/account/offers/[^"/]+)"', page)[1]
    assert client.post(address).location == "/o/odder"
    assert client.get("/o/odder/results").status_code == 200
    assert client.post(address).status_code == 404, "answered"
    assert "Kirsten Hemmeligholm" in pages(owner, known)


def test_saying_no_leaves_nothing_but_a_line_on_the_trail(
    owner: AuditingClient, organisation: Organisation, known: User, sign_in: SignIn
) -> None:
    offer(owner)
    client = sign_in(known)
    assert client.post(f"/account/offers/{organisation.id}/refusal").location == "/account"
    assert owner.get(f"/o/odder/people/{known.id}").status_code == 404
    trail = owner.get("/o/odder/trail").text
    assert "Hemmeligholm" not in trail
    assert "Somebody who never said yes" in trail
    assert audit.verify(organisation)


def test_taking_an_offer_back_does_not_tell_the_name_either(
    owner: AuditingClient, known: User
) -> None:
    offer(owner)
    removed = owner.post(f"/o/odder/people/{known.id}/removal")
    assert "Hemmeligholm" not in owner.get(removed.location).text
    assert "Hemmeligholm" not in owner.get("/o/odder/trail").text


def test_who_is_taken_back_gets_in_by_no_link_and_few_mails(
    owner: AuditingClient, client: AuditingClient, sent: Sent
) -> None:
    spellings = ["ny@example.org", "NY@example.org", " ny@example.org", "ny@Example.org "]
    answers = []
    for email in spellings:
        answers.append(owner.post("/o/odder/people/new", data={**FORM, "email": email}).status_code)
        if new := queries.find_user("ny@example.org"):
            owner.post(f"/o/odder/people/{new.id}/removal")
    assert answers == [302, 302, 302, 429]
    links = [urlsplit(re.search(r"http://\S+", mail.body)[0]).path for mail in sent()]
    assert [client.get(link).status_code for link in links] == [410] * 3


def test_another_role_before_the_answer_is_offered_too(
    owner: AuditingClient, organisation: Organisation, known: User
) -> None:
    offer(owner)
    owner.post(f"/o/odder/people/{known.id}", data={"roles": ["reader", "leader"]})
    held = db.session.scalars(select(Membership.offered_to).where(
        Membership.organisation_id == organisation.id, Membership.user_id == known.id
    )).all()  # fmt: skip
    assert held == ["Kim from the library"] * 2


def test_the_welcome_link_is_a_yes(organisation: Organisation) -> None:
    user, token = operations.add_person(
        organisation, email="ny@example.org", name="Ny", roles=[Role.READER], actor=None
    )
    assert queries.memberships_of(user) == []
    link = queries.get_welcome_link(token)
    operations.use_welcome_link(link, name="Nynne Holm", password=PASSWORD)
    assert [m.role for m in queries.memberships_of(user)] == [Role.READER]
    assert offers.to(user) == []


def test_a_first_link_is_for_who_has_never_been_in(
    organisation: Organisation, owner: AuditingClient, sent: Sent
) -> None:
    """Else it would be a way into an account that is in use, and one that lives for ten days."""
    known = UserFactory(email="wayf@example.org", last_sign_in_at=utcnow())
    MembershipFactory(user=known, role=Role.OWNER)
    owner.post("/o/odder/people/new", data={**FORM, "email": "wayf@example.org"})
    assert owner.post(f"/o/odder/people/{known.id}/link").status_code == 302
    mails = sent()
    assert [mail.to for mail in mails] == [["wayf@example.org"]] * 2
    assert not any("/welcome/" in mail.body for mail in mails)


def test_names_of_those_who_ask_are_no_password(
    organisation: Organisation, client: AuditingClient
) -> None:
    organisation.name = "Snurretop Forening"
    _user, token = operations.add_person(
        organisation, email="ny@example.org", name="Ny", roles=[Role.READER], actor=None
    )
    data = {"name": "Nynne\r\nHolm", "password": "snurretopforening"}
    assert client.post(f"/welcome/{token}", data=data).status_code == 200
    assert client.post(f"/welcome/{token}", data={**data, "password": PASSWORD}).location == "/"
    assert queries.find_user("ny@example.org").name == "Nynne Holm", "a name is one line"


def test_an_owner_who_has_not_said_yes_does_not_count_as_one(
    organisation: Organisation,
) -> None:
    [owner] = [MembershipFactory(organisation=organisation, role=Role.OWNER)]
    operations.add_person(
        organisation, email="ny@example.org", name="Ny", roles=[Role.OWNER], actor=None
    )
    with pytest.raises(LastOwner):
        operations.revoke_role(owner, actor=None)


def test_a_second_step_of_somebody_who_has_not_said_yes_is_out_of_reach(
    owner: AuditingClient, known: User
) -> None:
    offer(owner)
    assert owner.post(f"/o/odder/people/{known.id}/second-step").status_code == 404


def test_offers_are_listed_with_the_same_number_of_queries(known: User, sign_in: SignIn) -> None:
    def offered() -> None:
        operations.grant_role(
            OrganisationFactory(), known, Role.READER, actor=None, offered_to="Kim"
        )

    client = sign_in(known)
    offered()
    with count_queries() as one:
        client.get("/account")
    known = db.session.merge(known)
    offered()
    offered()
    with count_queries() as three:
        assert client.get("/account").text.count("asks for your help") == 3
    assert len(one) == len(three), three


def test_mails_about_a_place_are_in_the_organisations_own_words(
    app: Flask, owner: AuditingClient, known: User, sent: Sent
) -> None:
    [home] = db.session.scalars(select(Organisation).where(Organisation.slug == "odder"))
    home.words = {"ambassador_en": "voice", "ambassador_da": "stemme"}
    db.session.commit()
    new = {**FORM, "email": "ny@example.org"}
    assert owner.post("/o/odder/people/new", data=new).status_code == 302
    offer(owner)
    said = {mail.to[0]: f"{mail.subject} {' '.join(mail.body.split())}" for mail in sent()}
    assert "Velkommen til programmet i Odder Kommune" in said[new["email"]]
    assert "with its voice programme" in said[known.email]
    assert "mbassad" not in "".join(said.values())
    link = re.search(r"http://localhost(\S+)", said[new["email"]])[1]
    assert "Odder Kommune" in app.test_client().get(link).text
