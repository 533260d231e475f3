"""Codes somebody chooses: who may, which ones, and what becomes of the one before."""

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent
from campaigns.models import Participation
from campaigns.tracking import jobs, operations
from campaigns.tracking.errors import (
    CodeReserved,
    CodeRude,
    CodeTaken,
    CodeUnfit,
    OwnCodesClosed,
    TooManyCodes,
)
from campaigns.tracking.models import Link, LinkDay
from campaigns.tracking.operations import Rules
from campaigns.tracking.queries import find_link
from core.db import db
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.campaigns import LinkFactory

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1"}


def choose(link: Link, code: str, *, is_organiser: bool = True) -> None:
    operations.choose_code(link, code, actor=UserFactory(), is_organiser=is_organiser)


def test_the_code_before_leads_on_and_counts(app, client):
    link = LinkFactory(code="KVARTA")
    choose(link, "summer26")
    db.session.commit()
    assert (link.code, [one.code for one in link.former_codes]) == ("SUMMER26", ["KVARTA"])
    assert link.target.endswith("code=SUMMER26")
    for code in ("SUMMER26", "KVARTA"):
        assert client.get(f"/r/{code}", headers=PHONE).location == link.target
        assert find_link(code) is link
    jobs.fold_clicks()
    part = db.session.get_one(Participation, link.participation_id)
    db.session.refresh(part)
    assert part.clicks == 2
    assert [day.clicks for day in db.session.scalars(select(LinkDay))] == [2]


def test_going_back_to_a_former_code_is_no_new_one(app):
    link = LinkFactory(code="KVARTA")
    for code in ("SUMMER", "KVARTA", "SUMMER", "SUMMER"):
        choose(link, code)
    db.session.commit()
    assert (link.code, [one.code for one in link.former_codes]) == ("SUMMER", ["KVARTA"])
    for number in range(2, 6):
        choose(link, f"SUMMER{number}")
    with pytest.raises(TooManyCodes):
        choose(link, "SUMMER6")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("ABC", CodeUnfit),
        ("SOMMER", CodeUnfit),
        ("ÅBENT", CodeUnfit),
        ("A-B-C-D", CodeUnfit),
        ("KUSSE", CodeRude),
        ("STAFF2", CodeReserved),
        ("TAKEN2", CodeTaken),
        ("EARNED", CodeTaken),
    ],
)
def test_a_code_that_will_not_do_is_refused(app, typed, refusal):
    other, link = LinkFactory(code="EARNED"), LinkFactory(code="KVARTA")
    choose(other, "TAKEN2")
    with pytest.raises(refusal) as refused:
        choose(link, typed)
    assert (refused.value.field, link.code) == ("code", "KVARTA")


def test_ambassadors_choose_only_where_they_may(app, sign_in):
    link = LinkFactory(code="KVARTA")
    campaign, user = link.participation.campaign, link.participation.ambassador.user
    with pytest.raises(OwnCodesClosed):
        choose(link, "SUMMER", is_organiser=False)
    browser = sign_in(user)
    assert "SUMMER" not in browser.get(f"/my/links/{link.id}").text
    organisation = campaign.organisation
    operations.save_rules(organisation, Rules(own_codes=True), campaign=campaign, actor=user)
    db.session.commit()
    assert "SUMMER" in browser.get(f"/my/links/{link.id}").text
    refused = browser.post(f"/my/links/{link.id}/code", data={"code": "RUNK22"})
    assert 'aria-invalid="true"' in refused.text
    browser.post(f"/my/links/{link.id}/code", data={"code": "SUMMER"})
    assert db.session.get_one(Link, link.id).code == "SUMMER"


def test_an_organiser_gives_a_code_and_the_trail_says_so(app, sign_in):
    link = LinkFactory(code="KVARTA")
    campaign = link.participation.campaign
    member = MembershipFactory(organisation=campaign.organisation, role=Role.ORGANISER)
    page = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/links/{link.id}"
    browser = sign_in(member.user)
    browser.post(f"{page}/code", data={"code": "summer"})
    assert "KVARTA" in browser.get(page).text  # among those it had before
    event = db.session.scalars(select(AuditEvent).filter_by(action="link_code_chosen")).one()
    assert (event.before, event.after) == ({"code": "KVARTA"}, {"code": "SUMMER"})
