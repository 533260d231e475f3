"""A picture on loan: sent from the phone, thanked, used by others, taken back."""

import hashlib
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from ambassadors.models import Ambassador
from core.db import db, utcnow
from core.models import OutgoingMail
from core.personal_data import Person
from media.kits.contributions import operations, personal_data, queries, told
from media.kits.contributions.enums import ContributionState, InPicture
from media.kits.contributions.models import Contribution
from media.kits.models import Kit, KitItem
from media.kits.reception import operations as reception
from media.kits.reception.enums import FetchWay
from media.library import queries as library_queries
from media.library.enums import Recognisable
from media.library.models import Asset
from media.library.permissions import is_usable
from tests.client import AuditingClient
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.media import AssetFactory
from tests.factories.pictured import PersonInAssetFactory
from tests.media.kits.conftest import Stage, today
from tests.media.library import corpus
from tests.media.library.test_uploads import posted
from tests.queries import count_queries

Fields = dict[str, object]


def send(client: AuditingClient, *pictures: bytes, **changes: object) -> TestResponse:
    """Send pictures as the page's form does; ``changes`` to what is said, None leaves it out."""
    said: Fields = {
        "idea": "Mandag morgen i værkstedet.",
        "in_picture": "only_me",
        "credit": "Freja Nørgaard",
        "lends": "y",
        "sent_key": "k" * 32,
        **changes,
    }
    data = {name: value for name, value in said.items() if value is not None}
    data["pictures"] = [(io.BytesIO(one), f"IMG_{n}.jpg") for n, one in enumerate(pictures)]
    return posted(client, "/my/contributions/new", data)


def sent() -> Contribution:
    return db.session.scalars(select(Contribution)).one()


def the_asset() -> Asset:
    return sent().pictures[0].asset


@pytest.fixture
def lent(
    stage: Stage, ambassador_client: AuditingClient, run_jobs: Callable[[], None]
) -> Contribution:
    assert send(ambassador_client, corpus.phone_photo()).status_code == 302
    run_jobs()
    return sent()


def answer_url(one: Contribution) -> str:
    slug = one.ambassador.cohort.organisation.slug
    return f"/o/{slug}/contributions/{one.id}"


def answer(client: AuditingClient, one: Contribution, kit: Kit | None, word: str) -> TestResponse:
    data = {"kit": str(kit.id) if kit else "", "thanks": "Sikke et lys!", "answer": word}
    return client.post(answer_url(one), data=data)


def test_a_sent_picture_waits_until_somebody_has_looked_at_it(
    lent: Contribution, ambassador_client: AuditingClient, organiser_client: AuditingClient
) -> None:
    assert (lent.state, lent.licensed_from) == (ContributionState.SENT, today())
    assert lent.licensed_until == operations.a_year_after(today())
    assert not is_usable(the_asset(), today())
    # Its sender sees it; nobody else does, but for the organiser.
    small = f"/my/contributions/pictures/{lent.pictures[0].id}"
    assert ambassador_client.get(small).mimetype == "image/webp"
    assert small in ambassador_client.get("/my/contributions").text
    assert "Mandag morgen" in organiser_client.get(answer_url(lent)).text
    # The same form once more is no second contribution.
    assert send(ambassador_client, corpus.phone_photo()).status_code == 302
    assert sent().id == lent.id


def test_a_sent_picture_somebody_else_in_it_has_taken_back_is_not_shown_to_its_sender(
    lent: Contribution, ambassador_client: AuditingClient
) -> None:
    small = f"/my/contributions/pictures/{lent.pictures[0].id}"
    PersonInAssetFactory(asset=the_asset(), person=None, refused_at=utcnow())
    db.session.commit()
    assert ambassador_client.get(small).status_code == 410
    assert small not in ambassador_client.get("/my/contributions").text


