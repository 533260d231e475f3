"""What ambassadors do with a kit from their phone, and what the organisers hear of it."""

from collections.abc import Callable

from bs4 import BeautifulSoup
from sqlalchemy import select

from core import jobs
from core.db import db
from core.models import OutgoingMail
from media.kits import queries as kit_queries
from media.kits.models import KitDownload, KitItem
from media.kits.reception import operations, queries
from media.kits.reception.enums import FetchWay
from media.kits.reception.models import KitFeedback, PictureFetch
from media.library.enums import Recognisable
from media.library.originals.signals import pictures_merged
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.media.kits.conftest import Stage, today


def items(stage: Stage) -> list[KitItem]:
    return list(stage.kit.items)


def taken() -> list[tuple[object, str]]:
    rows = db.session.scalars(select(PictureFetch))
    return sorted(((row.asset_id, row.way.value) for row in rows), key=str)


def test_every_way_to_take_a_picture_is_on_record(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    first, second = items(stage)
    told = {"way": "share", "picture": [str(first.id), "not-one-of-ours"]}
    for _ in range(2):
        assert ambassador_client.post(f"{stage.url}/fetches", data=told).status_code == 204
    saved = ambassador_client.post(f"{stage.url}/pictures/{second.id}/9x16")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.data.rstrip(b".") == b"9x16"
    assert ambassador_client.post(f"{stage.url}/download").status_code == 200

    shared, kept = (first.asset_id, "share"), (second.asset_id, "save")
    zipped = [(item.asset_id, "zip") for item in (first, second)]
    assert taken() == sorted([shared, kept, *zipped], key=str)
    # One person has the kit, however often she took something from it.
    assert len(db.session.scalars(select(KitDownload)).all()) == 1
    (fetched,) = queries.fetched_by(first.asset_id)
    assert (fetched.ambassador, set(fetched.ways)) == (
        stage.ambassador,
        {FetchWay.SHARE, FetchWay.ZIP},
    )
    assert queries.users_of([first.asset_id], but=stage.ambassador.id) == {}


def test_what_may_not_be_used_cannot_be_taken(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    first = items(stage)[0]
    first.asset.recognisable = Recognisable.UNANSWERED
    db.session.commit()
    told = {"way": "share", "picture": str(first.id)}
    assert ambassador_client.post(f"{stage.url}/fetches", data=told).status_code == 204
    assert ambassador_client.post(f"{stage.url}/fetches", data={"way": "ftp"}).status_code == 400
    assert ambassador_client.post(f"{stage.url}/pictures/{first.id}/4x5").status_code == 404
    assert ambassador_client.post(f"{stage.url}/pictures/{first.id}/16x9").status_code == 404
    assert taken() == []


def test_who_took_one_of_two_pictures_that_become_one_took_the_kept_one(stage: Stage) -> None:
    keep, other = (item.asset for item in items(stage))
    for asset, way in [(keep, FetchWay.ZIP), (other, FetchWay.ZIP), (other, FetchWay.SHARE)]:
        operations.record_fetch(stage.kit, stage.ambassador, assets=[asset.id], way=way)
    pictures_merged.send(keep, other=other)
    db.session.commit()
    db.session.expire_all()
    (fetched,) = queries.fetched_by(keep.id)
    assert set(fetched.ways) == {FetchWay.ZIP, FetchWay.SHARE}


def test_a_kit_said_no_to_is_gone_and_comes_back(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    answer = ambassador_client.post(f"{stage.url}/hiding")
    ambassador_client.post(f"{stage.url}/hiding")  # pressed twice
    assert kit_queries.kits_for(stage.ambassador, today()) == []
    page = ambassador_client.get(answer.location).text
    assert f'action="{stage.url}/return"' in page  # undo
    assert f'href="{stage.url}"' not in page
    assert stage.url in ambassador_client.get("/my/kits/hidden").text
    # Nobody else is touched by it.
    peer = AmbassadorFactory(cohort=stage.ambassador.cohort, unit=stage.ambassador.unit)
    assert kit_queries.kits_for(peer, today()) == [stage.kit]

    ambassador_client.post(f"{stage.url}/return")
    assert kit_queries.kits_for(stage.ambassador, today()) == [stage.kit]
    assert "return" not in ambassador_client.get(answer.location).text


def test_feedback_reaches_the_kits_page_and_one_mail_a_day(
    stage: Stage,
    ambassador_client: AuditingClient,
    organiser_client: AuditingClient,
    outbox: Callable[[], list[OutgoingMail]],
) -> None:
    MembershipFactory(organisation=stage.kit.organisation, offered_to="Perhaps Soon")
    page = f"{stage.url}/feedback"
    assert ambassador_client.post(page, data={"words": "Intet valgt"}).status_code == 422
    for words in ("Fyrst her", "Vis os kantinen"):
        said = {"kind": "more_local", "words": words}
        assert ambassador_client.post(page, data=said).status_code == 302
    assert "Vis os kantinen" in ambassador_client.get(page).text
    desk = organiser_client.get(stage.desk).text
    assert ("Vis os kantinen" in desk, "Fyrst her" in desk) == (True, False)

    jobs.enqueue("tell_of_kit_feedback")
    bodies = {mail.recipient: mail.subject for mail in outbox()}
    assert list(bodies) == [stage.organiser.email]
    jobs.enqueue("tell_of_kit_feedback")  # nothing new: nothing is sent
    assert len(outbox()) == 1
    assert db.session.scalars(select(KitFeedback.told_at)).one() is not None


def test_her_own_words_stand_behind_the_first_line(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    own = "Kom forbi i morgen og lugt til malingen."
    address = f"{stage.url}?language=da&caption=2"
    page = BeautifulSoup(
        ambassador_client.post(address, data={"own_words": own}).text, "html.parser"
    )
    caption = page.select_one("#caption")
    assert caption
    line, words = caption.select_one(".first-line"), caption.select_one("#words")
    assert line
    assert words
    assert line.text.startswith("Jeg er studieambassadør")
    assert words.text == own
    share = page.select_one("[data-own-share]")
    assert share
    assert "75" in share.text  # "kom forbi" of eight words is ours
    area, counter = page.select_one("#own-words"), page.select_one("#own-words-count")
    assert area
    assert counter
    beside = [line.text, *(tags.text for tags in caption.select("#tags"))]
    assert area["maxlength"] == counter["data-limit"] == str(2200 - len("\n".join(beside)) - 1)
    assert counter["data-first"] == str(125 - len(line.text) - 1)
    # Nobody keeps a web worker busy by sending a book to be compared.
    book = ambassador_client.post(address, data={"own_words": "a " * 900_000})
    assert len(book.data) < 200_000


def test_her_link_is_a_drawing_and_a_picture_and_the_page_a_code(
    stage: Stage, ambassador_client: AuditingClient, link: str
) -> None:
    drawing = ambassador_client.get(f"{stage.url}/link.svg?download=1")
    picture = ambassador_client.get(f"{stage.url}/link.png")
    assert (drawing.mimetype, drawing.data[:4]) == ("image/svg+xml", b"<svg")
    assert drawing.headers["Content-Disposition"] == "attachment; filename=qr-KRTMWD.svg"
    assert (picture.mimetype, picture.data[1:4]) == ("image/png", b"PNG")
    assert ambassador_client.get(f"{stage.url}/phone.svg").mimetype == "image/svg+xml"


def test_without_a_link_there_is_no_code(stage: Stage, ambassador_client: AuditingClient) -> None:
    assert ambassador_client.get(f"{stage.url}/link.svg").status_code == 404
