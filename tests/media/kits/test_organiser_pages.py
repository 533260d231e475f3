from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from ambassadors.enums import Relation
from core.db import db
from media.kits.enums import KitStatus
from media.kits.models import Caption, Kit
from tests.client import AuditingClient
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import CohortFactory
from tests.factories.media import AssetFactory, KitFactory, KitItemFactory
from tests.media.kits.conftest import Stage, today
from tests.queries import count_queries


def form_named(page: str, action: str) -> dict[str, str]:
    """Return the fields of the form that posts to ``action``."""
    soup = BeautifulSoup(page, "html.parser")
    form = soup.find("form", action=action)
    assert form, action
    fields = {str(f["name"]): str(f.get("value", "")) for f in form.select("input[name]")}  # type: ignore[union-attr]
    return fields | {str(a["name"]): a.get_text().lstrip("\r\n") for a in form.select("textarea")}  # type: ignore[union-attr]


def problems(page: str) -> list[str]:
    return [li.get_text() for li in BeautifulSoup(page, "html.parser").select(".error-summary li")]


def test_the_list_shows_kits_by_state(stage: Stage, organiser_client: AuditingClient) -> None:
    organisation = stage.kit.organisation
    KitFactory(organisation=organisation, status=KitStatus.DRAFT, published_at=None)
    KitFactory(
        organisation=organisation,
        starts_on=today() - timedelta(days=9),
        ends_on=today() - timedelta(days=2),
    )
    foreign = KitFactory(title_da="Fremmed pakke", title_en="Foreign kit")
    page = BeautifulSoup(organiser_client.get(f"/o/{organisation.slug}/kits").text, "html.parser")
    assert len(page.select("section ul.kits")) == 3
    assert len(page.select("a.kit")) == 3
    assert foreign.title_da not in page.get_text()


def test_an_empty_list_says_how_to_begin(stage: Stage, organiser_client: AuditingClient) -> None:
    slug = stage.kit.organisation.slug
    other = CohortFactory().organisation
    stage.kit.organisation = other
    page = organiser_client.get(f"/o/{slug}/kits").text
    assert 'class="empty"' in page
    assert f"/o/{slug}/kits/new" in page


def test_the_list_asks_as_often_for_three_kits_as_for_one(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    url = f"/o/{stage.kit.organisation.slug}/kits"
    with count_queries() as for_one:
        organiser_client.get(url)
    organisation = db.session.scalars(select(Kit)).one().organisation
    for _ in range(2):
        kit = KitFactory(organisation=organisation)
        asset = AssetFactory(organisation=organisation, renditions=True)
        KitItemFactory(kit=kit, asset=asset)
    with count_queries() as for_three:
        page = organiser_client.get(url).text
    assert page.count('class="kit"') == 3
    assert len(for_three) == len(for_one), for_three


def new_kit(stage: Stage, **more: object) -> dict[str, object]:
    return {
        "title_da": "Efterårets farver",
        "title_en": "Autumn colours",
        "starts_on": today().isoformat(),
        "ends_on": today().isoformat(),
        "cohorts": [str(cohort.id) for cohort in stage.kit.cohorts],
        **more,
    }


def test_a_kit_begins_as_a_draft(stage: Stage, organiser_client: AuditingClient) -> None:
    url = f"/o/{stage.kit.organisation.slug}/kits/new"
    assert organiser_client.get(url).status_code == 200
    response = organiser_client.post(url, data=new_kit(stage))
    assert organiser_client.get(response.location).status_code == 200
    kit = db.session.scalars(select(Kit).where(Kit.title_en == "Autumn colours")).one()
    assert (kit.status, kit.cohorts) == (KitStatus.DRAFT, stage.kit.cohorts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_da": "x" * 81},
        {"cohorts": []},
        {"ends_on": "2020-01-01"},
        {"starts_on": "soon"},
        {"cohorts": ["made up"]},
    ],
)
def test_a_wrong_beginning_is_kept_and_explained(
    stage: Stage, organiser_client: AuditingClient, wrong: dict[str, object]
) -> None:
    url = f"/o/{stage.kit.organisation.slug}/kits/new"
    response = organiser_client.post(url, data=new_kit(stage, **wrong))
    assert response.status_code == 422
    assert problems(response.text)
    assert "Autumn colours" in response.text
    assert db.session.scalar(select(func.count(Kit.id))) == 1


