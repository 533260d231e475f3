"""Where every click comes from: the pages of organisers and readers, and who may see them."""

import csv
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent, Membership
from campaigns import recounting
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign, CampaignDay, ParticipationWeek
from campaigns.outcomes.events.enums import EventStatus
from campaigns.tracking import counting, poster
from campaigns.tracking.counting import KnownLink
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.models import Link, LinkDay, LinkQuarter, LinkTotal
from core import documents
from core.db import db
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.campaigns import CampaignFactory, EventFactory, LinkFactory
from tests.queries import count_queries

DAY = date(2026, 11, 20)


def follow(link: Link, **numbers: int) -> None:
    known = KnownLink(
        link.id, link.campaign_id, link.participation_id, link.channel, "Europe/Copenhagen", DAY
    )
    counting.add({(known, DAY): counting.Counter(numbers)})


@pytest.fixture
def link(app) -> Link:
    made: Link = LinkFactory(code="KVARTA")
    made.participation.ambassador.user.name = "Kim Holm"
    follow(made, clicks=7, previews=2, robots=1)
    poster = LinkFactory(participation=made.participation, channel=LinkChannel.POSTER)
    follow(poster, clicks=3, late=4)
    db.session.commit()
    return made


def member(link: Link, role: Role) -> Membership:
    campaign = link.participation.campaign
    made: Membership = MembershipFactory(
        organisation=campaign.organisation, role=role, user__locale="en"
    )
    campaign.readers.append(made)
    db.session.commit()
    return made


def test_a_reader_sees_which_days_and_channels_add_up_to_the_clicks(link, sign_in):
    campaign = link.participation.campaign
    reader = member(link, Role.READER)
    browser = sign_in(reader.user)
    base = f"/o/{campaign.organisation.slug}/results/{campaign.id}"
    assert f"{base}/clicks" in browser.get(base).text
    page = browser.get(f"{base}/clicks").text
    assert "Where 10 clicks come from" in page
    for said in ("Instagram", "Poster", "After the end", "60 clicks or more", "midnight in"):
        assert said in page
    unit, other = (UnitFactory(organisation=campaign.organisation) for _one in range(2))
    link.participation.ambassador.unit = other
    elsewhere = LinkFactory(participation__campaign=campaign)
    elsewhere.participation.ambassador.unit = unit
    follow(elsewhere, clicks=5, robots=1)
    reader.units = [unit]
    db.session.commit()
    assert f"{base}/clicks" in browser.get(base).text
    part = browser.get(f"{base}/clicks").text
    assert "Where 5 clicks come from" in part
    assert "You see the clicks of your own units" in part
    assert "Poster" not in part
    reader.units = []
    db.session.commit()
    assert "Where 15 clicks come from" in browser.get(f"{base}/clicks").text


def test_an_organiser_finds_a_link_by_name_code_or_whole_address(link, sign_in):
    campaign = link.participation.campaign
    other = LinkFactory(code="FREMED", participation__campaign=campaign)
    browser = sign_in(member(link, Role.ORGANISER).user)
    path = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/links"
    assert "10 clicks through links" in browser.get(path).text
    for words in ("kim", "kvarta", "https://x.dk/r/KVARTA"):
        found = browser.get(path, query_string={"words": words}).text
        assert "KVARTA" in found
        assert "FREMED" not in found
    posters = browser.get(path, query_string={"channel": "poster"}).text
    assert "KVARTA" not in posters
    assert "Kim Holm" in posters
    assert "No link fits" in browser.get(path, query_string={"words": "100%"}).text
    elsewhere = CampaignFactory(organisation=campaign.organisation)
    away = f"/o/{campaign.organisation.slug}/campaigns/{elsewhere.id}/links/{other.id}"
    assert browser.get(away).status_code == 404


def test_the_list_costs_the_same_at_one_and_three_links(link, sign_in):
    campaign_id, slug = link.campaign_id, link.participation.campaign.organisation.slug
    browser = sign_in(member(link, Role.ORGANISER).user)
    path = f"/o/{slug}/campaigns/{campaign_id}/links"
    browser.get(path)
    with count_queries() as few:
        browser.get(path)
    for _ in range(2):
        campaign = db.session.get_one(Campaign, campaign_id)
        follow(LinkFactory(participation__campaign=campaign), clicks=1)
    db.session.commit()
    with count_queries() as more:
        assert "12 clicks" in browser.get(path).text
    assert len(few) == len(more) <= 15, more


def test_a_burst_says_when_how_many_and_what_to_do(link, sign_in):
    campaign = link.participation.campaign
    at = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    for minutes, clicks in ((0, 61), (15, 59)):
        starts_at = at + timedelta(minutes=minutes)
        db.session.add(
            LinkQuarter(
                campaign_id=campaign.id, link_id=link.id, starts_at=starts_at, clicks=clicks
            )
        )
    page = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/links"
    browser = sign_in(member(link, Role.ORGANISER).user)
    for path in (page, f"{page}/{link.id}"):
        text = browser.get(path).text
        assert "61 clicks within a quarter of an hour" in text
        assert "59 clicks" not in text
        assert "Ask the ambassador" in text


