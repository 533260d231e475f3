"""The organiser's pages of the library."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from accounts.models import Organisation
from core import jobs
from core.db import db, utcnow
from core.enums import JobState
from core.models import Job
from media.library.enums import AssetState, Recognisable
from media.library.models import Asset
from media.library.standing import standings
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.media import AssetFactory, KitItemFactory
from tests.queries import count_queries

TODAY = utcnow().date()
PIECE = {"HX-Request": "true"}


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    found = MembershipFactory(user__locale="en").organisation
    assert isinstance(found, Organisation)
    return found


@pytest.fixture
def organiser(organisation: Organisation, sign_in: Callable[..., AuditingClient]) -> AuditingClient:
    return sign_in(organisation.memberships[0].user)


def library(organisation: Organisation, rest: str = "") -> str:
    return f"/o/{organisation.slug}/library{rest}"


def page_of(asset: Asset, rest: str = "") -> str:
    return library(asset.organisation, f"/{asset.id}{rest}")


def details(**changes: str) -> dict[str, str]:
    return {"alt_da": "Pensler", "recognisable": "nobody", "unit": "", **changes}


def shown(text: str) -> list[str]:
    """Return the ids of the pictures on a page."""
    return [str(card["id"])[6:] for card in BeautifulSoup(text, "html.parser").select(".pick")]


def test_an_empty_library_says_how_to_begin(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    response = organiser.get(library(organisation))
    assert "Your first pictures" in response.text
    assert "Bring them in" in response.text


def test_pictures_are_shown_with_their_state_in_words(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    AssetFactory(organisation=organisation, renditions=True)
    AssetFactory(organisation=organisation, alt_da="", alt_en="")
    AssetFactory(organisation=organisation, state=AssetState.PROCESSING)
    AssetFactory(organisation=organisation, state=AssetState.REFUSED, refusal="damaged")
    AssetFactory(organisation=organisation, recognisable=Recognisable.WAITING)
    foreign = AssetFactory()

    response = organiser.get(library(organisation))

    for words in (
        "Ready in 4 formats",
        "Missing alt text",
        "Being made ready…",
        "Refused: the file is damaged",
        "Waiting for consent",
        "1 of 5 pictures are ready to use",
    ):
        assert words in response.text
    assert len(shown(response.text)) == 5
    assert str(foreign.id) not in response.text


def test_an_ended_consent_is_told_with_its_day(app: Flask) -> None:
    yesterday = TODAY - timedelta(days=1)
    asset = AssetFactory(recognisable=Recognisable.CONSENTED, consent_until=yesterday)
    with app.test_request_context():
        [standing] = standings(asset, TODAY)
    assert str(yesterday.year) in standing.text
    assert standing.kind == "warn"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("PENSLER", True),
        ("ærøskøbing", True),
        ("mette holm", True),
        ("billede-", True),
        ("100%", False),
        ("_", False),
        ("kajak", False),
    ],
)
def test_search_reads_alt_text_photographer_and_name(
    search: str, found: bool, organiser: AuditingClient, organisation: Organisation
) -> None:
    AssetFactory(organisation=organisation, alt_da="Pensler i Ærøskøbing")
    response = organiser.get(library(organisation), query_string={"search": search})
    assert bool(shown(response.text)) is found
    assert response.status_code == 200


def test_shelves_show_their_own_pictures(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    made = {
        "ready": AssetFactory(organisation=organisation),
        "without-alt": AssetFactory(organisation=organisation, alt_da="", alt_en=""),
        "held-back": AssetFactory(organisation=organisation, recognisable=Recognisable.WAITING),
        "unfinished": AssetFactory(organisation=organisation, state=AssetState.PROCESSING),
    }
    for shelf, asset in made.items():
        response = organiser.get(library(organisation, f"?shelf={shelf}"))
        assert shown(response.text) == [str(asset.id)]
    assert len(shown(organiser.get(library(organisation, "?shelf=nonsense")).text)) == 4


def test_the_49th_picture_is_on_the_second_page(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    AssetFactory.create_batch(49, organisation=organisation)
    assert len(shown(organiser.get(library(organisation)).text)) == 48
    assert len(shown(organiser.get(library(organisation, "?page=2")).text)) == 1


def test_the_library_asks_as_much_for_three_pictures_as_for_one(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    path, key = library(organisation), organisation.id
    AssetFactory(organisation=organisation, renditions=True)
    with count_queries() as for_one:
        organiser.get(path)
    again = db.session.get(Organisation, key)
    AssetFactory.create_batch(2, organisation=again, renditions=True)
    with count_queries() as for_three:
        organiser.get(path)
    assert len(for_three) == len(for_one), for_three


def test_progress_is_asked_for_and_ends_with_the_pictures(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, state=AssetState.PROCESSING)
    job = jobs.enqueue("make_renditions", subject_id=asset.id)
    job.state, job.done, job.total = JobState.RUNNING, 3, 7
    db.session.commit()

    bar = BeautifulSoup(organiser.get(library(organisation)).text, "html.parser").select_one(
        "#making"
    )
    assert bar
    assert bar.progress
    assert (bar.progress["value"], bar.progress["max"]) == ("3", "7")
    still = organiser.get(str(bar["hx-get"]), headers=PIECE)
    assert "hx-get" in still.text
    assert shown(still.text) == []

    asset.state, job.state = AssetState.READY, JobState.DONE
    over = organiser.get(str(bar["hx-get"]), headers=PIECE)
    assert "hx-get" not in over.text
    assert shown(over.text) == [str(asset.id)]


def test_progress_of_foreign_pictures_is_not_told(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    foreign = AssetFactory()
    path = library(organisation, f"/progress?ids={foreign.id.hex},x&left={foreign.id.hex}")
    response = organiser.get(path, headers=PIECE)
    assert foreign.id.hex not in response.text
    assert str(foreign.id) not in response.text


def test_a_picture_is_shown_in_every_format_with_what_stays_in_sight(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, renditions=True)
    page = BeautifulSoup(organiser.get(page_of(asset)).text, "html.parser")
    assert len(page.select("figure.shape")) == 4
    assert len(page.select("svg.shape__zone")) == 3
    assert page.h1
    assert page.h1.text == "The picture is ready to use"
    assert asset.storage_key not in str(page)


def test_a_pictures_page_follows_its_formats(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, state=AssetState.PROCESSING)
    job = jobs.enqueue("make_renditions", subject_id=asset.id)
    db.session.commit()
    assert "is being made ready" in organiser.get(page_of(asset)).text
    assert "hx-get" in organiser.get(page_of(asset, "/progress"), headers=PIECE).text

    asset.state, job.state = AssetState.READY, JobState.DONE
    over = organiser.get(page_of(asset, "/progress"), headers=PIECE).text
    assert "hx-get" not in over
    assert 'id="asset-heading" hx-swap-oob="true"' in over


def test_what_is_written_about_a_picture_is_saved(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    unit = UnitFactory(organisation=organisation)
    asset = AssetFactory(organisation=organisation, recognisable=Recognisable.UNANSWERED)
    until = TODAY + timedelta(days=30)

    response = organiser.post(
        page_of(asset),
        data=details(
            alt_da=" Pensler ",
            alt_en="Brushes",
            credit="Mette",
            licence="CC BY 4.0",
            recognisable="consented",
            consent_until=until.isoformat(),
            unit=str(unit.id),
        ),
    )

    assert response.status_code in (302, 303)
    saved = (asset.alt_da, asset.alt_en, asset.credit, asset.licence, asset.unit_id)
    assert saved == ("Pensler", "Brushes", "Mette", "CC BY 4.0", unit.id)
    assert (asset.recognisable, asset.consent_until) == (Recognisable.CONSENTED, until)


def test_a_consent_without_an_end_is_asked_for_it_and_nothing_is_lost(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, alt_da="Før")
    response = organiser.post(
        page_of(asset), data=details(alt_da="Efter", recognisable="consented", consent_until="")
    )
    assert response.status_code == 422
    assert "Write the date until which they have said yes." in response.text
    assert "Efter" in response.text
    db.session.refresh(asset)
    assert (asset.alt_da, asset.recognisable) == ("Før", Recognisable.NOBODY)


@pytest.mark.parametrize(
    "bad",
    [
        {"alt_da": "a" * 501},
        {"recognisable": "perhaps"},
        {"recognisable": "consented", "consent_until": "i morgen"},
        {"unit": "not-a-unit"},
    ],
)
def test_nonsense_is_refused(
    bad: dict[str, str], organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation)
    assert organiser.post(page_of(asset), data=details(**bad)).status_code == 422


def test_an_end_without_a_consent_is_forgotten(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation)
    organiser.post(page_of(asset), data=details(consent_until=TODAY.isoformat()))
    assert (asset.recognisable, asset.consent_until) == (Recognisable.NOBODY, None)


def test_moving_the_focal_point_makes_the_formats_again_once(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, renditions=True)
    for _ in range(2):
        organiser.post(page_of(asset, "/focal-point"), data={"x": "30", "y": "70"})
    assert (asset.focal_x, asset.focal_y) == (0.3, 0.7)
    assert db.session.scalars(select(Job.subject_id)).all() == [asset.id]


@pytest.mark.parametrize(("x", "y"), [("101", "0"), ("-1", "5"), ("", "5"), ("left", "5")])
def test_a_focal_point_outside_is_refused(
    x: str, y: str, organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, renditions=True)
    response = organiser.post(page_of(asset, "/focal-point"), data={"x": x, "y": y})
    assert response.status_code == 422
    assert (asset.focal_x, asset.focal_y) == (0.5, 0.5)


def test_a_refused_picture_says_why_and_can_be_tried_again(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(
        organisation=organisation, state=AssetState.REFUSED, refusal="damaged", alt_da=""
    )
    assert "Fetch it again from the camera" in organiser.get(page_of(asset)).text

    organiser.post(page_of(asset, "/renditions"))

    assert (asset.state, asset.refusal) == (AssetState.PROCESSING, None)
    assert db.session.scalars(select(Job.subject_id)).all() == [asset.id]


def test_a_picture_nothing_shows_can_be_deleted(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, renditions=True)
    response = organiser.post(page_of(asset, "/deletion"))
    assert response.location.endswith("/library")
    assert db.session.scalars(select(Asset)).all() == []


def test_a_picture_in_a_kit_is_kept_and_the_reason_told(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation, renditions=True)
    KitItemFactory(kit__organisation=organisation, asset=asset)

    response = organiser.post(page_of(asset, "/deletion"))

    assert "This picture is in use." in organiser.get(response.location).text
    assert db.session.scalars(select(Asset)).all() == [asset]
    assert len(asset.renditions) == 7


def test_a_picture_of_another_organisation_is_not_found(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    foreign = AssetFactory()
    path = library(organisation, f"/{foreign.id}")
    assert organiser.get(path).status_code == 404
    assert organiser.get(f"{path}/progress").status_code == 404
    assert organiser.post(path, data=details()).status_code == 404
    for rest in ("/focal-point", "/renditions", "/deletion"):
        assert organiser.post(path + rest, data={"x": "1", "y": "1"}).status_code == 404
