"""Pictures replaced, gone back to, found to look the same, and merged."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from accounts.models import Organisation, User
from core import storage
from core.db import db
from media.kits.models import KitItem
from media.library.enums import AssetState, Recognisable
from media.library.looks import ALIKE, distance, looks_of
from media.library.models import Asset, AssetVersion, LookAlike
from media.library.originals import operations, queries
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import PostFactory
from tests.factories.media import AssetFactory, KitItemFactory
from tests.media.library import corpus
from tests.media.library.pages.acts import library
from tests.media.library.pages.conftest import organisation, organiser
from tests.media.library.test_uploads import posted
from tests.queries import count_queries

__all__ = ["organisation", "organiser"]  # fixtures
RunJobs = Callable[[], None]


def photo(name: str = "trail", size: int = 1600, quality: int = 85) -> bytes:
    with Image.open(corpus.PHOTOS / f"{name}.jpg") as image:
        small = image.convert("RGB")
        small.thumbnail((size, size))
        return corpus.saved(small, "JPEG", quality=quality)


def bring_in(client: AuditingClient, organisation: Organisation, *contents: bytes) -> list[Asset]:
    files = [(io.BytesIO(content), f"{n}.jpg") for n, content in enumerate(contents)]
    posted(client, library(organisation), {"unit": "", "pictures": files})
    return list(db.session.scalars(select(Asset).order_by(Asset.original_name)))


def page_of(asset: Asset, rest: str = "") -> str:
    return library(asset.organisation, f"/{asset.id}{rest}")


def replace(client: AuditingClient, asset: Asset, content: bytes) -> int:
    data = {"original": (io.BytesIO(content), "ny.jpg")}
    return posted(client, page_of(asset, "/original"), data).status_code


def test_a_replaced_picture_keeps_its_place_and_its_history(
    organiser: AuditingClient, organisation: Organisation, run_jobs: RunJobs
) -> None:
    [asset] = bring_in(organiser, organisation, photo())
    run_jobs()
    asset.recognisable = Recognisable.NOBODY
    first, ids = asset.storage_key, {row.format: row.id for row in asset.renditions}

    assert replace(organiser, asset, photo("paint")) in (302, 303)
    run_jobs()

    assert (asset.original_name, asset.state) == ("ny.jpg", AssetState.READY)
    assert asset.recognisable is Recognisable.UNANSWERED
    assert {row.format: row.id for row in asset.renditions} == ids
    [version] = db.session.scalars(select(AssetVersion))
    assert (version.original_name, version.storage_key) == ("0.jpg", first)
    page = organiser.get(page_of(asset)).text
    assert "Earlier versions" in page

    organiser.post(page_of(asset, f"/versions/{version.id}"))
    run_jobs()

    assert (asset.original_name, asset.storage_key) == ("0.jpg", first)
    [other] = db.session.scalars(select(AssetVersion))
    assert other.original_name == "ny.jpg"
    keys = [asset.storage_key, other.storage_key]
    organiser.post(page_of(asset, "/deletion"))
    run_jobs()
    assert [key for key in keys if storage.exists(key)] == []


def test_a_picture_is_not_replaced_by_itself_or_by_what_is_none(
    organiser: AuditingClient, organisation: Organisation, run_jobs: RunJobs
) -> None:
    content = photo()
    [asset] = bring_in(organiser, organisation, content)
    assert replace(organiser, asset, photo("paint")) == 422  # not made ready yet
    run_jobs()
    for wrong in (content, b"Dear all", corpus.lying_png()):
        assert replace(organiser, asset, wrong) == 422
    assert db.session.scalars(select(AssetVersion)).all() == []


def test_the_same_motif_is_found_in_another_size_and_quality_and_others_are_not() -> None:
    names = [path.stem for path in sorted(corpus.PHOTOS.glob("*.jpg"))]
    looks = {}
    for name in names:
        with Image.open(corpus.PHOTOS / f"{name}.jpg") as image:
            looks[name] = looks_of(image)
        with Image.open(io.BytesIO(photo(name, 500, 40))) as copy:
            assert distance(looks[name], looks_of(copy)) <= ALIKE
    apart = [distance(looks[a], looks[b]) for a in names for b in names if a < b]
    assert min(apart) > 2 * ALIKE


@pytest.fixture
def pair(
    organiser: AuditingClient, organisation: Organisation, run_jobs: RunJobs
) -> tuple[Asset, Asset]:
    copies = bring_in(organiser, organisation, photo(), photo(size=900, quality=50))
    bring_in(organiser, organisation, photo("paint"))
    run_jobs()
    return copies[0], copies[1]


def test_two_that_look_the_same_are_offered_and_merged(
    organiser: AuditingClient,
    organisation: Organisation,
    pair: tuple[Asset, Asset],
    run_jobs: RunJobs,
) -> None:
    keep, other = pair
    keep.recognisable = Recognisable.NOBODY
    other.alt_da, other.tags = "En sti", ["fjeld"]
    only = KitItemFactory(kit__organisation=organisation, asset=other)
    both = KitItemFactory(kit__organisation=organisation, asset=other)
    KitItemFactory(kit=both.kit, asset=keep)
    posts = [PostFactory(pictures=shown) for shown in ([other], [keep, other])]
    db.session.commit()
    [found] = db.session.scalars(select(LookAlike))
    assert "1 pair looks the same" in organiser.get(library(organisation, "/look-alikes")).text
    assert only.kit.title_en in organiser.get(page_of(other)).text
    files = [row.storage_key for row in other.renditions]
    original = other.storage_key

    path = library(organisation, f"/look-alikes/{found.id}/merging")
    organiser.post(path, data={"keep": str(keep.id)})
    run_jobs()

    assert {one.asset_id for one in db.session.scalars(select(KitItem))} == {keep.id}
    assert len(db.session.scalars(select(KitItem)).all()) == 2
    assert [post.pictures for post in posts] == [[keep], [keep]]
    assert (keep.alt_da, keep.tags) == ("En sti", ["fjeld"])
    assert keep.recognisable is Recognisable.UNANSWERED  # nobody had answered for the other
    [version] = db.session.scalars(select(AssetVersion))
    assert (version.asset_id, version.was_merged) == (keep.id, True)
    assert storage.exists(original)
    assert [key for key in files if storage.exists(key)] == []
    assert db.session.scalars(select(LookAlike)).all() == []


def test_merged_by_several_at_once_either_way_one_picture_stays(
    app: Flask, organisation: Organisation, pair: tuple[Asset, Asset]
) -> None:
    found = db.session.scalars(select(LookAlike)).one().id
    organisation_id, ids = organisation.id, [asset.id for asset in pair]
    user_id, together = UserFactory().id, Barrier(4)
    db.session.commit()  # the test itself holds no lock

    def merge(number: int) -> str:
        with app.app_context():
            together.wait()
            try:
                chosen = queries.get_look_alike(organisation_id, found)
            except NoResultFound:
                return "judged"
            actor = db.session.get_one(User, user_id)
            operations.merge(chosen, keep_id=ids[number % 2], actor=actor)
            db.session.commit()
            return "merged"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(merge, range(4)))

    assert outcomes == ["judged", "judged", "judged", "merged"]
    [kept] = db.session.scalars(select(Asset.id).where(Asset.id.in_(ids)))
    assert db.session.scalars(select(AssetVersion.asset_id)).all() == [kept]


def test_two_that_only_look_the_same_are_not_offered_again(
    organiser: AuditingClient,
    organisation: Organisation,
    pair: tuple[Asset, Asset],
    run_jobs: RunJobs,
) -> None:
    [found] = db.session.scalars(select(LookAlike))
    organiser.post(library(organisation, f"/look-alikes/{found.id}/apart"))
    organiser.post(page_of(pair[0], "/renditions"))
    run_jobs()
    assert [one.kept_apart for one in db.session.scalars(select(LookAlike))] == [True]
    page = organiser.get(library(organisation, "/look-alikes")).text
    assert "No pictures look the same" in page


def test_pairs_are_listed_with_as_many_questions_for_three_as_for_one(
    organiser: AuditingClient, organisation: Organisation
) -> None:
    counts, path, key = [], library(organisation, "/look-alikes"), organisation.id
    for number in (1, 2):
        here = db.session.get(Organisation, key)
        for _ in range(number):
            two = AssetFactory.create_batch(2, organisation=here, renditions=True)
            db.session.add(LookAlike(first=two[0], second=two[1]))
        db.session.commit()
        with count_queries() as asked:
            organiser.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]
