"""An ambassador's own links: the page, the code to scan, and where they lead."""

import io

import pytest
import zxingcpp
from PIL import Image

from ambassadors.models import Ambassador
from campaigns.enums import CampaignStatus
from campaigns.tracking import addresses
from core import qr
from core.db import db
from media.kits.signals import personal_link
from tests.factories.campaigns import CampaignFactory, LinkFactory, ParticipationFactory
from tests.factories.media import KitFactory
from tests.queries import count_queries


@pytest.mark.parametrize(
    ("landing", "target"),
    [
        ("/e/aabent-hus", "/e/aabent-hus?code=KVARTA"),
        (
            "https://via.dk/hus",
            "https://via.dk/hus?utm_source=tillid&utm_medium=ambassador&utm_campaign=foraar&ref=KVARTA",
        ),
        (
            "https://via.dk/hus?by=Ans&tom=#tid",
            "https://via.dk/hus?by=Ans&tom=&utm_source=tillid&utm_medium=ambassador"
            "&utm_campaign=foraar&ref=KVARTA#tid",
        ),
    ],
)
def test_a_link_leads_to_the_landing_address_with_the_code(landing, target):
    campaign = CampaignFactory.build(landing_address=landing, slug="foraar")
    assert addresses.target_of(campaign, "KVARTA") == target


def test_the_page_shows_ones_own_links_of_launched_campaigns(app, sign_in):
    link = LinkFactory(code="KVARTA")
    LinkFactory(code="FREMED")
    LinkFactory(
        code="NQBQDY",
        participation=ParticipationFactory(
            ambassador=link.participation.ambassador, campaign__status=CampaignStatus.DRAFT
        ),
    )
    page = sign_in(link.participation.ambassador.user).get("/my/links")
    assert 'value="http://localhost/r/KVARTA"' in page.text
    assert "FREMED" not in page.text
    assert "NQBQDY" not in page.text


def test_the_page_costs_the_same_at_one_and_three_links(app, sign_in):
    link = LinkFactory()
    ambassador_id = link.participation.ambassador_id
    browser = sign_in(link.participation.ambassador.user)
    browser.get("/my/links")
    with count_queries() as one:
        browser.get("/my/links")
    for _ in range(2):
        own = db.session.get_one(Ambassador, ambassador_id)
        LinkFactory(participation=ParticipationFactory(ambassador=own))
    with count_queries() as three:
        assert browser.get("/my/links").text.count("<img") == 3
    assert len(one) == len(three), three


def test_without_a_link_the_page_says_when_one_comes(app, sign_in):
    part = ParticipationFactory()
    assert "/my/kits" in sign_in(part.ambassador.user).get("/my/links").text


def test_the_printed_code_is_read_back_as_the_link(app, sign_in):
    link = LinkFactory(code="KVARTA")
    browser = sign_in(link.participation.ambassador.user)

    answer = browser.get(f"/my/links/{link.id}/qr.png")
    picture = Image.open(io.BytesIO(answer.data))

    assert answer.mimetype == "image/png"
    assert "qr-KVARTA.png" in answer.headers["Content-Disposition"]
    assert 700 <= picture.width <= 1100
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["http://localhost/r/KVARTA"]


def test_a_caption_gets_the_link_of_its_campaign_or_of_the_only_one(app):
    link = LinkFactory(code="KVARTA")
    campaign, me = link.participation.campaign, link.participation.ambassador
    ours, loose, elsewhere = KitFactory.create_batch(3, organisation=campaign.organisation)
    campaign.kits = [ours]
    CampaignFactory(organisation=campaign.organisation, kits=[elsewhere])
    db.session.commit()
    short = addresses.short_address(link)
    told = [personal_link(kit, me) for kit in (ours, loose, elsewhere)]
    assert told == [short, short, None]
    LinkFactory(participation=ParticipationFactory(ambassador=me))
    assert [personal_link(kit, me) for kit in (ours, loose)] == [short, None]


def test_the_drawn_code_has_a_quiet_zone_and_no_script(app, sign_in):
    link = LinkFactory()
    answer = sign_in(link.participation.ambassador.user).get(f"/my/links/{link.id}/qr.svg")
    assert answer.mimetype == "image/svg+xml"
    assert b"<script" not in answer.data
    assert answer.data == qr.qr_svg(addresses.short_address(link))


def test_somebody_elses_code_is_not_there(app, sign_in):
    mine, other = LinkFactory(), LinkFactory()
    browser = sign_in(mine.participation.ambassador.user)
    for name in ("qr.svg", "qr.png"):
        assert browser.get(f"/my/links/{other.id}/{name}").status_code == 404
