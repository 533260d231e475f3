"""An address is changed by whoever reads the mail to the new one."""

from flask import Flask

from accounts.models import User
from tests.accounts.mailed_links.acts import Sent, SignIn, ask, is_in, link_in
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory


def test_an_address_is_changed_by_a_link_to_the_new_one(
    client: AuditingClient, person: User, sent: Sent, sign_in: SignIn
) -> None:
    here = sign_in(person)
    assert "anna@example.org" in here.get("/account/email").text
    asked = here.post("/account/email", data={"email": "Anna.Holm@Example.com"})
    assert asked.location == "/account"
    assert person.email == "anna@example.org"
    to_new, to_old = sent()
    assert (to_new.to, to_old.to) == (["anna.holm@example.com"], ["anna@example.org"])
    assert "anna.holm@example.com" in to_old.body
    link = link_in(to_new)
    assert "/account/email/" not in to_old.body, "the old address cannot confirm"
    assert client.get(link).status_code == 302, "only who asked can confirm"
    assert here.get(link).status_code == 200
    assert person.email == "anna@example.org", "looking changes nothing"
    assert here.post(link).location == "/account"
    assert person.email == "anna.holm@example.com"
    assert [mail.to for mail in sent()[2:]] == [["anna@example.org"], ["anna.holm@example.com"]]
    assert is_in(here)
    assert here.post(link).status_code == 410


def test_another_persons_link_changes_nothing(person: User, sent: Sent, sign_in: SignIn) -> None:
    sign_in(person).post("/account/email", data={"email": "anna.holm@example.com"})
    stranger = UserFactory()
    assert sign_in(stranger).post(link_in(sent()[0])).status_code == 410
    assert stranger.email != "anna.holm@example.com"


def test_an_address_somebody_has_is_answered_alike_and_not_mailed(
    person: User, sent: Sent, sign_in: SignIn
) -> None:
    UserFactory(email="taken@example.org")
    here = sign_in(person)
    pages = []
    for email in ("taken@example.org", "fresh@example.org"):
        assert here.post("/account/email", data={"email": email}).location == "/account"
        text = here.get("/account").text.replace(email, "X")
        pages.append([line for line in text.splitlines() if "csrf_token" not in line])
    assert pages[0] == pages[1]
    assert sorted(mail.to[0] for mail in sent()) == ["anna@example.org", "fresh@example.org"]


def test_an_address_taken_in_the_meantime_stays_with_its_owner(
    person: User, sent: Sent, sign_in: SignIn
) -> None:
    here = sign_in(person)
    here.post("/account/email", data={"email": "new@example.org"})
    link = link_in(sent()[0])
    UserFactory(email="new@example.org")
    assert here.post(link).status_code == 410
    assert person.email == "anna@example.org"


def test_links_to_the_old_address_die_with_it(
    app: Flask, client: AuditingClient, person: User, sent: Sent, sign_in: SignIn
) -> None:
    here = sign_in(person)
    here.post("/account/email", data={"email": "new@example.org"})
    confirm = link_in(sent()[0])
    ask(client, "/forgotten-password")
    to_reset = link_in(sent()[-1])
    here.post(confirm)
    assert client.get(to_reset).status_code == 410


def test_few_addresses_can_be_tried(person: User, sign_in: SignIn) -> None:
    here = sign_in(person)
    tried = [here.post("/account/email", data={"email": f"a{n}@example.org"}) for n in range(4)]
    assert [answer.status_code for answer in tried] == [302, 302, 302, 429]
