"""What a kit needs, and from whom: in one language alone, of many pictures, season by season."""

import io
import zipfile
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ambassadors.enums import CohortStatus
from core.db import db, utcnow
from media.kits import contents, copying, local_use, operations, readiness
from media.kits.contents import SHOWN_FIRST, Suggestion
from media.kits.contributions.queries import kits_to_choose
from media.kits.enums import ItemKind, KitStatus
from media.kits.errors import CaptionTooLong, TooManyHashtags
from media.kits.models import Kit, KitVariant
from media.library.enums import Recognisable
from tests.client import AuditingClient
from tests.factories.ambassadors import CohortFactory, CohortTopicFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory
from tests.factories.pictured import PersonInAssetFactory
from tests.media.kits.conftest import Stage, store_files, today
from tests.media.kits.test_organiser_pages import new_kit, problems


def danish_alone(stage: Stage) -> Kit:
    """Return a draft with a Danish title, a Danish text and one picture described in Danish."""
    kit = KitFactory(
        organisation=stage.kit.organisation,
        cohorts=list(stage.kit.cohorts),
        status=KitStatus.DRAFT,
        title_da="Efterår",
        title_en="",
    )
    asset = AssetFactory(organisation=kit.organisation, renditions=True, alt_en="")
    store_files(asset)
    KitItemFactory(kit=kit, asset=asset, kind=ItemKind.STORY)
    CaptionFactory(kit=kit, locale="da", text="Blade på stien.")
    db.session.refresh(kit)
    return kit


def test_a_kit_asks_for_what_its_languages_need(stage: Stage) -> None:
    kit = danish_alone(stage)
    assert contents.languages_wanted(kit) == ["da"]
    assert readiness.missing(kit, today()) == []
    kit.title_en = "Autumn"
    assert len(readiness.missing(kit, today())) == 2  # a text and an alt text in English
    kit.title_en = ""
    for_english = KitVariant(kit=kit, position=0, locale="en")
    db.session.add(for_english)
    assert contents.languages_wanted(for_english) == ["da", "en"]
    copied = copying.copy_kit(kit)
    assert (copied.title_da, copied.title_en) == ("Efterår (kopi)", "")


def test_one_language_is_all_there_is_to_fill_in_and_to_fetch(
    stage: Stage, organiser_client: AuditingClient, ambassador_client: AuditingClient
) -> None:
    desk = f"/o/{stage.kit.organisation.slug}/kits"
    neither = organiser_client.post(f"{desk}/new", data=new_kit(stage, title_da="", title_en=" "))
    assert len(problems(neither.text)) == 1
    begun = organiser_client.post(f"{desk}/new", data=new_kit(stage, title_en=""))
    page = BeautifulSoup(organiser_client.get(begun.location).text, "html.parser")
    assert [area["lang"] for area in page.select("#captions textarea")] == ["da"]
    assert len(page.select("#first-line blockquote")) == 1
    assert page.select("#captions a[href$='/settings']")

    kit = danish_alone(stage)
    item = organiser_client.get(f"{desk}/{kit.id}/pictures/{kit.items[0].id}").text
    assert "alt_da" in item
    assert "alt_en" not in item
    assert organiser_client.post(f"{desk}/{kit.id}/publication").status_code == 302
    ambassador_client.post("/language", data={"language": "en"})
    shown = ambassador_client.get(f"/my/kits/{kit.id}").text
    assert "Efterår" in shown
    assert "Blade på stien." in shown
    fetched = ambassador_client.post(f"/my/kits/{kit.id}/download")
    zipped = zipfile.ZipFile(io.BytesIO(fetched.data))
    assert {"captions-da.txt", "alt-texts-da.txt"} < set(zipped.namelist())
    readme = zipped.read("README.txt").decode("utf-8-sig")
    told = [line.split()[0] for line in readme.splitlines() if line.startswith("  ")]
    assert told[0] == "9x16"  # it is a story, and comes in no other shape
    assert "-en.txt" not in readme
    assert "Jeg er studieambassadør for Studieliv Holstebro." in readme


