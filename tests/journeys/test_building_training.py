"""Building training: a module of one's own beside the six, kits behind two of them, changes."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import expect

from accounts import passwords
from accounts.enums import Role
from ambassadors import operations
from ambassadors.enums import Kind
from ambassadors.training.models import Module
from core import storage
from core.db import db
from media.kits.models import Kit
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, PolicyAcceptanceFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory
from tests.factories.training import CAPTIONS, FILM, ChoiceFactory, QuestionFactory, a_picture
from tests.journeys.ambassador import PASSWORD, Ambassador, first_module
from tests.journeys.conftest import PHOTOS
from tests.journeys.organiser import Organiser
from tests.journeys.person import Walk
from tests.journeys.staff import staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("journey-build")]

TODAY = datetime.now(ZoneInfo("Europe/Copenhagen")).date()
TITLE = {"title_da": "Vores campus", "title_en": "Our campus"}
LESSON = {
    "title_da": "Gå en tur",
    "title_en": "Take a walk",
    "body_da": "Vis det **stille** hjørne.",
    "body_en": "Show the **quiet** corner.",
    "alt_da": "En sti gennem skoven",
    "alt_en": "A path through the wood",
}
TRANSCRIPT = {"transcript_da": "Vi går en tur.", "transcript_en": "We take a walk."}
KITS = ("Hverdag på campus", "Everyday life"), ("Byen om aftenen", "The town at night")
QUESTIONS = 5
ANSWERS = ("Spørg", "Ask"), ("Gæt", "Guess")
NEEDED = (
    "You pass with %(needed)s right, and you can try as many times as you like. There is no clock."
)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_module_is_built_taken_and_changed(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]], tmp_path: Path
) -> None:
    walk, app = walk_in(language)
    slug = f"build-{language}"
    with app.app_context():
        cohort_id = seed(slug, language)
    organiser, ida = Organiser(walk, slug), Ambassador(walk)
    organiser.sign_in(f"organiser@{slug}.example")
    training = f"/cohorts/{cohort_id}/training"

    module = build(organiser, training, tmp_path, app)
    arrange(organiser, training)
    gate(organiser, first=str(first_module().title_da), second=TITLE["title_da"])
    ida.sign_in(f"ida@{slug}.example")
    locked(ida, [True, True])
    pass_own_module(ida)
    locked(ida, [True, False])
    change(organiser, module)
    sees_change(ida, passed=True)
    locked(ida, [True, False])
    ask_for_retake(organiser, module)
    sees_change(ida, passed=False)
    locked(ida, [True, True])
    assert walk.troubles == []


def seed(slug: str, language: str) -> uuid.UUID:
    """A cohort with the six modules of its starter pack, two kits, and Ida in it."""
    via = OrganisationFactory(name="VIA Studieliv 2026", slug=slug)
    staff_of(via, Role.ORGANISER, name="Karen Toft", locale=language)
    first_day, last_day = TODAY - timedelta(days=10), TODAY + timedelta(days=200)
    cohort = operations.create_cohort(
        via, kind=Kind.STUDENT, name="H26", season_start=first_day, season_end=last_day, actor=None
    )
    actor = via.memberships[0].user
    operations.publish_policy(cohort, actor=actor)
    operations.open_cohort(cohort, actor=actor)
    for title_da, title_en in KITS:
        kit = KitFactory(organisation=via, cohorts=[cohort], title_da=title_da, title_en=title_en)
        CaptionFactory(kit=kit)
        put_picture_in(kit)
    secret = passwords.hashed(PASSWORD)
    ida = UserFactory(name="Ida", email=f"ida@{slug}.example", locale=language, password=secret)
    PolicyAcceptanceFactory(
        ambassador=AmbassadorFactory(cohort=cohort, user=ida), policy=cohort.policies[0]
    )
    db.session.commit()
    return cohort.id


def put_picture_in(kit: Kit) -> None:
    """Give a kit one picture that can be seen."""
    asset = AssetFactory(organisation=kit.organisation, renditions=True)
    KitItemFactory(kit=kit, asset=asset)
    for rendition in asset.renditions:
        storage.save(rendition.storage_key, a_picture(), mimetype=rendition.mimetype)


def build(organiser: Organiser, training: str, folder: Path, app: Flask) -> str:
    """Write a module with text, picture, captioned film and quiz; return its address."""
    organiser.go(training)
    expect(organiser.page.locator(".builder__item")).to_have_count(6)
    organiser.press("Add a module")
    expect(organiser.page.locator("[name=pass_mark]")).to_have_value("80")
    organiser.fill(**TITLE)
    organiser.press("Add the module", within="main form")
    organiser.sees("The module is added. Write its first lesson.")
    module = organiser.page.url
    write_lesson(organiser)
    add_film(organiser, folder)
    organiser.open(module)
    add_question(organiser)
    with app.app_context():
        add_more_like_it(uuid.UUID(module.rsplit("/", 1)[1]))
    organiser.open(module)
    organiser.see_it_as_an_ambassador()
    organiser.heading(organiser.words.pick(da=TITLE["title_da"], en=TITLE["title_en"]))
    organiser.sees(NEEDED, needed=4)
    return module


def write_lesson(organiser: Organiser) -> None:
    """One idea, in both languages, with a picture of one's own."""
    organiser.press("Add a lesson")
    organiser.fill(**LESSON)
    organiser.page.locator("[name=picture]").set_input_files(PHOTOS / "trail.jpg")
    organiser.follow(organiser.page.locator("main form [name=submit]"))


