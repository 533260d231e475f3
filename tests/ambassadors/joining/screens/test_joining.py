"""The five screens: from the mailed link to being in."""

import pytest
from sqlalchemy import select

from accounts.models import AuditEvent, User
from accounts.passwords import hashed
from ambassadors.enums import AmbassadorStatus, Rhythm
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador, PolicyAcceptance
from ambassadors.signals import ambassador_joined
from core.db import db, utcnow
from tests.ambassadors.joining.screens.acts import PASSWORD, account, count, url
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortTopicFactory,
    PolicyFactory,
)


def test_five_screens_make_an_ambassador(client, invitation, policy, outbox):
    topic = CohortTopicFactory(cohort=invitation.cohort)
    CohortTopicFactory(cohort=invitation.cohort)  # not chosen
    campus = UnitFactory(organisation=invitation.cohort.organisation, name="Holstebro")
    joined = []
    receive = joined.append
    ambassador_joined.connect(receive)

    assert client.get(url()).status_code == 200
    client.post(url(), data={"age": "enough"})
    client.post(url("policy"), data={"policy_id": str(policy.id)})
    where = {"function": " Pædagog ", "unit": str(campus.id)}
    client.post(url("wishes"), data={"topics": [str(topic.id)], "rhythm": "weekly", **where})
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
    assert (ambassador.function, ambassador.unit) == ("Pædagog", campus)
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


def test_unit_of_the_invitation_is_chosen_beforehand_and_may_be_taken_away(client, halfway):
    halfway.unit = UnitFactory(organisation=halfway.cohort.organisation)
    UnitFactory(name="Somewhere else altogether")  # another organisation's
    page = client.get(url("wishes")).text
    assert f'selected value="{halfway.unit.id}"' in page
    assert "Somewhere else altogether" not in page
    client.post(url("wishes"), data={"unit": ""})
    account(client)

    assert db.session.scalars(select(Ambassador)).one().unit is None


def test_everything_optional_may_stay_blank(client, halfway):
    halfway.unit = UnitFactory(organisation=halfway.cohort.organisation)
    client.post(url("wishes"), data={})
    client.post(url("ways"), data={})
    account(client)

    ambassador = db.session.scalars(select(Ambassador)).one()
    assert ambassador.rhythm is halfway.cohort.suggested_rhythm
    assert (ambassador.topics, ambassador.channels, ambassador.benefits) == ([], [], [])
    assert (ambassador.function, ambassador.unit) == ("", halfway.unit)


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


def test_sending_the_last_form_twice_joins_once(client, halfway):
    assert account(client).location == "/my"
    assert account(client).location == "/my"
    assert account(client, password="another password for it").location == "/my"  # signed in
    assert (count(Ambassador), count(PolicyAcceptance), count(User)) == (1, 1, 1)


def test_former_ambassador_can_come_back(client, halfway):
    user = UserFactory(email="sofie@example.org", password=hashed(PASSWORD))
    former = AmbassadorFactory(
        cohort=halfway.cohort, user=user, status=AmbassadorStatus.LEFT, left_at=utcnow()
    )

    account(client)

    db.session.refresh(former)
    assert (former.status, former.left_at) == (AmbassadorStatus.ACTIVE, None)
