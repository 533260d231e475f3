"""A kit in the hand (A3), and a picture of one's own that others use (A7)."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from accounts import passwords
from accounts.enums import Role
from ambassadors.models import Ambassador as Place
from core import jobs
from core.db import db
from media.kits.contributions.models import Contribution
from media.kits.models import Kit, KitVariant
from media.kits.own_words import own_percent
from media.kits.reception import operations as reception
from media.kits.reception.enums import FetchWay
from media.library import operations as library
from media.library import uploads
from media.library.enums import Recognisable
from media.library.models import Asset
from media.library.operations import Origin
from tests.factories.accounts import OrganisationFactory, UnitFactory, UserFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    PolicyAcceptanceFactory,
)
from tests.factories.campaigns import CampaignFactory, LinkFactory, ParticipationFactory
from tests.factories.media import CaptionFactory, KitFactory, KitItemFactory
from tests.journeys.ambassador import PASSWORD, Ambassador
from tests.journeys.conftest import PHOTOS
from tests.journeys.person import DESK, Walk
from tests.journeys.staff import Staff, staff_of
from tests.media.kits.test_own_words import OURS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, LOCAL = "Hverdag på campus", "Hverdag i Holstebro"
PHONE_SHEET = """
navigator.canShare = () => true;
window.sheets = [];
navigator.share = async ({ files, ...more }) => {
  const sizes = await Promise.all(files.map(async (one) => (await createImageBitmap(one)).height));
  window.sheets.push({ types: files.map((one) => one.type), sizes, more: Object.keys(more) });
};
"""
IS_LARGEST = """() => new Promise((done) => new PerformanceObserver((list) => {
  done(Boolean(list.getEntries().at(-1).element?.closest(".hero-picture")));
}).observe({ type: "largest-contentful-paint", buffered: true }))"""
PAGE_BYTES = """() => [...performance.getEntriesByType("navigation"),
  ...performance.getEntriesByType("resource").filter((one) => !one.name.includes("/files/"))]
  .reduce((bytes, one) => bytes + one.encodedBodySize, 0)"""
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('drafts:'))"


def seed(slug: str, language: str) -> dict[str, str]:
    """A kit with a variant for Holstebro, Sofie there with a link, and four others."""
    organisation = OrganisationFactory(slug=slug, name="VIA Studieliv")
    cohort = CohortFactory(organisation=organisation)
    unit = UnitFactory(organisation=organisation, name="Holstebro")
    me = UserFactory(email=f"sofie@{slug}.dk", locale=language, password=passwords.hashed(PASSWORD))
    place = AmbassadorFactory(user=me, cohort=cohort, unit=unit)
    PolicyAcceptanceFactory(ambassador=place)
    kit = KitFactory(organisation=organisation, cohorts=[cohort], title_da=NAME, title_en=NAME)
    kit.variants.append(KitVariant(unit=unit, position=0, title_da=LOCAL, title_en=LOCAL))
    for code in ("da", "en"):
        CaptionFactory(kit=kit, locale=code, text=OURS + " {link}")
    for number, name in enumerate(("paint.jpg", "meadow.jpg")):
        KitItemFactory(kit=kit, asset=brought_in(organisation.id, PHOTOS / name), position=number)
    campaign = CampaignFactory(organisation=organisation, cohorts=[cohort], kits=[kit])
    LinkFactory(participation=ParticipationFactory(ambassador=place, campaign=campaign))
    for _ in range(4):
        AmbassadorFactory(cohort=cohort)
    boss = staff_of(organisation, Role.ORGANISER, name="Line", locale=language)
    db.session.commit()
    return {"kit": str(kit.id), "place": str(place.id), "me": me.email, "boss": boss}


def brought_in(organisation_id: object, photo: Path) -> Asset:
    """A real photograph; the product's worker makes its formats."""
    one = uploads.judged(photo, photo.name)
    uploads.store([one], known=())
    origin = Origin(organisation_id=organisation_id)  # type: ignore[arg-type]  # a uuid
    asset = library.take_in(origin, [one])[0].asset
    assert asset
    asset.recognisable, asset.alt_da, asset.alt_en = Recognisable.NOBODY, "Pensler", "Brushes"
    return asset


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_kit_in_the_hand_and_a_picture_of_ones_own(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]], big_photo: Path
) -> None:
    walk, app = walk_in(language)
    slug = f"hand-{language}"
    with app.app_context():
        seeded = seed(slug, language)
        jobs.run_all()
    sofie = Ambassador(walk, is_mobile=True)
    sofie.context.add_init_script(PHONE_SHEET)
    come_back_to(sofie, f"/my/kits/{seeded['kit']}", seeded["me"])
    is_light_and_leads_with_the_picture(sofie)
    share_in_three_taps(sofie)
    own_words(sofie)
    on_to_the_log(sofie)
    hands_over_to_the_phone(walk, seeded)

    send_picture(sofie, big_photo)
    boss = Staff(walk, slug)
    boss.sign_in(seeded["boss"])
    take_into_the_kit(boss)
    with app.app_context():
        others_use_it(seeded)
    used_by_four_and_taken_back(sofie)
    sign_out(sofie)
    assert walk.troubles == []