def add_film(organiser: Organiser, folder: Path) -> None:
    """Add a film with captions and with words for those who cannot see it."""
    (folder / "film.mp4").write_bytes(FILM)
    (folder / "film.vtt").write_text(CAPTIONS)
    organiser.press("Add a film")
    organiser.page.locator("[name=film]").set_input_files(folder / "film.mp4")
    for name in ("captions_da", "captions_en"):
        organiser.page.locator(f"[name={name}]").set_input_files(folder / "film.vtt")
    organiser.fill(**TRANSCRIPT)
    organiser.press("Save the film", within="main form")


def add_question(organiser: Organiser) -> None:
    """Ask something with one right answer, and say why."""
    organiser.press("Add a question")
    for section in organiser.page.locator("main form details > summary").all():
        section.click()
    organiser.fill(text_da="Hvad så nu?", text_en="What now?")
    for place, (da, en) in enumerate(ANSWERS):
        answer = {"text_da": da, "text_en": en, "why_da": f"Fordi: {da}", "why_en": f"Since: {en}"}
        organiser.fill(**{f"choices-{place}-{name}": text for name, text in answer.items()})
    organiser.tick("rights", "1")
    organiser.press("Save the question", within="main form")


def add_more_like_it(module_id: uuid.UUID) -> None:
    """Ask four more, as the form does."""
    module = db.session.get_one(Module, module_id)
    for number in range(1, QUESTIONS):
        question = QuestionFactory(module=module, position=number + 1)
        for place, (da, en) in enumerate(ANSWERS, 1):
            ChoiceFactory(
                question=question, position=place, text_da=da, text_en=en, is_right=place == 1
            )


def arrange(organiser: Organiser, training: str) -> None:
    """Move the new module up, and make it something one may leave out."""
    title = organiser.words.pick(da=TITLE["title_da"], en=TITLE["title_en"])
    organiser.go(training)
    with organiser.page.expect_response("**/training/order"):
        organiser.control(organiser.words("Move “%(name)s” up", name=title)).click()
    items = organiser.page.locator(".builder__item")
    expect(items.nth(5)).to_contain_text(title)
    organiser.press(title)
    organiser.page.locator("[name=required]").uncheck()
    organiser.press("Save", within="main form:has([name=required])")
    organiser.go(training)
    expect(items.nth(5)).to_contain_text(organiser.words("If you like"))
    expect(items.nth(4)).to_contain_text(organiser.words("Everybody"))


def gate(organiser: Organiser, *, first: str, second: str) -> None:
    """Let each of the two kits wait for a module of its own."""
    modules = {first: first_module().title_en, second: TITLE["title_en"]}
    for (title_da, title_en), (module_da, module_en) in zip(KITS, modules.items(), strict=True):
        organiser.go("/kits")
        title = organiser.words.pick(da=title_da, en=title_en)
        organiser.follow(organiser.page.locator("main a", has_text=title).first)
        organiser.gate_by(organiser.words.pick(da=module_da, en=str(module_en)))


def locked(ida: Ambassador, expected: list[bool]) -> None:
    """Look which kits wait for training."""
    ida.open("/my/kits")
    for (title_da, title_en), is_locked in zip(KITS, expected, strict=True):
        card = ida.page.locator("main a", has_text=ida.words.pick(da=title_da, en=title_en))
        said = expect(card)
        says = said.to_contain_text if is_locked else said.not_to_contain_text
        says(ida.words("Locked"))


def pass_own_module(ida: Ambassador) -> None:
    """See picture and film, read, and answer four of five right: that is enough."""
    ida.open("/my/training")
    title = ida.words.pick(da=TITLE["title_da"], en=TITLE["title_en"])
    ida.follow(ida.page.locator("a.module-card", has_text=title))
    ida.press("Begin")
    picture = ida.page.locator("main img").first
    expect(picture).to_have_attribute(
        "alt", ida.words.pick(da=LESSON["alt_da"], en=LESSON["alt_en"])
    )
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(
        ida.page.locator("main strong", has_text=ida.words.pick(da="stille", en="quiet"))
    ).to_be_visible()
    tracks = ida.page.locator("video track[kind=captions]")
    expect(tracks).to_have_count(2)
    expect(ida.page.locator("main")).to_contain_text(ida.words("Read what the film says and shows"))
    ida.press("I have read it")
    ida.press("Start the quiz")
    for number in range(QUESTIONS):
        right = number > 0
        label = ida.words.pick(da="Spørg" if right else "Gæt", en="Ask" if right else "Guess")
        ida.page.get_by_label(label, exact=True).check()
        ida.press("Answer")
        ida.press("Next question" if number < QUESTIONS - 1 else "See how it went")
    ida.sees("Passed. Well done, %(name)s.", name="Ida")


def change(organiser: Organiser, module: str) -> None:
    """Write the lesson anew."""
    organiser.open(module)
    organiser.press(organiser.words.pick(da=LESSON["title_da"], en=LESSON["title_en"]))
    organiser.fill(body_da="Vis det hjørne, der larmer.", body_en="Show the noisy corner.")
    organiser.follow(organiser.page.locator("main form [name=submit]"))


def ask_for_retake(organiser: Organiser, module: str) -> None:
    """Too much has changed: everybody is asked to take it again."""
    organiser.open(module)
    organiser.press("Ask for a retake")


def sees_change(ida: Ambassador, *, passed: bool) -> None:
    """The module says that it is another; the pass stays until a retake is asked for."""
    ida.open("/my/training")
    title = ida.words.pick(da=TITLE["title_da"], en=TITLE["title_en"])
    card = ida.page.locator("a.module-card", has_text=title)
    if passed:
        expect(card).to_contain_text(ida.words("Passed"))
        expect(card).to_contain_text(ida.words("Changed since"))
    else:
        expect(card).to_contain_text(ida.words("Please take it again"))
