"""What is added to the addresses links lead to, by whose rule, and what stays as it is."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from accounts.models import AuditEvent
from ambassadors.terms import operations as terms
from campaigns.tracking import addresses, operations
from campaigns.tracking.addresses import Marks
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.errors import WordUnknown
from campaigns.tracking.forms import LONGEST_RULE
from campaigns.tracking.operations import Rules
from campaigns.tracking.targets import is_safe_target
from core.db import db
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory, LinkFactory

OURS = Marks(utm_source="via", utm_medium="", utm_content="{channel}-{code}")


@pytest.mark.parametrize(
    ("landing", "target"),
    [
        (
            "https://via.dk/hus",
            "https://via.dk/hus?utm_source=via&utm_campaign=foraar&utm_content=poster-KVARTA&ref=KVARTA",
        ),
        (
            "https://via.dk/hus?utm_source=avis&x=%20a+b&tom#tid",
            "https://via.dk/hus?utm_source=avis&x=%20a+b&tom&utm_campaign=foraar"
            "&utm_content=poster-KVARTA&ref=KVARTA#tid",
        ),
        ("https://via.dk/?ref=dem", "https://via.dk/?ref=dem&utm_source=via&utm_campaign=foraar"
         "&utm_content=poster-KVARTA"),
        ("/e/aabent-hus", "/e/aabent-hus?code=KVARTA"),
    ],
)  # fmt: skip
def test_a_rule_adds_and_never_overwrites(landing, target):
    campaign = CampaignFactory.build(landing_address=landing, slug="foraar")
    poster = LinkChannel.POSTER
    assert addresses.target_of(campaign, "KVARTA", OURS, channel=poster) == target


def test_the_longest_rules_there_are_still_lead_on():
    landing = f"https://via.dk/{'x' * 485}"
    campaign = CampaignFactory.build(landing_address=landing, slug="f" * 80)
    for rule in ("🌻" * LONGEST_RULE, "{campaign}" * (LONGEST_RULE // len("{campaign}"))):
        marks = Marks(**dict.fromkeys(Marks().by_name, rule))
        assert is_safe_target(addresses.target_of(campaign, "KVARTA", marks))


def test_a_campaign_follows_its_organisation_until_it_has_rules_of_its_own(app, client):
    actor = UserFactory()
    link = LinkFactory(code="KVARTA", participation__campaign__landing_address="https://via.dk/")
    campaign = link.participation.campaign
    organisation = campaign.organisation
    operations.save_rules(organisation, Rules(marks=OURS), campaign=None, actor=actor)
    assert "utm_source=via" in link.target
    own = Rules(marks=Marks(utm_source="eget"))
    operations.save_rules(organisation, own, campaign=campaign, actor=actor)
    operations.save_rules(organisation, Rules(), campaign=None, actor=actor)
    db.session.commit()
    assert "utm_source=eget" in link.target
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.position)).all()
    assert [one.action for one in events] == ["link_rules_changed"] * 3
    assert events[1].after["utm_source"] == "eget"


def test_a_word_that_cannot_be_filled_in_is_refused_on_its_field(app):
    campaign = CampaignFactory()
    rules = Rules(marks=Marks(utm_content="{name}"))
    with pytest.raises(WordUnknown) as refused:
        operations.save_rules(campaign.organisation, rules, campaign=campaign, actor=UserFactory())
    assert refused.value.field == "utm_content"


def test_a_link_of_somebody_who_has_left_names_no_code(app):
    link = LinkFactory(
        code="KVARTA", participation__campaign__landing_address="https://via.dk/?a=b"
    )
    ambassador, before = link.participation.ambassador, link.target
    operations.retarget(link.participation.campaign)
    theirs = link.target
    assert "ref=KVARTA" in theirs
    terms.leave(ambassador, at=datetime.now(UTC))
    assert link.target == theirs.replace("&ref=KVARTA", "") != before
    terms.come_back(ambassador, at=datetime.now(UTC))
    assert link.target == theirs


def test_another_landing_address_is_on_the_trail_with_both(app):
    link = LinkFactory(participation__campaign__landing_address="https://via.dk/new")
    actor = UserFactory()
    operations.retarget(link.participation.campaign, before="https://via.dk/old", actor=actor)
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id) == ("links_redirected", actor.id)
    assert event.before == {"landing_address": "https://via.dk/old"}
    assert event.after == {"landing_address": "https://via.dk/new", "links": 1}
