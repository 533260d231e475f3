"""A pictured person takes her yes back from her own page: gone everywhere, and everybody told."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image, ImageOps
from playwright.sync_api import expect
from sqlalchemy import select

from accounts import passwords
from accounts.enums import Role
from ambassadors.models import Ambassador as Place
from campaigns.models import Campaign, Participation
from campaigns.posts.removals import operations as removals
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core import storage
from core.db import db, utcnow
from media.kits.models import Kit
from media.kits.reception.enums import FetchWay
from media.kits.reception.operations import record_fetch
from media.library.enums import Recognisable
from media.library.models import Asset
from media.library.people.withdrawals.models import Withdrawal
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    PolicyAcceptanceFactory,
)
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, PostFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory
from tests.journeys.ambassador import PASSWORD, Ambassador
from tests.journeys.conftest import PHOTOS, SLUG
from tests.journeys.person import PHONE, Person, Walk
from tests.journeys.staff import Staff, staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, EMAIL, FIRST = "Sofie Dahl", "sofie@example.dk", "amb0@example.dk"
DOWNLOADERS, POSTS, SAID_SO = 14, 6, 2
Seeding = Callable[[str], tuple[Walk, Callable[..., Flask]]]


@pytest.fixture
def start_seeded(start_walk: Callable[[str], Walk], make_app: Callable[..., Flask]) -> Seeding:
    """Return a function that starts a walk where a kit is out, and the app beside it."""

    def start(language: str) -> tuple[Walk, Callable[..., Flask]]:
        walk = start_walk(language)
        data = walk.running.data
        app = make_app(f"sqlite:///{data / 'tillid.db'}", storage_url=f"file://{data / 'uploads'}")
        with app.app_context():
            seed(language)
        return walk, lambda: app

    return start


def seed(language: str) -> None:
    """A kit with two real photographs, and fourteen ambassadors who may see it."""
    organisation = OrganisationFactory(slug=SLUG, name="Studieliv Holstebro")
    staff_of(organisation, Role.ORGANISER, name="Line Kjærgaard", locale=language)
    cohort = CohortFactory(organisation=organisation)
    kit = KitFactory(organisation=organisation, cohorts=[cohort])
    CaptionFactory(kit=kit, locale="da")
    CaptionFactory(kit=kit, locale="en")
    for photo in ("friends.jpg", "meadow.jpg"):
        asset = AssetFactory(organisation=organisation, renditions=True, original_name=photo)
        KitItemFactory(kit=kit, asset=asset)
        store(asset, photo)
    campaign = CampaignFactory(organisation=organisation)
    for number in range(DOWNLOADERS):
        user = UserFactory(
            name=f"Kim Holm {number}",
            email=f"amb{number}@example.dk",
            locale=language,
            password=passwords.hashed(PASSWORD) if number == 0 else None,
        )
        place = AmbassadorFactory(user=user, cohort=cohort)
        PolicyAcceptanceFactory(ambassador=place)
        ParticipationFactory(ambassador=place, campaign=campaign)
    db.session.commit()


def store(asset: Asset, photo: str) -> None:
    with Image.open(PHOTOS / photo) as opened:
        for row in asset.renditions:
            size = (max(row.width // 4, 1), max(row.height // 4, 1))
            file, kind = io.BytesIO(), row.mimetype.rpartition("/")[2].upper()
            ImageOps.fit(opened.convert("RGB"), size).save(file, kind)
            storage.save(row.storage_key, file.getvalue(), mimetype=row.mimetype)


def everybody_fetches_and_some_post() -> None:
    """Fourteen share the picture; six of them have posted since."""
    kit = db.session.scalars(select(Kit)).one()
    picture = db.session.scalars(select(Asset).where(Asset.original_name == "friends.jpg")).one()
    places = db.session.scalars(select(Place).order_by(Place.created_at)).all()
    for place in places:
        record_fetch(kit, place, assets=[picture.id], way=FetchWay.SHARE)
    campaign = db.session.scalars(select(Campaign)).one()
    for number, place in enumerate(places[:POSTS]):
        part = db.session.scalars(
            select(Participation).where(Participation.ambassador_id == place.id)
        ).one()
        at = utcnow() + timedelta(seconds=1)
        said = [picture] if number < SAID_SO else []
        PostFactory(participation=part, campaign_id=campaign.id, published_at=at, pictures=said)
    db.session.commit()


def three_days_pass() -> None:
    """All but one have answered; then nobody has for 72 hours."""
    waiting = db.session.scalars(
        select(PostRemoval).where(PostRemoval.state == RemovalState.ASKED)
    ).all()
    for one in waiting[1:]:
        removals.answer(one, RemovalState.REMOVED, actor=one.ambassador.user)
    removals.escalate(db.session.scalars(select(Withdrawal)).one())
    db.session.commit()


def mark_and_ask(line: Staff) -> None:
    """Open the picture, mark who is in it, and send her the link."""
    line.go("/library")
    line.follow(line.page.locator(".picks a.asset[href]").filter(has=line.page.locator("img")).last)
    line.tick("recognisable", "somebody")
    line.press("Save", within="section.card")
    line.press("Who can be recognised?")
    line.fill(name=NAME, email=EMAIL)
    line.page.locator("section[aria-labelledby=new] summary").click()
    line.page.locator("[data-focal-picture]").click(position={"x": 40, "y": 60})
    line.press("Mark", within="section[aria-labelledby=new]")
    line.follow(line.page.get_by_role("link", name=NAME))
    line.press("Send the link to %(address)s", address=EMAIL)
    line.sees("The question is on its way to %(address)s.", address=EMAIL)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_consent_is_taken_back(language: str, start_seeded: Seeding) -> None:
    walk, app = start_seeded(language)
    line = Staff(walk, SLUG)
    line.sign_in(f"organiser@{SLUG}.example")
    mark_and_ask(line)

    sofie = Person(walk, size=PHONE, java_script_enabled=False)
    link = sofie.mail_link(EMAIL, part="/consent/")
    sofie.open(link)
    sofie.press("Yes, you may")
    sofie.sees("Thank you. Your answer counts from now.")
    with app().app_context():
        everybody_fetches_and_some_post()
        marked = db.session.scalars(
            select(Asset).where(Asset.recognisable == Recognisable.SOMEBODY)
        ).one()
        files = [f"/files/{row.id}" for row in marked.renditions]
        assert marked.original_name == "friends.jpg"

    kim = Ambassador(walk)
    kim.sign_in(FIRST)
    statuses = [kim.context.request.get(walk.running.address + one).status for one in files]
    assert set(statuses) == {200}

    sofie.open(link)
    sofie.control(walk.words("Take my yes back")).click()  # opens without any script
    sofie.follow(sofie.page.locator("dialog#no form button"))
    sofie.sees("It counts from now: the pictures are not used any more.")

    for person in (kim, line):
        statuses = [person.context.request.get(walk.running.address + f).status for f in files]
        assert set(statuses) == {410}
    for number in range(DOWNLOADERS):
        walk.mailbox.wait_for(f"amb{number}@example.dk")

    kim.open(kim.mail_link(FIRST, part="/my/removals"))
    kim.press("I have removed it")
    kim.sees("Nothing to remove")
    with app().app_context():
        three_days_pass()
    read_the_record(line)
    assert walk.troubles == []


def read_the_record(line: Staff) -> None:
    """Fourteen told, six posts: five removed, one without an answer; and it prints."""
    line.go("/library/people")
    line.press("Withdrawals")
    line.follow(line.page.locator("main table a"))
    told = line.words.counted(
        "%(num)d ambassador is asked to remove it",
        "%(num)d ambassadors are asked to remove it",
        DOWNLOADERS,
    )
    line.reads(told)
    states = line.page.locator("section[aria-labelledby=posts] tbody .chip")
    expect(states).to_have_count(POSTS)
    shown = line.page.locator("section[aria-labelledby=posts] tbody td")
    expect(shown.get_by_text(line.words("shows it"), exact=True)).to_have_count(SAID_SO)
    expect(states.filter(has_text=line.words("removed"))).to_have_count(POSTS - 1)
    expect(states.filter(has_text=line.words("no answer for 72 hours"))).to_have_count(1)
    line.page.emulate_media(media="print")
    expect(line.page.locator(".side")).to_be_hidden()
    line.reads(told)
    line.page.emulate_media(media="screen")
    with line.page.expect_download() as fetched:
        line.control(line.words("As PDF")).click()
    assert fetched.value.path().read_bytes().startswith(b"%PDF")
