from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ambassadors.models import Ambassador
from ambassadors.training.models import Module, Question, QuizAttempt
from core.db import db, utcnow
from media.kits import queries
from media.kits.enums import KitStatus
from media.kits.models import Kit, KitDownload
from media.kits.permissions import is_locked
from media.library.enums import Recognisable
from tests.client import AuditingClient
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortTopicFactory
from tests.factories.media import AssetFactory, KitFactory, KitItemFactory
from tests.media.kits.conftest import LINK, Stage, today
from tests.queries import count_queries


def gate(stage: Stage) -> Module:
    module = Module(
        cohort=stage.ambassador.cohort,
        position=0,
        title_da="Må jeg vise dem?",
        title_en="May I show them?",
        intro_da="Om samtykke.",
        intro_en="About consent.",
        questions=[Question(position=0, text_da="Må jeg?", text_en="May I?")],
    )
    stage.kit.gate = module
    db.session.commit()
    return module


def pass_module(ambassador: Ambassador, module: Module) -> None:
    db.session.add(
        QuizAttempt(
            ambassador=ambassador, module=module, finished_at=utcnow(), score=100, passed=True
        )
    )
    db.session.commit()


def caption_of(page: str) -> str:
    found = BeautifulSoup(page, "html.parser").select_one("#caption")
    assert found
    return found.get_text("\n")


def test_the_list_leads_to_the_kit(stage: Stage, ambassador_client: AuditingClient) -> None:
    page = ambassador_client.get("/my/kits").text
    assert "Værkstedet er åbent" in page
    assert f'href="{stage.url}"' in page


