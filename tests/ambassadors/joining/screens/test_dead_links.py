"""A link that is used, withdrawn or too old says what to do."""

from datetime import timedelta

import pytest

from ambassadors.enums import CohortStatus
from ambassadors.models import Ambassador
from core.db import utcnow
from tests.ambassadors.joining.screens.acts import PASSWORD, account, count, url
from tests.factories.ambassadors import CohortFactory
from tests.factories.joining import InvitationFactory


def test_used_link_from_another_device(app, client, halfway):
    account(client)
    stranger = app.test_client()

    for response in (stranger.get(url()), account(stranger, password="a stranger's guess at it")):
        assert response.status_code == 410
        assert 'href="/sign-in"' in response.text
    assert count(Ambassador) == 1


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


def test_no_policy_no_way_in(client, app):
    InvitationFactory(cohort=CohortFactory(), token="door", draft={"old_enough": True})

    assert client.get(url("policy")).status_code == 404
