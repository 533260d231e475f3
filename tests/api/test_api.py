"""The API: keys, campaigns, results and the document."""

import uuid
from datetime import date, timedelta

import pytest
from flask import Flask

from accounts import keys
from accounts.models import ApiToken, Organisation
from campaigns.enums import CampaignStatus, OutcomeKind
from campaigns.models import Campaign, CampaignDay, Goal
from campaigns.outcomes.enums import Source
from campaigns.outcomes.models import GoalSource
from core.db import db, utcnow
from tests.client import AuditingClient
from tests.factories.accounts import OrganisationFactory
from tests.queries import count_queries


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def key(organisation: Organisation) -> tuple[ApiToken, str]:
    return keys.create_token(organisation, name="BI", actor=None)


@pytest.fixture
def headers(key: tuple[ApiToken, str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {key[1]}"}


def make_campaign(organisation: Organisation, name: str = "Åbent hus") -> Campaign:
    campaign = Campaign(
        organisation=organisation,
        name_da=name,
        slug=name.lower().replace(" ", "-"),
        status=CampaignStatus.LIVE,
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 3, 31),
        goals=[
            Goal(position=1, outcome_kind=OutcomeKind.EVENT_SIGN_UPS, target=300),
            Goal(position=2, outcome_kind=OutcomeKind.CONVERSATIONS, target=50),
        ],
    )
    db.session.add(campaign)
    db.session.flush()
    for day, clicks in ((date(2026, 2, 3), 40), (date(2026, 2, 4), 2)):
        db.session.add(
            CampaignDay(
                campaign_id=campaign.id, day=day, clicks=clicks, conversations=3, sign_ups=5,
                confirmed=2, posts=1,
            )
        )  # fmt: skip
    db.session.add(GoalSource(goal_id=campaign.goals[0].id, source=Source.LINK, sign_ups=10))
    return campaign


def test_campaigns_of_the_keys_organisation_only(
    client: AuditingClient, organisation: Organisation, headers: dict[str, str]
) -> None:
    campaign = make_campaign(organisation)
    make_campaign(OrganisationFactory(), "Et andet sted")
    answer = client.get("/api/v1/campaigns", headers=headers)
    assert answer.json == [
        {
            "id": str(campaign.id),
            "name_da": "Åbent hus",
            "name_en": "",
            "status": "live",
            "starts_on": "2026-02-01",
            "ends_on": "2026-03-31",
            "goals": [
                {"kind": "event_sign_ups", "target": 300},
                {"kind": "conversations", "target": 50},
            ],
        }
    ]


def test_results_are_totals_without_names(
    client: AuditingClient, organisation: Organisation, headers: dict[str, str]
) -> None:
    campaign = make_campaign(organisation)
    make_campaign(organisation, "En anden")
    answer = client.get(f"/api/v1/campaigns/{campaign.id}/results", headers=headers).json
    as_of = answer.pop("as_of")
    assert as_of.endswith("+00:00")
    assert answer == {
        "id": str(campaign.id),
        "name_da": "Åbent hus",
        "name_en": "",
        "status": "live",
        "starts_on": "2026-02-01",
        "ends_on": "2026-03-31",
        "goals": [
            {"kind": "event_sign_ups", "target": 300, "reached": 10},
            {"kind": "conversations", "target": 50, "reached": 6},
        ],
        "ladder": {"clicks": 42, "conversations": 6, "sign_ups": 10, "confirmed": 4},
        "posts": 2,
    }


def test_a_list_takes_the_same_number_of_queries(
    client: AuditingClient, organisation: Organisation, headers: dict[str, str]
) -> None:
    make_campaign(organisation)
    with count_queries() as one:
        assert len(client.get("/api/v1/campaigns", headers=headers).json) == 1
    organisation = db.session.merge(organisation)
    for name in ("To", "Tre"):
        make_campaign(organisation, name)
    with count_queries() as three:
        assert len(client.get("/api/v1/campaigns", headers=headers).json) == 3
    assert len(one) == len(three), three


def test_a_campaign_of_another_organisation_is_not_found(
    client: AuditingClient, organisation: Organisation, headers: dict[str, str]
) -> None:
    foreign = make_campaign(OrganisationFactory())
    for campaign_id in (foreign.id, uuid.uuid4()):
        answer = client.get(f"/api/v1/campaigns/{campaign_id}/results", headers=headers)
        assert (answer.status_code, answer.json) == (404, {"code": 404, "status": "Not Found"})


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "Bearer 🐎", "Bearer " + "x" * 5000]
)
def test_without_a_valid_key_the_answer_is_401(
    client: AuditingClient, organisation: Organisation, sent: str
) -> None:
    answer = client.get(
        "/api/v1/campaigns", headers={"Authorization": sent.encode().decode("latin1")}
    )
    assert (answer.status_code, answer.json["code"]) == (401, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_or_old_key_is_dead_at_once(
    client: AuditingClient, key: tuple[ApiToken, str], headers: dict[str, str]
) -> None:
    assert client.get("/api/v1/campaigns", headers=headers).status_code == 200
    keys.revoke_token(key[0], actor=None)
    assert client.get("/api/v1/campaigns", headers=headers).status_code == 401
    key[0].revoked_at = None
    key[0].expires_at = utcnow() - timedelta(seconds=1)
    assert client.get("/api/v1/campaigns", headers=headers).status_code == 401


def test_a_key_opens_no_pages(
    client: AuditingClient, organisation: Organisation, headers: dict[str, str]
) -> None:
    assert client.get("/account", headers=headers).status_code == 302


def test_the_document_describes_every_address(client: AuditingClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {
        "/api/v1/campaigns",
        "/api/v1/campaigns/{campaign_id}/results",
        "/api/v1/campaigns/{campaign_id}/outcomes",
        "/api/v1/kits",
        "/api/v1/kits/{kit_id}",
    }
    assert document["security"] == [{"key": []}]


def test_other_pages_keep_their_own_errors(client: AuditingClient) -> None:
    assert client.get("/no-such-page").mimetype == "text/html"