def test_an_accepted_picture_is_in_the_kit_and_its_use_comes_back(
    stage: Stage,
    lent: Contribution,
    organiser_client: AuditingClient,
    ambassador_client: AuditingClient,
    outbox: Callable[[], list[OutgoingMail]],
) -> None:
    answered = answer(organiser_client, lent, stage.kit, "yes")
    assert answered.location.endswith(f"/library/{the_asset().id}")  # it waits for words
    assert (sent().state, the_asset().credit) == (ContributionState.ACCEPTED, "Freja Nørgaard")
    assert is_usable(the_asset(), today())
    assert not is_usable(the_asset(), sent().licensed_until + timedelta(days=1))
    in_kit = select(KitItem.id).where(KitItem.asset_id == the_asset().id)
    assert db.session.scalar(in_kit) is not None
    mail = outbox()[-1]
    assert mail.recipient == stage.ambassador.user.email
    assert "/my/contributions" in mail.body or mail.body == ""

    # Four others take it, one of them twice, and so does she.
    others = [AmbassadorFactory(cohort=stage.ambassador.cohort) for _ in range(4)]
    for one, way in [
        *((other, FetchWay.SHARE) for other in others),
        (others[0], FetchWay.ZIP),
        (stage.ambassador, FetchWay.SAVE),
    ]:
        reception.record_fetch(stage.kit, one, assets=[the_asset().id], way=way)
    db.session.commit()
    (row,) = told.rows(stage.ambassador, today())
    assert (row.used_by, row.is_lent) == (4, True)
    page = ambassador_client.get("/my/contributions").text
    assert "4" in page
    assert all(other.user.name not in page for other in others)

    # A second answer changes nothing.
    assert answer(organiser_client, sent(), None, "no").status_code == 422
    assert sent().state is ContributionState.ACCEPTED


def test_what_is_taken_back_is_gone_everywhere_at_once(
    stage: Stage,
    lent: Contribution,
    organiser_client: AuditingClient,
    ambassador_client: AuditingClient,
    outbox: Callable[[], list[OutgoingMail]],
) -> None:
    answer(organiser_client, lent, stage.kit, "yes")
    peer = AmbassadorFactory(cohort=stage.ambassador.cohort)
    for one in (peer, stage.ambassador):
        reception.record_fetch(stage.kit, one, assets=[the_asset().id], way=FetchWay.SHARE)
    db.session.commit()
    address = f"/files/{the_asset().renditions[0].id}"
    assert ambassador_client.get(address).status_code == 200
    assert ambassador_client.post(f"/my/contributions/{lent.id}/return").status_code == 302
    assert (sent().state, is_usable(the_asset(), today())) == (ContributionState.REVOKED, False)
    assert ambassador_client.get(address).status_code == 410
    assert db.session.scalar(select(KitItem).where(KitItem.asset_id == the_asset().id)) is None
    # Who took it is asked to remove it, once; she herself is not.
    asked = [mail.recipient for mail in outbox() if "taget tilbage" in mail.subject]
    assert asked == [peer.user.email]
    # Pressing it again is harmless, and nobody can take it into use any more.
    assert ambassador_client.post(f"/my/contributions/{lent.id}/return").status_code == 302
    assert answer(organiser_client, sent(), stage.kit, "yes").status_code == 422


def test_a_no_deletes_the_pictures_and_keeps_the_words(
    lent: Contribution, organiser_client: AuditingClient, outbox: Callable[[], list[OutgoingMail]]
) -> None:
    asset_id = the_asset().id
    assert answer(organiser_client, lent, None, "no").status_code == 302
    assert (sent().state, sent().pictures) == (ContributionState.DECLINED, [])
    assert db.session.get(Asset, asset_id) is None
    assert outbox()[-1].recipient == sent().ambassador.user.email


@pytest.mark.parametrize(
    ("who", "recognisable", "usable"),
    [
        (InPicture.NOBODY, Recognisable.NOBODY, True),
        (InPicture.ONLY_ME, Recognisable.SOMEBODY, True),
        (InPicture.OTHERS, Recognisable.SOMEBODY, False),
    ],
)
def test_other_people_in_it_must_say_yes_themselves(
    stage: Stage, who: InPicture, recognisable: Recognisable, usable: bool
) -> None:
    asset = stage.add_picture(recognisable=Recognisable.UNANSWERED)
    said = operations.Sent(idea="", in_picture=who, credit="", sent_key="k" * 32)
    one = operations.send(stage.ambassador, said, [asset], on=today())
    operations.accept(one, kit=None, thanks="", actor=stage.organiser)
    db.session.commit()
    assert (asset.recognisable, is_usable(asset, today())) == (recognisable, usable)
    assert not is_usable(asset, one.licensed_until + timedelta(days=1))


