"""A kit on its way out, as its organiser sees it: published, withdrawn, copied, looked at."""

from bs4 import BeautifulSoup
from sqlalchemy import select

from core.db import db
from media.kits.enums import KitStatus
from media.kits.models import Kit
from media.library.enums import Recognisable
from tests.client import AuditingClient
from tests.media.kits.conftest import Stage


def test_a_held_back_picture_is_named_and_the_rest_goes_out(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    stage.kit.status = KitStatus.DRAFT
    stage.add_picture(alt_da="En dreng på en gynge", alt_en="", recognisable=Recognisable.SOMEBODY)
    stage.kit.items[2].asset.alt_en = "A boy on a swing"
    name = "A boy on a swing"
    organiser_client.post("/language", data={"language": "en"})
    assert name in organiser_client.get(stage.desk).text
    organiser_client.post(f"{stage.desk}/publication")
    response = organiser_client.get(stage.desk)
    assert stage.kit.status is KitStatus.PUBLISHED
    assert "The rest is out." in response.text
    flashes = BeautifulSoup(response.text, "html.parser").select_one(".flashes")
    assert flashes
    assert name in flashes.get_text()


def test_a_withdrawn_kit_is_gone_and_can_come_back(
    stage: Stage, organiser_client: AuditingClient, ambassador_client: AuditingClient
) -> None:
    organiser_client.post(f"{stage.desk}/withdrawal")
    assert ambassador_client.get(stage.url).status_code == 404
    organiser_client.post(f"{stage.desk}/publication")
    assert ambassador_client.get(stage.url).status_code == 200


def test_a_copy_opens_as_a_draft(stage: Stage, organiser_client: AuditingClient) -> None:
    response = organiser_client.post(f"{stage.desk}/copies")
    assert organiser_client.get(response.location).status_code == 200
    drafts = select(Kit).where(Kit.status == KitStatus.DRAFT)
    assert db.session.scalars(drafts).one().title_en.startswith("The workshop is open")


def test_the_preview_shows_what_an_ambassador_sees(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    stage.kit.status = KitStatus.DRAFT
    page = organiser_client.get(f"{stage.desk}/preview?picture=2")
    assert page.status_code == 200
    assert "2 / 2" in page.text
    assert "Studieliv Holstebro." in page.text
    assert "{link}" not in page.text
    assert f"{stage.url}/download" not in page.text
