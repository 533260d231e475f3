"""An organiser looks at one picture, writes about it, and takes it out."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from accounts.models import Organisation
from core import jobs
from core.db import db
from core.enums import JobState
from core.models import Job
from media.library.enums import AssetState, Recognisable
from media.library.models import Asset
from tests.client import AuditingClient
from tests.factories.accounts import UnitFactory
from tests.factories.media import AssetFactory, KitItemFactory
from tests.media.library.pages.acts import PIECE, TODAY, library


def page_of(asset: Asset, rest: str = "") -> str:
    return library(asset.organisation, f"/{asset.id}{rest}")


def details(**changes: object) -> dict[str, object]:
    return {"alt_da": "Pensler", "recognisable": "nobody", "unit": "", **changes}


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

    response = organiser.post(
        page_of(asset),
        data=details(
            alt_da=" Pensler ",
            alt_en="Brushes",
            credit="Mette",
            licence="CC BY 4.0",
            recognisable="somebody",
            unit=str(unit.id),
        ),
    )

    assert response.status_code in (302, 303)
    saved = (asset.alt_da, asset.alt_en, asset.credit, asset.licence, asset.unit_id)
    assert saved == ("Pensler", "Brushes", "Mette", "CC BY 4.0", unit.id)
    assert asset.recognisable is Recognisable.SOMEBODY


@pytest.mark.parametrize(
    "bad",
    [
        {"alt_da": "a" * 501},
        {"recognisable": "perhaps"},
        {"unit": "not-a-unit"},
    ],
)
def test_nonsense_is_refused(
    bad: dict[str, str], organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation)
    assert organiser.post(page_of(asset), data=details(**bad)).status_code == 422


def test_what_helps_to_find_a_picture_and_when_its_licence_ends(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    asset = AssetFactory(organisation=organisation)
    for name in ("Sommer", "sommer"):  # the second time it is there already
        organiser.post(
            page_of(asset),
            data=details(
                licence_until=TODAY.isoformat(),
                place=" Aulum ",
                tags="Campus, #værksted,, campus",
                text_language="da",
                new_collection=name,
            ),
        )
    assert (asset.licence_until, asset.place, asset.text_language) == (TODAY, "Aulum", "da")
    assert asset.tags == ["campus", "værksted"]
    [collection] = asset.collections
    path = library(organisation)
    for query in ("search=%23v%C3%A6rksted", "search=AULUM", f"collection={collection.id}"):
        assert str(asset.id) in organiser.get(f"{path}?{query}&kind=picture").text
    for query in (
        "search=aulum&kind=film",
        f"collection={organisation.id}",
        "unit=nonsense&search=x1",
    ):
        assert str(asset.id) not in organiser.get(f"{path}?{query}").text
    organiser.post(page_of(asset), data=details(collections=[str(collection.id)]))
    assert asset.collections == [collection]
    organiser.post(page_of(asset), data=details())
    assert asset.collections == []


def test_a_picture_whose_licence_ended_is_held_back_with_its_day(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    AssetFactory(organisation=organisation, licence_until=TODAY - timedelta(days=1))
    assert "The licence ended on" in organiser.get(library(organisation, "?shelf=held-back")).text


def test_what_was_noted_before_the_register_goes_with_its_answer(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    noted = {"recognisable": Recognisable.SOMEBODY, "consent_until": TODAY}
    asset = AssetFactory(organisation=organisation, **noted)
    organiser.post(page_of(asset), data=details(recognisable="somebody"))
    assert asset.consent_until == TODAY
    organiser.post(page_of(asset), data=details(recognisable="nobody"))
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
