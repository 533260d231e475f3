"""Organisers find pictures in the library, and see how far each is."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from accounts.models import Organisation
from core import jobs
from core.db import db
from core.enums import JobState
from media.library.enums import AssetState, Recognisable
from media.library.standing import standings
from tests.client import AuditingClient
from tests.factories.media import AssetFactory
from tests.media.library.pages.acts import PIECE, TODAY, library
from tests.queries import count_queries


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
    AssetFactory(organisation=organisation, recognisable=Recognisable.SOMEBODY)
    foreign = AssetFactory()

    response = organiser.get(library(organisation))

    for words in (
        "Ready in 4 formats",
        "Missing alt text",
        "Being made ready…",
        "Refused: the file is damaged",
        "Mark who can be recognised",
        "1 of 5 pictures are ready to use",
    ):
        assert words in response.text
    assert len(shown(response.text)) == 5
    assert str(foreign.id) not in response.text


def test_an_ended_consent_is_told_with_its_day(app: Flask) -> None:
    yesterday = TODAY - timedelta(days=1)
    asset = AssetFactory(recognisable=Recognisable.SOMEBODY, consent_until=yesterday)
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
        "held-back": AssetFactory(organisation=organisation, recognisable=Recognisable.SOMEBODY),
        "unfinished": AssetFactory(organisation=organisation, state=AssetState.PROCESSING),
    }
    for shelf, asset in made.items():
        response = organiser.get(library(organisation, f"?shelf={shelf}"))
        assert shown(response.text) == [str(asset.id)]
        assert "Found: 1" in response.text
    everything = organiser.get(library(organisation, "?shelf=nonsense")).text
    assert (len(shown(everything)), "Found" in everything) == (4, False)


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


def test_a_page_of_somebody_signed_out_meanwhile_stays_as_it_is(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    path = library(organisation, "/progress?ids=")
    organiser.post("/sign-out")
    told = organiser.get(path, headers=PIECE)
    assert (told.status_code, told.headers["HX-Reswap"], told.text) == (286, "none", "")
    assert "/sign-in" in organiser.get(path).location


def test_progress_of_foreign_pictures_is_not_told(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    foreign = AssetFactory()
    path = library(organisation, f"/progress?ids={foreign.id.hex},x&left={foreign.id.hex}")
    response = organiser.get(path, headers=PIECE)
    assert foreign.id.hex not in response.text
    assert str(foreign.id) not in response.text