def test_what_cannot_be_taken_is_said_at_its_field(
    stage: Stage, ambassador_client: AuditingClient
) -> None:
    known = corpus.jpeg()
    assert send(ambassador_client, known).status_code == 302
    for pictures, changes in [
        ((), {}),
        ((b"no picture at all",), {"sent_key": "l" * 32}),
        ((known,), {"sent_key": "n" * 32}),
        ((corpus.phone_photo(), b"GIF89a and no more"), {"sent_key": "m" * 32}),
        ((corpus.phone_photo(),), {"lends": None, "sent_key": "o" * 32}),
        ((corpus.phone_photo(),), {"in_picture": None, "sent_key": "p" * 32}),
        ((corpus.phone_photo(),) * 6, {"sent_key": "q" * 32}),
    ]:
        assert send(ambassador_client, *pictures, **changes).status_code == 422
    assert sent().sent_key == "k" * 32  # all of them or none
    assert len(db.session.scalars(select(Asset).where(Asset.credit != "Mette Holm")).all()) == 1


def test_a_picture_that_came_in_by_somebody_else_meanwhile_is_not_hers_to_take_back(
    stage: Stage, ambassador_client: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = corpus.phone_photo()
    asset = AssetFactory(
        organisation=stage.kit.organisation, checksum=hashlib.sha256(content).hexdigest()
    )
    db.session.commit()
    known = library_queries.known_checksums
    answers = iter([{}])  # it was not there when she asked
    monkeypatch.setattr(
        library_queries, "known_checksums", lambda *asked: next(answers, None) or known(*asked)
    )
    assert send(ambassador_client, content, corpus.jpeg()).status_code == 422
    assert db.session.scalars(select(Contribution)).all() == []
    left = db.session.scalars(select(Asset).where(Asset.uploaded_by_id == stage.ambassador.user_id))
    assert (left.all(), db.session.get(Asset, asset.id)) == ([], asset)


def test_pressed_twice_it_is_sent_once_and_nobody_is_told_off(
    lent: Contribution, ambassador_client: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_sent, first = queries.is_sent, iter([False])  # both were on their way
    monkeypatch.setattr(queries, "is_sent", lambda key: next(first, None) or is_sent(key))
    assert send(ambassador_client, corpus.phone_photo()).status_code == 302
    assert sent() is lent


def test_erasing_the_sender_takes_the_pictures_along(
    stage: Stage, lent: Contribution, organiser_client: AuditingClient
) -> None:
    answer(organiser_client, lent, stage.kit, "yes")
    asset_id, place = the_asset().id, stage.ambassador
    person = Person(place.user_id, place.user.email, place.user.name, places=(place.id,))
    personal_data.erase(person)
    personal_data.erase(person)
    db.session.commit()
    assert db.session.scalars(select(Contribution)).all() == []
    assert db.session.get(Asset, asset_id) is None


def test_the_lists_cost_the_same_at_one_and_three(
    stage: Stage, ambassador_client: AuditingClient, organiser_client: AuditingClient
) -> None:
    desk = f"/o/{stage.kit.organisation.slug}/contributions"
    pages = [(ambassador_client, "/my/contributions"), (organiser_client, desk)]
    place = stage.ambassador.id
    assets = [stage.add_picture().id for _ in range(3)]

    def add(number: int) -> None:
        ambassador, asset = db.session.get(Ambassador, place), db.session.get(Asset, assets[number])
        assert ambassador
        assert asset
        said = operations.Sent(
            idea="", in_picture=InPicture.NOBODY, credit="", sent_key=f"{number}" * 32
        )
        operations.send(ambassador, said, [asset], on=today())
        db.session.commit()

    def costs() -> list[int]:
        found = []
        for client, path in pages:
            db.session.expunge_all()
            with count_queries() as counted:
                client.get(path)
            found.append(len(counted))
        return found

    add(0)
    before = costs()
    add(1)
    add(2)
    assert costs() == before


def test_a_loan_lasts_twelve_months() -> None:
    assert operations.a_year_after(date(2026, 11, 22)) == date(2027, 11, 21)
    assert operations.a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
