"""The five screens: from the mailed link to being in."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEvent, User
from accounts.passwords import hashed
from ambassadors.enums import AmbassadorStatus, CohortStatus, Rhythm
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, PolicyAcceptance
from ambassadors.signals import ambassador_joined
from core.db import db, utcnow
from tests.factories.accounts import UserFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    CohortTopicFactory,
    PolicyFactory,
)
from tests.factories.joining import InvitationFactory

PASSWORD = "grøn cykel på Vestergade"


@pytest.fixture
def policy(app):
    return PolicyFactory(version=1)


@pytest.fixture
def invitation(policy):
    return InvitationFactory(cohort=policy.cohort, token="door", email="sofie@example.org")


@pytest.fixture
def halfway(invitation, policy):
    """An invitation whose first two screens are answered."""
    invitation.draft = {"old_enough": True, "policy_id": str(policy.id)}
    db.session.commit()
    return invitation


def url(screen=""):
    return f"/invitations/door/{screen}".rstrip("/")


def account(client, **changes):
    return client.post(url("account"), data={"name": "Sofie Holm", "password": PASSWORD} | changes)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_five_screens_make_an_ambassador(client, invitation, policy, outbox):
    topic = CohortTopicFactory(cohort=invitation.cohort)
    CohortTopicFactory(cohort=invitation.cohort)  # not chosen
    joined = []
    receive = joined.append
    ambassador_joined.connect(receive)

    assert client.get(url()).status_code == 200
    client.post(url(), data={"age": "enough"})
    client.post(url("policy"), data={"policy_id": str(policy.id)})
    client.post(url("wishes"), data={"topics": [str(topic.id)], "rhythm": "weekly"})
    client.post(
        url("ways"),
        data={
            "channels": ["instagram", "in_person"],
            "benefits": ["network", "difference"],
            "order": "difference,network",
        },
    )
    response = account(client)

    assert response.location == "/my"
    ambassador = db.session.scalars(select(Ambassador)).one()
    assert ambassador.user.email == "sofie@example.org"
    assert ambassador.user.name == "Sofie Holm"
    assert ambassador.user.locale == "da"
    assert ambassador.rhythm is Rhythm.WEEKLY
    assert ambassador.channels == ["instagram", "in_person"]
    assert ambassador.benefits == ["difference", "network"]
    assert ambassador.topics == [topic]
    assert not ambassador.shown_in_ranking
    assert [a.policy_id for a in ambassador.acceptances] == [policy.id]
    kept = db.session.scalars(select(Invitation)).one()
    assert (kept.ambassador_id, kept.draft) == (ambassador.id, {})
    assert kept.accepted_at is not None
    assert [a.id for a in joined] == [ambassador.id]
    assert "ambassador_joined" in db.session.scalars(select(AuditEvent.action))
    assert [mail.recipient for mail in outbox()] == ["sofie@example.org"]
    with client.session_transaction() as session:
        assert session["_user_id"] == ambassador.user.fs_uniquifier


def test_everything_optional_may_stay_blank(client, halfway):
    client.post(url("wishes"), data={})
    client.post(url("ways"), data={})
    account(client)

    ambassador = db.session.scalars(select(Ambassador)).one()
    assert ambassador.rhythm is halfway.cohort.suggested_rhythm
    assert (ambassador.topics, ambassador.channels, ambassador.benefits) == ([], [], [])


def test_skipping_screens_three_and_four(client, halfway):
    page = client.get(url("wishes"))
    assert f'href="{url("ways")}"' in page.text

    assert account(client).location == "/my"


def test_looking_at_the_link_writes_and_uses_nothing(client, invitation):
    for _visit in range(3):
        assert client.get(url()).status_code == 200
    db.session.refresh(invitation)
    assert invitation.opened_at is None
    client.post(url(), data={"age": "enough"})
    db.session.refresh(invitation)
    assert invitation.opened_at is not None


@pytest.mark.parametrize("screen", ["", "policy", "wishes", "ways", "account", "age"])
def test_pages_with_the_link_keep_it_to_themselves(client, halfway, screen):
    response = client.get(url(screen))

    assert response.status_code == 200
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]


def test_page_is_in_the_invited_persons_language(client, invitation):
    invitation.locale = "en"

    assert '<html lang="en"' in client.get(url()).text


def test_switching_language_keeps_the_place_and_the_choices(client, halfway):
    client.post(url("wishes"), data={"rhythm": "weekly"})
    response = client.post("/language", data={"language": "en", "next": url("wishes")})

    assert response.location == url("wishes")
    page = client.get(url("wishes")).text
    assert '<html lang="en"' in page
    assert "Every week" in page
    assert 'checked id="rhythm-2"' in page


def test_age_is_asked_for(client, invitation):
    response = client.post(url(), data={})

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text


def test_too_young_is_refused_kindly_and_nothing_is_kept(client, invitation):
    response = client.post(url(), data={"age": "under"})

    assert response.location == url("age")
    assert client.get(url("age")).status_code == 200
    db.session.refresh(invitation)
    assert (invitation.draft, invitation.opened_at) == ({}, None)
    assert client.get(url("wishes")).location == url()


@pytest.mark.parametrize("screen", ["wishes", "ways", "account"])
def test_policy_cannot_be_jumped(client, invitation, screen):
    invitation.draft = {"old_enough": True}

    assert client.get(url(screen)).location == url("policy")
    assert client.post(url(screen), data={"name": "S", "password": PASSWORD}).location == url(
        "policy"
    )
    assert count(Ambassador) == 0


def test_only_the_version_shown_is_accepted(client, halfway, policy):
    PolicyFactory(cohort=halfway.cohort, version=2)
    response = client.post(url("policy"), data={"policy_id": str(policy.id)})
    assert response.status_code == 200
    assert 'class="error-summary"' in response.text

    assert account(client).location == url("policy")
    assert count(Ambassador) == 0


def test_too_many_benefits(client, halfway):
    four = ["network", "recognition", "knowledge", "profile"]
    response = client.post(url("ways"), data={"benefits": four})

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text
    db.session.refresh(halfway)
    assert "benefits" not in halfway.draft


def test_topic_of_another_cohort_is_not_offered(client, halfway):
    other = CohortTopicFactory()
    response = client.post(url("wishes"), data={"topics": [str(other.id)]})

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text


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


def test_sending_the_last_form_twice_joins_once(client, halfway):
    assert account(client).location == "/my"
    assert account(client).location == "/my"
    assert account(client, password="another password for it").location == "/my"  # signed in
    assert (count(Ambassador), count(PolicyAcceptance), count(User)) == (1, 1, 1)


def test_used_link_from_another_device(app, client, halfway):
    account(client)
    stranger = app.test_client()

    for response in (stranger.get(url()), account(stranger, password="a stranger's guess at it")):
        assert response.status_code == 410
        assert 'href="/sign-in"' in response.text
    assert count(Ambassador) == 1


def test_former_ambassador_can_come_back(client, halfway):
    user = UserFactory(email="sofie@example.org", password=hashed(PASSWORD))
    former = AmbassadorFactory(
        cohort=halfway.cohort, user=user, status=AmbassadorStatus.LEFT, left_at=utcnow()
    )

    account(client)

    db.session.refresh(former)
    assert (former.status, former.left_at) == (AmbassadorStatus.ACTIVE, None)


def close(invitation):
    invitation.cohort.status = CohortStatus.ENDED


def expire(invitation):
    invitation.expires_at = utcnow() - timedelta(seconds=1)


def withdraw(invitation):
    invitation.revoked_at = utcnow()


@pytest.mark.parametrize("end", [close, expire, withdraw])
@pytest.mark.parametrize("screen", ["", "policy", "account"])
def test_dead_links_say_what_to_do(client, halfway, end, screen):
    end(halfway)

    assert client.get(url(screen)).status_code == 410
    response = client.post(url(screen), data={"age": "enough", "name": "S", "password": PASSWORD})
    assert response.status_code == 410
    assert "kontakt@example.org" in response.text
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert count(Ambassador) == 0


def test_unknown_link(client, policy):
    response = client.get("/invitations/unknown")

    assert response.status_code == 404
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_password_tries_are_limited(client, halfway):
    UserFactory(email="sofie@example.org", password=hashed(PASSWORD))

    answers = [account(client, password=f"guess number {n} of many").status_code for n in range(12)]

    assert answers == [200] * 10 + [429] * 2


def test_password_tries_with_a_used_link_are_limited(app, client, halfway):
    account(client)
    stranger = app.test_client()

    answers = [account(stranger, password=f"guess number {n}").status_code for n in range(12)]

    assert answers == [410] * 10 + [429] * 2


def test_no_policy_no_way_in(client, app):
    InvitationFactory(cohort=CohortFactory(), token="door", draft={"old_enough": True})

    assert client.get(url("policy")).status_code == 404
