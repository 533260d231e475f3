"""Kits by the API: what is out today, and never a picture that may not be used."""

from collections.abc import Callable

import pytest

from accounts import keys
from accounts.enums import TokenScope
from core.db import db, utcnow
from media.kits.models import KitVariant
from media.library.people.consents import operations as consents
from media.library.people.enums import GivenBy
from tests.client import AuditingClient
from tests.factories.accounts import OrganisationFactory
from tests.factories.media import CaptionFactory, KitFactory
from tests.factories.pictured import ConsentFactory, PersonFactory, PersonInAssetFactory
from tests.media.kits.conftest import Stage, stage
from tests.queries import count_queries

__all__ = ["stage"]  # a fixture


@pytest.fixture
def headers(stage: Stage) -> dict[str, str]:
    made = keys.create_token(
        stage.kit.organisation, name="Intranet", actor=None, scope=TokenScope.READ_KITS
    )
    return {"Authorization": f"Bearer {made[1]}"}


def test_a_kit_with_its_versions_texts_and_files(
    client: AuditingClient, stage: Stage, headers: dict[str, str]
) -> None:
    kit = stage.kit
    kit.variants.append(KitVariant(unit=kit.unit, position=0, title_da="Holstebro er åben"))
    db.session.commit()
    (told,) = client.get("/api/v1/kits", headers=headers).json
    assert told == client.get(f"/api/v1/kits/{kit.id}", headers=headers).json
    assert told["address"].endswith(f"/my/kits/{kit.id}")
    assert told["cohorts"] == [kit.cohorts[0].name]
    base, local = told["versions"]
    assert (base["title_da"], local["title_da"]) == ("Værkstedet er åbent", "Holstebro er åben")
    assert [one["language"] for one in base["captions"]] == ["da", "da", "en"]
    first = base["pictures"][0]
    assert (first["kind"], first["alt_da"]) == ("feed", "Pensler i dåser")
    assert [one["format"] for one in first["files"]] == ["4x5", "3x4", "1x1", "9x16"]
    assert first["files"][0]["mimetype"] == "image/jpeg"
    # The key opens what is told of a file, never the file: who fetched it would not be known.
    path = first["files"][0]["address"].partition("/files/")[2]
    assert client.get(f"/files/{path}", headers=headers).status_code in (302, 401)


def test_a_picture_without_a_yes_or_taken_back_is_in_no_answer(
    client: AuditingClient,
    stage: Stage,
    headers: dict[str, str],
    run_jobs: Callable[[], None],
) -> None:
    kit, asset = stage.kit, stage.kit.items[0].asset
    person = PersonFactory(organisation=kit.organisation)
    mark = PersonInAssetFactory(asset=asset, person=person, consent=None)
    db.session.commit()
    address = f"/api/v1/kits/{kit.id}"

    def alts() -> list[str]:
        (version,) = client.get(address, headers=headers).json["versions"]
        return [one["alt_da"] for one in version["pictures"]]

    assert alts() == ["En eng i modlys"]
    mark.consent = ConsentFactory(person=person)
    db.session.commit()
    assert alts() == ["Pensler i dåser", "En eng i modlys"]
    consents.say_no(person, way=GivenBy.LINK)
    db.session.commit()
    assert alts() == ["En eng i modlys"]
    run_jobs()
    assert alts() == ["En eng i modlys"]
    answer = client.get(address, headers=headers)
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_what_is_out_and_ones_own_and_with_a_key_for_it(
    client: AuditingClient, stage: Stage, headers: dict[str, str]
) -> None:
    foreign = KitFactory(organisation=OrganisationFactory())
    over = KitFactory(organisation=stage.kit.organisation, ends_on=stage.kit.starts_on)
    db.session.commit()
    assert len(client.get("/api/v1/kits", headers=headers).json) == 1
    for kit in (foreign, over):
        assert client.get(f"/api/v1/kits/{kit.id}", headers=headers).status_code == 404
    results = keys.create_token(stage.kit.organisation, name="BI", actor=None)[1]
    db.session.commit()
    other = {"Authorization": f"Bearer {results}"}
    assert client.get("/api/v1/kits", headers=other).status_code == 403
    assert client.get("/api/v1/campaigns", headers=headers).status_code == 403


def test_three_kits_take_as_many_queries_as_one(
    client: AuditingClient, stage: Stage, headers: dict[str, str]
) -> None:
    organisation, cohorts = stage.kit.organisation, list(stage.kit.cohorts)
    with count_queries() as one:
        assert len(client.get("/api/v1/kits", headers=headers).json) == 1
    for _ in range(2):
        more = KitFactory(
            organisation=db.session.merge(organisation),
            cohorts=[db.session.merge(cohort) for cohort in cohorts],
            published_at=utcnow(),
        )
        CaptionFactory(kit=more)
        Stage(kit=more, ambassador=stage.ambassador, organiser=stage.organiser).add_picture()
    db.session.commit()
    with count_queries() as three:
        assert len(client.get("/api/v1/kits", headers=headers).json) == 3
    assert len(one) == len(three), three