def test_a_season_that_is_over_gets_nothing_new(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    kit, over = stage.kit, CohortFactory(organisation=stage.kit.organisation, name="De første")
    kit.cohorts = [*kit.cohorts, over]
    kit.topics = [CohortTopicFactory(cohort=over)]
    over.status = CohortStatus.ENDED
    desk = f"/o/{kit.organisation.slug}/kits"
    assert "De første" not in organiser_client.get(f"{desk}/new").text
    refused = organiser_client.post(f"{desk}/new", data=new_kit(stage, cohorts=[str(over.id)]))
    assert refused.status_code == 422
    settings = BeautifulSoup(organiser_client.get(f"{desk}/{kit.id}/settings").text, "html.parser")
    box = settings.select_one(f"[name=cohorts][value='{over.id}'][checked]")
    assert box
    assert "(" in box.find_parent("label").get_text()  # type: ignore[union-attr]  # it is in one
    copied = copying.copy_kit(kit)
    assert over not in copied.cohorts
    assert copied.topics == []
    assert readiness.missing(kit, today()) == []
    kit.cohorts = [over]
    assert len(readiness.missing(kit, today())) == 1


def test_nobody_is_warned_of_a_season_that_is_over_and_no_picture_goes_into_an_old_kit(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    organisation, cohort = stage.kit.organisation, stage.kit.cohorts[0]
    for _ in range(3):
        KitFactory(organisation=organisation, cohorts=[cohort])
    assert local_use.cohorts_with_base_only(organisation.id) == [cohort.name]
    cohort.status = CohortStatus.ENDED
    db.session.flush()
    assert local_use.cohorts_with_base_only(organisation.id) == []

    stage.kit.starts_on = stage.kit.ends_on = today() - timedelta(days=1)
    db.session.flush()
    offered = kits_to_choose(organisation.id, cohort.id, today())
    assert len(offered) == 3
    assert stage.kit not in offered
    page = BeautifulSoup(organiser_client.get(stage.desk).text, "html.parser")
    assert page.select(".note:not([hidden])") == []  # nothing is missing in what is over


def test_hashtags_within_the_text_count_as_well(stage: Stage) -> None:
    words = "Kom til #åbenthus i #Holstebro"
    added = operations.add_caption(stage.kit, locale="da", text=words, hashtags="#a #b #holstebro")
    assert added.hashtags == ["a", "b", "holstebro"]
    with pytest.raises(TooManyHashtags):
        operations.edit_caption(added, text=words, hashtags="#a #b #c #d")


def test_what_waits_behind_more_is_told_apart(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    line, words = "Jeg er ambassadør.", "Tirsdag i værkstedet, " * 8
    one = Suggestion(line, words.strip(), "#a")
    assert one.before_more + one.after_more == one.text
    assert len(f"{line}\n{one.before_more}") <= SHOWN_FIRST
    assert one.after_more.startswith(" ")  # no word is cut in two
    short = Suggestion(line, "Tirsdag.", "#a")
    assert (short.before_more, short.after_more) == ("Tirsdag.", "")
    assert contents.room_after("x" * 300) == 1

    first = contents.first_line(stage.kit, stage.kit.cohorts[0], "da")
    caption = db.session.scalars(
        select(operations.Caption).where(operations.Caption.kit_id == stage.kit.id)
    ).first()
    assert caption
    operations.edit_caption(caption, text=words, hashtags="")
    page = BeautifulSoup(organiser_client.get(stage.desk).text, "html.parser")
    assert len(page.select("#first-line .caption__more")) == 1
    counter = page.select_one("#captions [lang=da] ~ [data-first]")
    assert counter
    assert counter["data-first"] == str(SHOWN_FIRST - len(first) - 1)
    assert counter["data-limit"] == str(contents.MOST_LETTERS - len(first) - 1)
    room = contents.MOST_LETTERS - len(f"{first}\n\n@viauc #kaffe") - contents.LINK_LETTERS
    fits = "x" * room + "{link}"
    operations.edit_caption(caption, text=fits, hashtags="kaffe", mentions="viauc")
    with pytest.raises(CaptionTooLong):
        operations.edit_caption(caption, text=f"x{fits}", hashtags="kaffe", mentions="viauc")


def test_a_film_goes_in_as_a_reel(stage: Stage) -> None:
    film = AssetFactory(organisation=stage.kit.organisation, seconds=12)
    picture = AssetFactory(organisation=stage.kit.organisation)
    operations.add_pictures(stage.kit, [film, picture])
    assert [item.kind for item in stage.kit.items[2:]] == [ItemKind.REEL, ItemKind.FEED]


def test_what_many_pictures_lack_is_said_once_and_leads_to_them(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    organiser_client.post("/language", data={"language": "en"})
    stage.kit.status = KitStatus.DRAFT
    new = [
        stage.add_picture(
            alt_da="", alt_en="", original_name=name, recognisable=Recognisable.UNANSWERED
        )
        for name in ("a.jpg", "b.jpg")
    ]
    stage.kit.items[2].kind = ItemKind.STORY
    new[1].seconds = 12.4
    page = BeautifulSoup(organiser_client.get(stage.desk).text, "html.parser")
    asked, lacking = page.select(".note:not([hidden])")
    assert [link["href"].rpartition("/")[2] for link in asked.select("a")] == [
        str(one.id) for one in new
    ]
    assert [" ".join(li.get_text().split()) for li in lacking.select("li")] == [
        "Alt text in Danish is missing for: a.jpg, b.jpg",
        "Alt text in English is missing for: a.jpg, b.jpg",
    ]
    fields = [link["href"].rpartition("/")[2] for link in lacking.select("a")]
    assert fields == [f"{one.id}#alt_da" for one in new] * 2  # one press from where it is written
    refused = organiser_client.post(f"{stage.desk}/publication").text
    assert "Alt text in Danish is missing for: “a.jpg”, “b.jpg”" in problems(refused)
    stage.kit.status = KitStatus.PUBLISHED
    page = BeautifulSoup(organiser_client.get(stage.desk).text, "html.parser")
    (waits,) = page.select(".note:not([hidden])")[1].select("li")
    assert "Held back until there is alt text:" in waits.get_text()
    assert len(waits.select("a")) == 2
    stage.kit.status = KitStatus.DRAFT
    assert "Film, 12 s" in page.select(".pick")[3].get_text()
    for one in new:
        one.alt_da, one.alt_en, one.recognisable = "Kaffe", "Coffee", Recognisable.NOBODY
    page = BeautifulSoup(organiser_client.get(stage.desk).text, "html.parser")
    assert page.select(".note:not([hidden])") == []
    states = [one.select_one(".chip") for one in page.select(".pick")]
    assert [one and one.get_text(strip=True) for one in states][:3] == [
        "Ready in 4 formats",
        "Ready in 4 formats",
        "Ready in 1 format",
    ]


def test_what_somebody_in_it_took_back_cannot_be_chosen(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    asset = AssetFactory(organisation=stage.kit.organisation, renditions=True)
    PersonInAssetFactory(asset=asset, person=None, refused_at=utcnow())
    page = BeautifulSoup(organiser_client.get(f"{stage.desk}/pictures").text, "html.parser")
    assert len(page.select(".pick")) == 3
    assert page.select(f"[name=assets][value='{asset.id}']") == []
    organiser_client.post(f"{stage.desk}/pictures", data={"assets": [str(asset.id)]})
    assert len(stage.kit.items) == 2


def test_what_two_cohorts_call_the_same_is_one_topic_to_tick(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    other = CohortFactory(organisation=stage.kit.organisation, name="Forår")
    stage.ambassador.cohort.name = "Efterår"  # in order of their names
    first = CohortTopicFactory(cohort=stage.ambassador.cohort, name_da="Byen", name_en="Town")
    second = CohortTopicFactory(cohort=other, name_da="Byen", name_en="Town")
    own = CohortTopicFactory(cohort=other, name_da="Faget", name_en="The subject")
    stage.kit.cohorts, stage.kit.topics = [*stage.kit.cohorts, other], [second]
    page = BeautifulSoup(organiser_client.get(f"{stage.desk}/settings").text, "html.parser")
    assert {str(one["value"]) for one in page.select("[name=topics][checked]")} == {str(first.id)}
    assert len(page.select("[name=topics]")) == 2
    both = [str(one.id) for one in stage.kit.cohorts]
    ticked = [str(first.id), str(own.id)]
    organiser_client.post(
        f"{stage.desk}/settings", data=new_kit(stage, cohorts=both, topics=ticked, gate="")
    )
    assert {topic.id for topic in stage.kit.topics} == {first.id, second.id, own.id}
    told = organiser_client.get(stage.desk).text
    assert told.count("Byen") == 1