def test_another_organisations_cohort_cannot_be_chosen(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    url = f"/o/{stage.kit.organisation.slug}/kits/new"
    data = new_kit(stage, cohorts=[str(CohortFactory().id)])
    assert organiser_client.post(url, data=data).status_code == 422


def test_settings_show_and_keep_what_was_chosen(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    unit = UnitFactory(organisation=stage.kit.organisation)
    url = f"{stage.desk}/settings"
    page = BeautifulSoup(organiser_client.get(url).text, "html.parser")
    assert len(page.select("[name=cohorts][checked]")) == 1
    assert page.select_one("[name=title_da]")["value"] == "Værkstedet er åbent"  # type: ignore[index]
    response = organiser_client.post(url, data=new_kit(stage, unit=str(unit.id), gate=""))
    assert response.status_code in (302, 303)
    assert (stage.kit.unit, stage.kit.title_en) == (unit, "Autumn colours")
    refused = organiser_client.post(url, data=new_kit(stage, ends_on="2020-01-01", gate=""))
    assert refused.status_code == 422
    assert 'value="2020-01-01"' in refused.text


def test_pictures_are_chosen_moved_and_taken_out(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    asset = AssetFactory(organisation=stage.kit.organisation, alt_da="Kaffe", renditions=True)
    foreign = AssetFactory(alt_da="Fremmed", renditions=True)
    url = f"{stage.desk}/pictures"
    library = organiser_client.get(url).text
    assert "Kaffe" in library
    assert "Fremmed" not in library

    organiser_client.post(url, data={"assets": [str(asset.id), str(foreign.id)]})
    assert [item.asset.alt_da for item in stage.kit.items][2:] == ["Kaffe"]

    last = stage.kit.items[2]
    organiser_client.post(f"{url}/{last.id}/place", data={"way": "up"})
    assert stage.kit.items[1].asset == asset
    organiser_client.post(f"{url}/{last.id}/removal")
    assert [item.asset.alt_da for item in stage.kit.items] == ["Pensler i dåser", "En eng i modlys"]
    assert organiser_client.post(f"{url}/{last.id}/removal").status_code == 404


def test_choosing_nothing_or_too_much_is_explained(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    url = f"{stage.desk}/pictures"
    assert organiser_client.post(url, data={}).status_code == 422
    assert organiser_client.post(url, data={"assets": ["x"]}).status_code == 422
    many = [AssetFactory(organisation=stage.kit.organisation) for _ in range(29)]
    response = organiser_client.post(url, data={"assets": [str(asset.id) for asset in many]})
    assert response.status_code == 422
    ticked = BeautifulSoup(response.text, "html.parser").select("[name=assets][checked]")
    assert len([box for box in ticked if not box.has_attr("disabled")]) == 29
    assert len(stage.kit.items) == 2


def test_a_text_is_added_changed_and_removed(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    url = f"{stage.desk}/captions/en"
    fields = form_named(organiser_client.get(stage.desk).text, url)
    text, tags = next(n for n in fields if "text" in n), next(n for n in fields if "hashtags" in n)
    organiser_client.post(url, data={text: "Coffee in the tin. {link}", tags: "via, #Holstebro"})
    added = stage.kit.captions[-1]
    assert (added.locale, added.text, added.hashtags) == (
        "en",
        "Coffee in the tin. {link}",
        ["via", "Holstebro"],
    )

    edit = f"{stage.desk}/captions/{added.id}"
    fields = form_named(organiser_client.get(stage.desk).text, edit)
    text, tags = next(n for n in fields if "text" in n), next(n for n in fields if "hashtags" in n)
    assert (fields[text], fields[tags]) == ("Coffee in the tin. {link}", "#via #Holstebro")
    organiser_client.post(edit, data={text: "Tea.", tags: ""})
    db.session.refresh(added)
    assert (added.text, added.hashtags) == ("Tea.", [])

    organiser_client.post(f"{edit}/removal")
    assert db.session.scalar(select(func.count(Caption.id))) == 3
    assert organiser_client.post(edit, data={text: "Tea."}).status_code == 404
    assert organiser_client.post(f"{stage.desk}/captions/kl").status_code == 404


def test_six_hashtags_are_refused_and_the_text_is_kept(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    url = f"{stage.desk}/captions/da"
    fields = form_named(organiser_client.get(stage.desk).text, url)
    text, tags = next(n for n in fields if "text" in n), next(n for n in fields if "hashtags" in n)
    response = organiser_client.post(url, data={text: "Kaffe i dåsen.", tags: "#a #b #c #d #e #f"})
    assert response.status_code == 422
    kept = form_named(response.text, url)
    assert (kept[text], kept[tags]) == ("Kaffe i dåsen.", "#a #b #c #d #e #f")
    assert problems(response.text)
    assert len(stage.kit.captions) == 3

    empty = organiser_client.post(url, data={text: "  ", tags: "#a"})
    assert empty.status_code == 422
    assert form_named(empty.text, url)[tags] == "#a"


def test_the_first_line_follows_the_choice(stage: Stage, organiser_client: AuditingClient) -> None:
    url = f"{stage.desk}/first-line"
    assert organiser_client.post(url, data={"relation": "friends"}).status_code == 422
    assert stage.kit.relation is Relation.ENCOURAGED
    organiser_client.post(url, data={"relation": "agreed"})
    page = organiser_client.get(stage.desk).text
    assert "Reklame: jeg er studieambassadør for Studieliv Holstebro." in page
    assert "Reklame (advertisement): I am a student ambassador for Studieliv Holstebro." in page


def test_publishing_says_everything_that_is_missing(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    stage.kit.status = KitStatus.DRAFT
    stage.kit.items[0].asset.alt_en = ""
    stage.kit.captions = [one for one in stage.kit.captions if one.locale == "da"]
    response = organiser_client.post(f"{stage.desk}/publication")
    assert response.status_code == 422
    assert len(problems(response.text)) == 2
    assert stage.kit.status is KitStatus.DRAFT


def test_another_organisations_kit_is_not_found(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    foreign = KitFactory()
    slug = stage.kit.organisation.slug
    for rest in ("", "/settings", "/preview", "/pictures"):
        assert organiser_client.get(f"/o/{slug}/kits/{foreign.id}{rest}").status_code == 404
    for rest in ("/publication", "/withdrawal", "/copies", "/first-line", "/captions/da"):
        assert organiser_client.post(f"/o/{slug}/kits/{foreign.id}{rest}").status_code == 404


def test_an_ambassador_does_not_get_to_the_desk(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    assert ambassador_client.get(stage.desk).status_code == 404
    assert ambassador_client.post(f"{stage.desk}/publication").status_code == 404
