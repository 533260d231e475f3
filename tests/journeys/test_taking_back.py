"""A pictured person takes her yes back from her own page: gone everywhere, and everybody told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from accounts import keys
from accounts.enums import TokenScope
from accounts.models import Organisation
from ambassadors.models import Ambassador as Place
from campaigns.models import Campaign, Participation
from campaigns.outcomes.events.models import Event
from campaigns.posts.removals import operations as removals
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core.db import db, utcnow
from media.kits.models import Kit
from media.kits.reception.enums import FetchWay
from media.kits.reception.operations import record_fetch
from media.library.enums import Recognisable
from media.library.models import Asset
from media.library.people.withdrawals.models import Withdrawal
from tests.caching import caching
from tests.factories.campaigns import (
    PostFactory,
)
from tests.inspection import Inspected
from tests.journeys.a_kit_out import DOWNLOADERS, SHOWN, Stage, in_a_bucket, seed
from tests.journeys.ambassador import Ambassador
from tests.journeys.conftest import SLUG, walking
from tests.journeys.person import PHONE, Person
from tests.journeys.staff import Owner, Staff
from tests.services import Mailbox, Running, S3Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, EMAIL, FIRST = "Sofie Dahl", "sofie@example.dk", "amb0@example.dk"
POSTS, SAID_SO = 6, 2


Seeding = Callable[[str, dict[str, str]], Stage]


@pytest.fixture
def start_seeded(
    start_tillid: Callable[..., Running],
    smtp_catcher: Mailbox,
    browser: Browser,
    inspected: Inspected,
    make_app: Callable[..., Flask],
) -> Iterator[Seeding]:
    """Return a function that starts a walk where a kit is out, and the app beside it."""
    with caching() as cache, walking(browser, inspected) as begin:

        def start(language: str, files: dict[str, str]) -> Stage:
            named = {"base_url": cache.address, "smtp_url": smtp_catcher.url, **files}
            running = start_tillid(demo=0, **named)
            cache.target = running.address
            data = running.data
            places = {"storage_url": f"file://{data / 'uploads'}", **files}
            app = make_app(f"sqlite:///{data / 'tillid.db'}", **places)
            with app.app_context():
                seed(language)
            walk = begin(replace(running, address=cache.address), smtp_catcher, language)
            return Stage(walk, app, cache, files.get("s3_endpoint", ""))

        yield start


def everybody_fetches_and_some_post() -> None:
    """Fourteen share the picture; six of them have posted since."""
    kit = db.session.scalars(select(Kit)).one()
    picture = db.session.scalars(select(Asset).where(Asset.original_name == SHOWN)).one()
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
    line.follow(line.page.get_by_role("link", name=NAME, exact=True))
    line.press("Send the link to %(address)s", address=EMAIL)
    line.sees("The question is on its way to %(address)s.", address=EMAIL)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_consent_is_taken_back(language: str, start_seeded: Seeding, s3_server: S3Server) -> None:
    stage = start_seeded(language, in_a_bucket(s3_server) if language == "en" else {})
    walk = stage.walk
    line = Staff(walk, SLUG)
    line.sign_in(f"organiser@{SLUG}.example")
    mark_and_ask(line)
    sofie = Person(walk, size=PHONE, java_script_enabled=False)
    link = sofie.mail_link(EMAIL, part="/consent/")
    sofie.open(link)
    for where in ("instagram", "website"):
        sofie.tick("channels", where)
    sofie.press("Yes, you may")
    sofie.sees("Thank you. Your answer counts from now.")
    with stage.app.app_context():
        everybody_fetches_and_some_post()
        out = what_is_out()
    kim, guest = Ambassador(walk), Person(walk, size=PHONE)
    kim.context.add_init_script("navigator.canShare = () => true;")
    kim.sign_in(FIRST)
    signed = is_everywhere(stage, out, kim, guest)

    sofie.open(link)
    sofie.control(walk.words("Take my yes back")).click()  # opens without any script
    sofie.follow(sofie.page.locator("dialog#no form button"))
    sofie.sees("It counts from now: the pictures are not used any more.")

    is_nowhere(stage, out, (kim, line, guest))
    for number in range(DOWNLOADERS):
        walk.mailbox.wait_for(f"amb{number}@example.dk")
    for address in signed:
        with pytest.raises(HTTPError, match=r"40[34]"):
            urlopen(address)

    kim.open(kim.mail_link(FIRST, part="/my/removals"))
    kim.press("I have removed it")
    kim.sees("Nothing to remove")
    with stage.app.app_context():
        three_days_pass()
    read_the_record(line)
    read_the_trail(Owner(walk, SLUG))
    foreign = f"asked another host: {stage.bucket}/" if stage.bucket else "nowhere else"
    assert [one for one in walk.troubles if foreign not in one] == []


@dataclass(frozen=True)
class Out:
    """Where the picture can be had: its files, the kit, the event, and a key for other systems."""

    files: list[str]
    kit: str
    event: str
    key: dict[str, str]


def what_is_out() -> Out:
    marked = db.session.scalars(
        select(Asset).where(Asset.recognisable == Recognisable.SOMEBODY)
    ).one()
    assert marked.original_name == SHOWN
    organisation = db.session.scalars(select(Organisation)).one()
    scope = TokenScope.READ_KITS
    _, key = keys.create_token(organisation, name="Intranet", actor=None, scope=scope)
    kit, event = db.session.scalars(select(Kit)).one(), db.session.scalars(select(Event)).one()
    files = [f"/files/{row.id}" for row in marked.renditions]
    db.session.commit()
    return Out(files, str(kit.id), f"/e/{event.slug}", {"Authorization": f"Bearer {key}"})


def pictures_of(out: Out, kim: Ambassador) -> dict[str, int]:
    """Count the pictures of the kit on its page, in its zip and as other systems read it."""
    address = f"{kim.walk.running.address}/api/v1/kits/{out.kit}"
    told = kim.context.request.get(address, headers=out.key).json()
    kim.open(f"/my/kits/{out.kit}")
    files = [name for name in kim.fetch_zip().namelist() if name.endswith("4x5.jpg")]
    # A single picture is shown without a row of small ones.
    on_page = kim.page.locator(".thumbs li").count() or kim.page.locator(".hero-picture").count()
    return {"page": on_page, "zip": len(files), "api": len(told["versions"][0]["pictures"])}


def is_everywhere(stage: Stage, out: Out, kim: Ambassador, guest: Person) -> list[str]:
    """All is there, also in caches; return the signed addresses a bucket is asked by."""
    assert pictures_of(out, kim) == {"page": 2, "zip": 2, "api": 2}
    expect(kim.page.locator("[data-share] button").first).to_be_visible()
    guest.open(out.event)
    expect(guest.page.locator("img[src*='/files/']")).to_have_count(1)
    for path in out.files:
        assert (stage.status(path, kim), stage.status(path, guest)) == (200, 200)
        assert stage.cache.has_kept(path)
    assert stage.cache.is_shared()
    if not stage.bucket:
        return []
    signed = []
    for path in out.files:
        whole = stage.walk.running.address + path
        told = kim.context.request.get(whole, max_redirects=0).headers["location"]
        assert told.startswith(stage.bucket)
        with urlopen(told) as answer:
            assert answer.status == 200
        signed.append(told)
    return signed


def is_nowhere(stage: Stage, out: Out, people: tuple[Ambassador, Staff, Person]) -> None:
    """Nothing of the product shows it at once, and after a minute no cache does either."""
    kim, _line, guest = people
    assert pictures_of(out, kim) == {"page": 1, "zip": 1, "api": 1}
    guest.open(out.event)
    expect(guest.page.locator("img[src*='/files/']")).to_have_count(0)
    stage.cache.pass_time(60)
    for path in out.files:
        assert not stage.cache.holds(path)
        assert [stage.status(path, one) for one in people] == [410, 410, 410]
    # What her own browser keeps is asked about anew by then, and goes with the answer.
    asked = "async ([path, cache]) => (await fetch(path, { cache })).status"
    with kim.expecting_refusal():
        for cache in ("no-cache", "force-cache"):
            assert kim.page.evaluate(asked, [out.files[0], cache]) == 410


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


def read_the_trail(inger: Owner) -> None:
    """The owner reads in the trail that it happened, without a name, and prints it."""
    inger.sign_in(f"owner@{SLUG}.example")
    inger.go("/trail")
    act = inger.words("Consent to pictures was taken back")
    said = inger.page.locator("main").get_by_text(act).filter(visible=True)
    inger.page.emulate_media(media="print")
    expect(said.first).to_be_visible()
    expect(inger.page.locator(".side")).to_be_hidden()
    assert NAME not in inger.page.locator("main").inner_text()
    assert inger.page.pdf().startswith(b"%PDF")
