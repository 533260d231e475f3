"""The last screen: an account of one’s own, new or known."""

from sqlalchemy import select

from accounts.models import User
from accounts.passwords import hashed
from ambassadors.models import Ambassador
from core.db import db
from tests.ambassadors.joining.screens.acts import PASSWORD, account, count, url
from tests.factories.accounts import UserFactory


def test_weak_password_keeps_the_name(client, halfway):
    response = account(client, password="sofie")

    assert response.status_code == 200
    assert 'value="Sofie Holm"' in response.text
    assert count(User) == 0


def test_known_address_enters_with_its_own_password(client, halfway):
    user = UserFactory(email="sofie@example.org", password=hashed(PASSWORD))

    wrong = account(client, password="something else altogether")
    assert wrong.status_code == 200
    assert count(Ambassador) == 0

    assert account(client).location == "/my"
    assert db.session.scalars(select(Ambassador)).one().user_id == user.id


def test_known_address_without_password_gets_one(client, halfway):
    user = UserFactory(email="sofie@example.org")

    assert account(client).location == "/my"
    db.session.refresh(user)
    assert user.verify_and_update_password(PASSWORD)


def test_closed_account_cannot_join(client, halfway):
    UserFactory(email="sofie@example.org", password=hashed(PASSWORD), active=False)

    assert account(client).status_code == 200
    assert count(Ambassador) == 0


def test_signed_in_person_only_confirms(sign_in, halfway):
    user = UserFactory(email="sofie@example.org", password=hashed(PASSWORD))
    client = sign_in(user)

    assert 'type="password"' not in client.get(url("account")).text
    assert client.post(url("account")).location == "/my"
    assert db.session.scalars(select(Ambassador)).one().user_id == user.id


def test_somebody_elses_session_does_not_take_the_place(sign_in, halfway):
    client = sign_in(UserFactory(email="other@example.org"))

    assert 'type="password"' in client.get(url("account")).text
    account(client)
    assert db.session.scalars(select(Ambassador)).one().user.email == "sofie@example.org"


def test_password_tries_are_limited(client, halfway):
    UserFactory(email="sofie@example.org", password=hashed(PASSWORD))

    answers = [account(client, password=f"guess number {n} of many").status_code for n in range(12)]

    assert answers == [200] * 10 + [429] * 2


def test_password_tries_with_a_used_link_are_limited(app, client, halfway):
    account(client)
    stranger = app.test_client()

    answers = [account(stranger, password=f"guess number {n}").status_code for n in range(12)]

    assert answers == [410] * 10 + [429] * 2