def test_a_burst_is_set_aside_with_a_reason_everybody_sees_and_counted_again(link, sign_in):
    campaign = link.participation.campaign
    starts_at = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    follow(link, clicks=80)
    quarter = LinkQuarter(campaign_id=campaign.id, link_id=link.id, starts_at=starts_at, clicks=80)
    db.session.add(quarter)
    organiser, reader = member(link, Role.ORGANISER), member(link, Role.READER)
    base = f"/o/{campaign.organisation.slug}"
    links = f"{base}/campaigns/{campaign.id}/links"
    clicks, act = f"{base}/results/{campaign.id}/clicks", f"{links}/bursts/{quarter.id}"

    def numbers() -> tuple[int, ...]:
        db.session.expire_all()
        days = db.session.scalars(select(LinkDay)).all()
        total = db.session.scalars(select(LinkTotal).where(LinkTotal.link_id == link.id)).one()
        days_of_campaign = db.session.scalars(select(CampaignDay)).all()
        weeks = db.session.scalars(select(ParticipationWeek)).all()
        assert recounting.differing() == []
        assert sum(day.clicks for day in days) == link.participation.clicks
        assert sum(day.clicks for day in days_of_campaign) == link.participation.clicks
        assert sum(week.clicks for week in weeks) == link.participation.clicks
        return link.participation.clicks, total.clicks, total.set_aside

    browser = sign_in(organiser.user)
    assert numbers() == (90, 87, 0)
    for why in (" ", "Ask freja@example.dk", "010190-1234 did it"):
        browser.post(act, data={"why": why})
        assert numbers() == (90, 87, 0)  # not without a reason, nor with somebody in it
    later = starts_at + timedelta(minutes=15)
    quiet = LinkQuarter(campaign_id=campaign.id, link_id=link.id, starts_at=later, clicks=5)
    db.session.add(quiet)
    db.session.commit()
    gone = browser.post(f"{links}/bursts/{quiet.id}", data={"why": "They are not wanted"})
    assert (gone.status_code, numbers()) == (404, (90, 87, 0))  # only bursts
    for _twice in range(2):
        browser.post(act, data={"why": "A program at the school tried all links"})
        assert numbers() == (10, 7, 80)
    assert "80 are set aside" in browser.get(links).text
    listed = list(csv.DictReader(browser.get(f"{links}.csv").text.splitlines(), delimiter=";"))
    assert ("KVARTA", "7", "80") in {
        (one["Code"], one["Clicks"], one["Set aside"]) for one in listed
    }
    read = sign_in(reader.user).get(clicks).text
    assert "Where 10 clicks come from" in read
    assert "80 clicks are set aside and in none of the numbers" in read
    assert "A program at the school" in read
    for _twice in range(2):
        browser.post(f"{act}/counting")
        assert numbers() == (90, 87, 0)
    acts = db.session.scalars(
        select(AuditEvent.action)
        .where(AuditEvent.action.like("clicks_%"))
        .order_by(AuditEvent.created_at, AuditEvent.id)
    ).all()
    assert sorted(acts) == ["clicks_counted_again", "clicks_set_aside"]
    db.session.get_one(Campaign, campaign.id).status = CampaignStatus.ARCHIVED
    db.session.commit()
    browser.post(act, data={"why": "Too late"})
    assert numbers() == (90, 87, 0)


def test_a_link_for_another_channel_is_made_once(link, sign_in):
    part = link.participation
    browser = sign_in(part.ambassador.user)
    path = f"/my/links/new/{part.id}"
    assert 'value="linkedin"' in browser.get(path).text
    assert 'value="instagram"' not in browser.get(path).text  # she has that one
    for _ in range(2):
        browser.post(path, data={"channel": "linkedin"})
    made = db.session.query(Link).filter_by(participation_id=part.id, channel="linkedin").all()
    assert len(made) == 1
    own = browser.get(f"/my/links/{link.id}")
    assert "7" in own.text
    assert f"/my/links/{made[0].id}" in own.text


def test_a_poster_says_when_and_where_the_event_is(link, monkeypatch):
    drawn: list[Any] = []
    monkeypatch.setattr(documents, "draw", lambda _path, words: drawn.append(words["lines"]))
    campaign = link.participation.campaign
    poster.draw(link, poster.Paper.A4, "en")
    event = EventFactory(
        campaign=campaign,
        place="Gasværksvej 10",
        starts_at=datetime(2026, 11, 26, 14, tzinfo=UTC),
        ends_at=datetime(2026, 11, 26, 17, tzinfo=UTC),
    )
    for language in ("da", "en"):
        poster.draw(link, poster.Paper.A4, language)
    event.status = EventStatus.CANCELLED
    poster.draw(link, poster.Paper.A4, "en")
    last, danish, english, again = drawn
    assert last[0].startswith("Until ")
    assert again == last
    assert danish[0].startswith("Torsdag 26. november")
    assert "15.00" in danish[0]
    assert english[0].startswith("Thursday 26 November")
    assert [danish[1], english[1]] == ["Gasværksvej 10"] * 2


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_a_poster_is_a_tagged_pdf_in_the_language_asked_for(link, sign_in, paper):
    link.participation.campaign.name_en = "Open day"
    db.session.commit()
    browser = sign_in(link.participation.ambassador.user)
    answer = browser.get(f"/my/links/{link.id}/poster.pdf?paper={paper}&language=en")
    assert answer.mimetype == "application/pdf"
    assert f"poster-KVARTA-{paper}-en.pdf" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"%PDF")
    assert b"/MarkInfo" in answer.data
    assert b"/Lang" in answer.data