def come_back_to(me: Ambassador, path: str, email: str) -> None:
    """Who scans the code without being signed in signs in, and is where she wanted to be."""
    me.open(path)
    me.fill(email=email, password=PASSWORD)
    me.press("Sign in", within="main")
    assert me.page.url.endswith(path)
    share = me.page.locator("[data-share]").first
    me.eventually(lambda: share.count() == 1)  # the pictures are being made
    expect(share.locator("button")).to_be_visible()  # once what it shares is fetched
    me.heading(LOCAL)  # the version for where she is


def is_light_and_leads_with_the_picture(me: Ambassador) -> None:
    """All but the pictures is under 150 KB uncompressed; the largest thing painted is a WebP."""
    me.page.reload(wait_until="networkidle")
    assert me.page.evaluate(PAGE_BYTES) < 150_000
    me.page.wait_for_function(IS_LARGEST)  # once it is painted, which may take its time
    hero = me.page.locator(".hero-picture img")
    assert hero.get_attribute("sizes")
    assert str(hero.get_attribute("srcset")).count("w") >= 2
    shown = me.page.request.get(str(hero.evaluate("(one) => one.currentSrc")))
    assert shown.headers["content-type"] == "image/webp"


def share_in_three_taps(me: Ambassador) -> None:
    """From the front page: the kit, Share. Pictures only, as JPEG; the words are copied."""
    me.open("/my")
    me.follow(me.page.locator(".kits a").first)
    button = me.page.locator("[data-share] button").first
    with me.page.expect_response(lambda one: one.url.endswith("/fetches")) as noted:
        button.click()
    assert noted.value.status == 204
    me.sees("The text is copied. Paste it in Instagram.")
    (sheet,) = me.page.evaluate("window.sheets")
    assert sheet == {"types": ["image/jpeg"], "sizes": [1350], "more": []}
    copied = me.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(me.page.locator(".first-line").inner_text())


def own_words(me: Ambassador) -> None:
    """She writes her own; it is kept, counted as the server counts, and the first line stays."""
    for written in (OURS, "Onsdag i værkstedet, helt på min måde!", "Kaffe ☕️ i dåsen", ""):
        counted = me.page.evaluate(
            f"""async () => {{
              const main = document.querySelector("script[type=module]").src;
              const helper = await import(main.replace("main.js", "rewrite.js"));
              return helper.ownPercent({json.dumps(OURS)}, {json.dumps(written)});
            }}"""
        )
        assert (written, counted) == (written, own_percent(OURS, written))
    me.page.locator(".rewrite summary").click()
    me.page.locator("#own-words").fill("Lugten alene er hele turen værd.")
    line = me.page.locator(".first-line").inner_text()
    me.page.reload()
    expect(me.page.locator("#words")).to_have_text("Lugten alene er hele turen værd.")
    expect(me.page.locator("[data-own-share]")).to_have_text(me.words("All of it is yours."))
    copied = me.copy_caption()
    assert copied.startswith(f"{line}\nLugten alene er hele turen værd.")
    assert me.page.locator("#alt-text").input_value() in ("Pensler", "Brushes")
    assert "/r/" in me.own_link()
    me.look()