def test_the_list_says_when_there_is_nothing(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    stage.kit.status = KitStatus.WITHDRAWN
    page = BeautifulSoup(ambassador_client.get("/my/kits").text, "html.parser")
    assert page.select_one(".empty")
    assert page.select(".kit") == []


def test_the_page_shows_picture_words_and_ways_on(
    stage: Stage, ambassador_client: AuditingClient, link: str
) -> None:
    response = ambassador_client.get(stage.url)
    page = BeautifulSoup(response.text, "html.parser")

    hero = page.select_one(".hero-picture img")
    assert hero
    assert hero["alt"] == "Pensler i dåser"
    assert "loading" not in hero.attrs
    assert caption_of(response.text).splitlines() == [
        "Jeg er studieambassadør for Studieliv Holstebro.",
        f"Tirsdag i værkstedet. Se her: {LINK}",
        "#studieliv #holstebro",
    ]
    assert len(response.data) < 150_000


def test_without_a_link_its_sentence_is_not_there(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    page = ambassador_client.get(stage.url).text
    assert caption_of(page).splitlines()[1] == "Tirsdag i værkstedet."
    assert "{link}" not in page
    assert 'id="my-link"' not in page


def test_another_picture_format_text_and_language_by_address(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    wanted = "?picture=2&format=9x16&caption=1&language=en"
    response = ambassador_client.get(stage.url + wanted)
    page = BeautifulSoup(response.text, "html.parser")

    hero = page.select_one(".hero-picture img")
    assert hero
    assert (hero["alt"], hero["height"]) == ("En eng i modlys", "1920")
    assert next(a.get_text() for a in page.select("a.chip[aria-current]")).endswith("9:16")
    assert caption_of(response.text).splitlines() == [
        "I am a student ambassador for Studieliv Holstebro.",
        "Tuesday in the workshop.",
        "#via",
    ]
    other = ambassador_client.get(stage.url + "?caption=2").text
    assert "Kom forbi på torsdag." in caption_of(other)


@pytest.mark.parametrize(
    "nonsense", ["?picture=99", "?picture=-1", "?picture=x&format=svg&caption=0&language=kl"]
)
def test_nonsense_in_the_address_shows_the_first(
    stage: Stage, ambassador_client: AuditingClient, nonsense: str
) -> None:
    assert "Pensler i dåser" in ambassador_client.get(stage.url + nonsense).text


def test_a_held_back_picture_is_not_on_the_page(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    stage.add_picture(alt_da="En dreng på en gynge", recognisable=Recognisable.SOMEBODY)
    stage.add_picture(
        alt_da="En pige ved havet",
        recognisable=Recognisable.SOMEBODY,
        consent_until=today() - timedelta(days=1),
    )
    page = ambassador_client.get(stage.url).text
    assert "gynge" not in page
    assert "havet" not in page
    assert "1 / 2" in page


def test_a_picture_put_into_a_kit_that_is_out_waits_for_its_words(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    asset = stage.add_picture(alt_da="", alt_en="", credit="Undescribed")
    [item] = [one for one in stage.kit.items if one.asset is asset]
    save = f"{stage.url}/pictures/{item.id}/4x5"
    assert "1 / 2" in ambassador_client.get(stage.url).text
    assert ambassador_client.post(save).status_code == 404
    for other in stage.kit.items:
        other.asset.alt_da = other.asset.alt_en = ""
    assert stage.url not in ambassador_client.get("/my/kits").text
    item.alt_en = "A girl by the sea"  # in this kit alone, and in one language: it is described
    assert stage.url in ambassador_client.get("/my/kits").text
    assert "A girl by the sea" in ambassador_client.get(stage.url).text
    assert ambassador_client.post(save).status_code == 200


def test_a_kit_without_usable_pictures_keeps_its_words(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    for item in stage.kit.items:
        item.asset.recognisable = Recognisable.SOMEBODY
    page = ambassador_client.get(stage.url).text
    assert "hero-picture" not in page
    assert "Tirsdag i værkstedet." in page
    assert stage.url not in ambassador_client.get("/my/kits").text


def test_training_comes_first(stage: Stage, ambassador_client: AuditingClient) -> None:
    module = gate(stage)
    refused = ambassador_client.get(stage.url)
    assert refused.status_code == 403
    assert "Må jeg vise dem?" in refused.text
    assert "Pensler" not in refused.text
    assert "Må jeg vise dem?" in ambassador_client.get("/my/kits").text
    assert ambassador_client.post(f"{stage.url}/download").status_code == 403

    pass_module(stage.ambassador, module)

    assert ambassador_client.get(stage.url).status_code == 200


def test_training_of_one_cohort_locks_nobody_in_another(stage: Stage) -> None:
    gate(stage)
    other = AmbassadorFactory()
    assert is_locked(stage.kit, stage.ambassador, frozenset())
    assert not is_locked(stage.kit, other, frozenset())


def test_outside_its_dates_or_people_it_is_not_found(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    kit = stage.kit
    changes: list[dict[str, object]] = [
        {"ends_on": today() - timedelta(days=1)},
        {"starts_on": today() + timedelta(days=1)},
        {"status": KitStatus.DRAFT},
        {"cohorts": []},
        {"unit": UnitFactory(organisation=kit.organisation)},
    ]
    for change in changes:
        before = {name: getattr(kit, name) for name in change}
        before = {n: list(v) if isinstance(v, list) else v for n, v in before.items()}
        for name, value in change.items():
            setattr(kit, name, value)
        db.session.commit()
        assert ambassador_client.get(stage.url).status_code == 404, change
        assert ambassador_client.post(f"{stage.url}/download").status_code == 404, change
        for name, value in before.items():
            setattr(kit, name, value)
        db.session.commit()
    assert ambassador_client.get(stage.url).status_code == 200


def test_on_its_first_and_last_day_it_is_there(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    stage.kit.starts_on = stage.kit.ends_on = today()
    assert ambassador_client.get(stage.url).status_code == 200


def test_another_organisations_kit_is_not_found(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    foreign = AmbassadorFactory()
    kit = KitFactory(organisation=foreign.cohort.organisation, cohorts=[foreign.cohort])
    KitItemFactory(kit=kit, asset=AssetFactory(organisation=kit.organisation, renditions=True))
    assert ambassador_client.get(f"/my/kits/{kit.id}").status_code == 404
    assert str(kit.id) not in ambassador_client.get("/my/kits").text


def test_kits_about_her_topics_come_first(stage: Stage) -> None:
    topic = CohortTopicFactory(cohort=stage.ambassador.cohort)
    stage.ambassador.topics = [topic]
    stage.kit.topics = [topic]
    stage.kit.published_at = utcnow() - timedelta(days=3)
    newer = another_kit(stage)
    db.session.commit()
    assert queries.kits_for(stage.ambassador, today()) == [stage.kit, newer]
    stage.ambassador.topics = []
    db.session.commit()
    assert queries.kits_for(stage.ambassador, today()) == [newer, stage.kit]


def another_kit(stage: Stage, **more: object) -> Kit:
    kit = KitFactory(organisation=stage.kit.organisation, cohorts=[stage.ambassador.cohort], **more)
    asset = AssetFactory(organisation=kit.organisation, renditions=True)
    KitItemFactory(kit=kit, asset=asset)
    return kit


def test_the_list_asks_as_often_for_three_kits_as_for_one(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    gate(stage)
    with count_queries() as for_one:
        ambassador_client.get("/my/kits")
    stage.kit = db.session.scalars(select(Kit)).one()  # forgotten for the count
    stage.ambassador = db.session.scalars(select(Ambassador)).one()
    for number in (1, 2):
        module = Module(
            cohort=stage.ambassador.cohort,
            position=number,
            title_da=f"Modul {number}",
            title_en=f"Module {number}",
            intro_da="",
            intro_en="",
        )
        another_kit(stage, gate=module, unit=stage.kit.unit)
    with count_queries() as for_three:
        page = ambassador_client.get("/my/kits").text
    assert page.count('class="kit"') == 3
    assert len(for_three) == len(for_one), for_three


def test_the_download_is_remembered(stage: Stage, ambassador_client: AuditingClient) -> None:
    response = ambassador_client.post(f"{stage.url}/download")
    assert response.status_code == 200
    assert response.mimetype == "application/zip"
    assert "vaerkstedet-er-aabent.zip" in response.headers["Content-Disposition"]
    download = db.session.scalars(select(KitDownload)).one()
    assert (download.kit_id, download.ambassador_id) == (stage.kit.id, stage.ambassador.id)


def test_a_kit_without_files_is_not_remembered_as_fetched(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    for item in stage.kit.items:
        item.asset.recognisable = Recognisable.SOMEBODY
    response = ambassador_client.post(f"{stage.url}/download")
    assert response.status_code in (302, 303)
    assert db.session.scalars(select(KitDownload)).all() == []
