"""Making a kit (O4): twelve pictures, two reels, one picture held back, texts, and variants."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from accounts import keys, passwords
from accounts.enums import Role, TokenScope
from accounts.models import Organisation
from core.db import db
from media.library.enums import Recognisable, RenditionFormat
from media.library.models import Asset, Rendition
from tests.factories.accounts import OrganisationFactory, UnitFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PolicyAcceptanceFactory
from tests.factories.pictured import ConsentFactory, PersonFactory, PersonInAssetFactory
from tests.journeys.ambassador import PASSWORD, Ambassador
from tests.journeys.organiser import Organiser
from tests.journeys.person import Walk
from tests.journeys.staff import staff_of
from tests.media.kits.conftest import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAMPUSES = ("Holstebro", "Viborg", "Aarhus")
TEXTS = {
    "da": ("Tirsdag i værkstedet. Kom og se: {link}", "Sådan lyder vores gang kl. 7."),
    "en": ("Tuesday in the workshop. Come and see: {link}", "This is our corridor at seven."),
}
LOCAL = {"da": "I Holstebro er kaffen klar. {link}", "en": "Our Holstebro has coffee. {link}"}


@dataclass(frozen=True)
class Place:
    """What is there before the organiser begins."""

    slug: str
    organisation_id: UUID
    boss: str
    me: str


def seed(slug: str, language: str) -> Place:
    """Two cohorts on three campuses, an organiser, and an ambassador in Holstebro."""
    organisation = OrganisationFactory(slug=slug, name="VIA Studieliv")
    units = [UnitFactory(organisation=organisation, name=name) for name in CAMPUSES]
    cohorts = [CohortFactory(organisation=organisation) for _ in range(2)]
    me = UserFactory(email=f"ida@{slug}.dk", locale=language, password=passwords.hashed(PASSWORD))
    place = AmbassadorFactory(user=me, cohort=cohorts[0], unit=units[0])
    PolicyAcceptanceFactory(ambassador=place)
    boss = staff_of(organisation, Role.ORGANISER, name="Karen Toft", locale=language)
    db.session.commit()
    return Place(slug, organisation.id, boss, me.email)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_kit_with_a_picture_held_back_and_a_variant_for_each_campus(
    language: str,
    walk_in: Callable[[str], tuple[Walk, Flask]],
    twelve_photos: list[Path],
    two_reels: list[Path],
    drawing: Path,
) -> None:
    walk, app = walk_in(language)
    with app.app_context():
        place = seed(f"kits-{language}", language)
    karen = Organiser(walk, place.slug)
    karen.sign_in(place.boss)
    karen.bring_in_every_way(
        chosen=[*twelve_photos[:6], *two_reels],
        dropped=twelve_photos[6:10],
        pasted=twelve_photos[10:],
        refused=drawing,
    )
    karen.describe_in_turn(14)
    for photo in twelve_photos[:2]:
        give_cover(karen, photo)
    with app.app_context():
        held, headers = eight_of_nine_say_yes(place), key_for(place)
    kit = begin(karen)
    write(karen)
    frame_the_first(karen, kit)
    use_as_reels(karen, kit)
    for campus in CAMPUSES:
        give_variant(karen, kit, campus)
    publish(karen, kit)
    ida = Ambassador(walk)
    ida.sign_in(place.me)
    takes_what_is_local(ida, kit.rpartition("/")[2], held)
    is_told_without_it(ida, kit.rpartition("/")[2], held, headers)
    assert walk.troubles == []


def give_cover(karen: Organiser, photo: Path) -> None:
    """Give the first film that waits for one a cover picture."""
    karen.go("/library")
    card = karen.page.locator(".picks--library > li").filter(
        has_text=karen.words("Missing a cover picture")
    )
    karen.follow(card.locator("a.asset").first)
    karen.page.locator("[name=cover]").set_input_files(photo)
    karen.press("Use this picture")
    shapes = karen.page.locator("#asset-shapes figure")
    expect(shapes).to_have_count(4)


def key_for(place: Place) -> dict[str, str]:
    """Make a key that reads kits, as an owner does; return what to send with it."""
    organisation = db.session.get_one(Organisation, place.organisation_id)
    _, key = keys.create_token(
        organisation, name="Intranet", actor=None, scope=TokenScope.READ_KITS
    )
    db.session.commit()
    return {"Authorization": f"Bearer {key}"}


def eight_of_nine_say_yes(place: Place) -> str:
    """Describe the pictures; nine show somebody, and one has not answered: return its file."""
    assets = db.session.scalars(
        select(Asset)
        .where(Asset.organisation_id == place.organisation_id)
        .order_by(Asset.original_name)
    ).all()
    assert len(assets) == 14
    for number, asset in enumerate(assets, 1):
        asset.alt_da, asset.alt_en = f"Motiv {number}", f"Motif {number}"
        asset.recognisable = Recognisable.SOMEBODY if number <= 9 else Recognisable.NOBODY
        if number <= 9:
            person = PersonFactory(organisation=asset.organisation)
            consent = ConsentFactory(person=person) if number < 9 else None
            PersonInAssetFactory(asset=asset, person=person, consent=consent)
    db.session.commit()
    wanted = Rendition.asset_id == assets[8].id, Rendition.format == RenditionFormat.PORTRAIT
    return f"/files/{db.session.scalars(select(Rendition.id).where(*wanted)).one()}"


def begin(karen: Organiser) -> str:
    """Start the kit for both cohorts and choose all pictures; return its address."""
    karen.go("/kits")
    karen.press("Begin a kit")
    karen.fill(title_da="Hverdag på campus", title_en="Everyday on campus")
    karen.fill(starts_on=today(), ends_on=today() + timedelta(days=365))
    for box in karen.page.locator("input[name=cohorts]").all():
        box.check()
    karen.press("Begin the kit")
    kit = karen.page.url
    karen.press("Choose pictures")
    karen.fill(search="Motiv")
    karen.press("Search", within="main")
    for box in karen.page.locator("input[name=assets]").all():
        box.check()
    karen.press("Put them in the kit")
    expect(karen.page.locator("#pictures .pick")).to_have_count(14)
    moved = karen.page.locator("#pictures .pick").nth(1)
    name = moved.get_attribute("data-id")
    with karen.page.expect_response("**/order"):
        moved.locator("button[value=up]").click()
    expect(karen.page.locator("#pictures .pick").first).to_have_attribute("data-id", str(name))
    return kit


def write(karen: Organiser) -> None:
    """Two texts in each language; six hashtags and four mentions are too many."""
    karen.write_caption("da", TEXTS["da"][0], "#studieliv #holstebro")
    karen.write_caption("en", TEXTS["en"][0], "#studentlife")
    for locale, (_first, second) in TEXTS.items():
        area = karen.page.locator(f"[name='new-{locale}-text']")
        form = karen.page.locator("form").filter(has=area)
        karen.page.locator("details.suggested").filter(has=area).locator("summary").click()
        area.fill(second)
        form.locator("input[name$=mentions]").fill("@a @b @c @d")
        with karen.expecting_refusal():
            karen.follow(form.locator("button"))
        form.locator("input[name$=mentions]").fill("@viauc")
        karen.follow(form.locator("button"))
    expect(karen.page.locator("#first-line blockquote")).to_have_count(2)


def frame_the_first(karen: Organiser, kit: str) -> None:
    """Put a frame with words on the cover, and watch it being drawn."""
    karen.follow(karen.page.locator("#pictures .pick a.asset").first)
    karen.tick("overlay", "frame")
    karen.fill(overlay_text="Åbent hus 26. februar")
    karen.press("Save", within="section.card")
    drawn = karen.page.locator("#item-shapes img[src^='/files/kits/']")
    expect(drawn).to_have_count(4)
    expect(karen.page.locator("#item-shapes .shape__zone")).not_to_have_count(0)
    karen.open(kit)


def use_as_reels(karen: Organiser, kit: str) -> None:
    """Say of both films that they become reels."""
    for name in (karen.words.pick(da=f"Motiv {n}", en=f"Motif {n}") for n in (13, 14)):
        one = karen.page.locator("#pictures .pick").filter(has=karen.page.get_by_alt_text(name))
        karen.follow(one.locator("a.asset"))
        karen.tick("kind", "reel")
        karen.press("Save", within="section.card")
        karen.open(kit)


def give_variant(karen: Organiser, kit: str, campus: str) -> None:
    """Give a campus its own title, and Holstebro its own text."""
    karen.press("New variant")
    karen.page.locator("[name=unit]").select_option(label=campus)
    karen.page.locator("details summary").filter(visible=True).last.click()
    karen.fill(title_da=f"Hverdag i {campus}", title_en=f"Everyday in {campus}")
    karen.press("Begin the variant")
    karen.heading(campus)
    if campus == CAMPUSES[0]:
        for locale, text in LOCAL.items():
            area = karen.page.locator(f"[name='new-{locale}-text']")
            karen.page.locator("details.suggested").filter(has=area).first.locator(
                "summary"
            ).click()
            area.fill(text)
            karen.follow(karen.page.locator("form").filter(has=area).locator("button"))
        karen.see_it_as_an_ambassador()
        karen.heading(f"{karen.words.pick(da='Hverdag i', en='Everyday in')} {campus}")
    karen.open(kit)


def publish(karen: Organiser, kit: str) -> None:
    """Publish to both cohorts; the ninth picture stays back and is named."""
    one, several = "Publish to %(num)d cohort", "Publish to %(num)d cohorts"
    karen.follow(karen.control(karen.words.counted(one, several, 2)))
    expect(karen.control(karen.words("Withdraw it"))).to_be_visible()
    name = karen.words.pick(da="Motiv 9", en="Motif 9")
    karen.sees("Held back for now: %(names)s.", names=karen.words("“%(name)s”", name=name))
    expect(karen.page.locator("#variants li")).to_have_count(3)


def takes_what_is_local(ida: Ambassador, kit_id: str, held: str) -> None:
    """She sees her campus; what is held back is in no page, zip or address of a file."""
    ida.open(f"/my/kits/{kit_id}")
    ida.heading(f"{ida.words.pick(da='Hverdag i', en='Everyday in')} {CAMPUSES[0]}")
    expect(ida.page.locator(".thumbs li")).to_have_count(13)
    expect(ida.page.locator("#words")).to_contain_text("Holstebro")
    assert re.search(r"(Motiv|Motif) 9\b", ida.page.content()) is None
    assert ida.page.request.get(ida.walk.running.address + held).status == 410
    zipped = ida.fetch_zip()
    pictures = {name for name in zipped.namelist() if name.endswith("4x5.jpg")}
    alts = zipped.read("alt-texts-da.txt").decode("utf-8-sig")
    captions = zipped.read("captions-en.txt").decode("utf-8-sig")
    assert len(pictures) == 11
    assert sum(name.endswith(".mp4") for name in zipped.namelist()) == 2
    assert (len(alts.splitlines()), re.search(r"Motiv 9\b", alts)) == (13, None)
    assert "Our Holstebro" in captions
    assert TEXTS["en"][1] not in captions
    first_line = captions.splitlines()[0]
    assert "VIA Studieliv" in first_line


def is_told_without_it(ida: Ambassador, kit_id: str, held: str, headers: dict[str, str]) -> None:
    """What other systems read of the kit knows the picture as little as she does."""
    address = f"{ida.walk.running.address}/api/v1/kits/{kit_id}"
    answer = ida.page.request.get(address, headers=headers)
    told = answer.json()
    assert len(told["versions"]) == 1 + len(CAMPUSES)
    for version in told["versions"]:
        kinds = [one["kind"] for one in version["pictures"]]
        assert (len(kinds), kinds.count("reel")) == (13, 2)
    assert re.search(r"(Motiv|Motif) 9\b", answer.text()) is None
    assert held not in answer.text()