def on_to_the_log(me: Ambassador) -> None:
    me.press("I have posted it")
    assert me.page.locator("[name=kit]").count() == 1
    expect(me.page.locator("[name=pictures]:checked")).to_have_count(1)  # the one she shared
    me.reads(NAME)


def hands_over_to_the_phone(walk: Walk, seeded: dict[str, str]) -> None:
    """On a desk the page shows a code with its own address; on the phone it does not."""
    desk = Ambassador(walk)
    desk.page.set_viewport_size(DESK)
    desk.sign_in(seeded["me"])
    desk.open(f"/my/kits/{seeded['kit']}?version=base")
    desk.heading(NAME)
    expect(desk.page.locator("img[src$='/phone.svg']")).to_be_visible()
    desk.leave()


def send_picture(me: Ambassador, photo: Path) -> None:
    me.open("/my/kits")
    me.press("Send a picture")
    me.page.locator("[name=pictures]").set_input_files(photo)
    me.fill(idea="Engen bag skolen, mandag morgen.", credit="Sofie")
    me.tick("in_picture", "nobody")
    me.page.locator("[name=lends]").check()
    me.follow_twice(me.control("Send", within="main form.form"))
    me.sees("Thank you! Somebody looks at it and writes to you.")
    me.sees("Waiting for an answer")


def take_into_the_kit(boss: Staff) -> None:
    """Look at it, thank for it, put it into the kit, and say what it shows."""
    boss.go("/kits")
    boss.press("Sent by %(ambassadors)s", ambassadors=boss.words("ambassadors"))
    boss.follow(boss.page.locator(".kits a").first)
    boss.eventually(lambda: boss.page.locator(".hero-picture img").count() == 1)
    boss.look()
    boss.page.locator("[name=kit]").select_option(label=NAME)
    boss.fill(thanks="Sikke et lys! Tak.")
    boss.press("Thank, and use them")
    boss.sees("Thanked. The pictures are in the library.")
    boss.sees("Now say in a sentence what it shows, for those who cannot see it.")
    boss.fill(alt_da="Engen bag skolen", alt_en="The meadow behind the school")
    boss.press("Save", within="section.card")
    boss.sees("Saved.")


def others_use_it(seeded: dict[str, str]) -> None:
    """The four others save it from the kit."""
    db.session.rollback()
    kit = db.session.get_one(Kit, uuid.UUID(seeded["kit"]))
    own = Contribution.ambassador_id == uuid.UUID(seeded["place"])
    sent = db.session.scalars(select(Contribution).where(own)).one()
    others = select(Place).where(
        Place.cohort_id == sent.ambassador.cohort_id, Place.id != sent.ambassador_id
    )
    for place in db.session.scalars(others):
        taken = [sent.pictures[0].asset_id]
        reception.record_fetch(kit, place, assets=taken, way=FetchWay.SAVE)
    db.session.commit()


def used_by_four_and_taken_back(me: Ambassador) -> None:
    """The word of its use comes back to her, without names; and it is hers to take back."""
    me.open("/my/contributions")
    me.reads(
        me.words.counted(
            "Used by one other ambassador so far.",
            "Used by at least %(num)d other ambassadors so far.",
            4,
        )
    )
    me.open("/my/kits")
    me.follow(me.page.locator(".kits a").first)
    expect(me.page.locator(".thumbs li")).to_have_count(3)
    me.open("/my/contributions")
    me.control(me.words("Take back")).click()
    me.follow(me.page.locator("dialog form button").filter(visible=True))
    me.sees("Taken back. From now on nobody can fetch the pictures here.")
    me.open("/my/kits")
    me.follow(me.page.locator(".kits a").first)
    expect(me.page.locator(".thumbs li")).to_have_count(2)


def sign_out(me: Ambassador) -> None:
    """What she wrote stays on her phone until she signs out, and no longer."""
    assert len(me.page.evaluate(KEPT)) == 1
    me.open("/my/more")
    me.press("Sign out")
    assert me.page.evaluate(KEPT) == []
