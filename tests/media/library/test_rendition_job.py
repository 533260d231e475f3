"""Making formats in the background: whole, idempotent, and safe to kill."""

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from core import jobs, storage
from core.db import db, utcnow
from core.enums import JobState
from core.image_gate import inspect
from core.models import Job
from core.settings import current_settings
from media.library import operations, queries
from media.library.enums import FOR_INSTAGRAM, OF_PICTURES, AssetState, RenditionFormat
from media.library.models import Asset, Rendition
from media.library.operations import Origin
from tests.factories.accounts import OrganisationFactory
from tests.factories.media import AssetFactory
from tests.media.library import corpus
from tests.services import S3Server

Add = Callable[..., Asset]


@pytest.fixture
def add(app: Flask) -> Add:
    """Put a picture into the library as the upload page does, without its formats."""

    def add(content: bytes | None = None) -> Asset:
        content = content or corpus.jpeg()
        storage.save("originals/test.jpg", content, mimetype="image/jpeg")
        asset = operations.add_asset(
            Origin(organisation_id=OrganisationFactory().id),
            name="a.jpg",
            facts=inspect(content),
            storage_key="originals/test.jpg",
        )
        db.session.commit()
        return asset

    return add


def keys(asset: Asset) -> dict[RenditionFormat, str]:
    found = select(Rendition).where(Rendition.asset_id == asset.id)
    return {row.format: row.storage_key for row in db.session.scalars(found)}


def test_every_format_is_made_and_the_picture_is_ready(
    add: Add, run_jobs: Callable[[], None]
) -> None:
    asset = add()

    run_jobs()

    assert asset.state is AssetState.READY
    assert {row.format for row in asset.renditions} == set(OF_PICTURES)
    for row in asset.renditions:
        content = storage.read(row.storage_key)
        with Image.open(io.BytesIO(content)) as image:
            assert (image.width, image.height) == (row.width, row.height)
            assert image.get_format_mimetype() == row.mimetype
        assert len(content) == row.byte_size
    job = jobs.latest("make_renditions", asset.id)
    assert job
    assert (job.state, job.done, job.total) == (JobState.DONE, 7, 7)


def test_nothing_of_the_camera_is_in_any_file(add: Add, run_jobs: Callable[[], None]) -> None:
    asset = add(corpus.phone_photo())

    run_jobs()

    assert (asset.width, asset.height) != (0, 0)
    for row in asset.renditions:
        content = storage.read(row.storage_key)
        with Image.open(io.BytesIO(content)) as image:
            assert not image.getexif()
            assert "icc_profile" not in image.info
        assert b"Exif" not in content
        assert b"GPS" not in content


def test_the_whole_picture_keeps_its_shape(add: Add, run_jobs: Callable[[], None]) -> None:
    asset = add(corpus.jpeg((2000, 500)))
    run_jobs()
    whole = queries.rendition(asset, RenditionFormat.WHOLE)
    assert whole
    assert (whole.width, whole.height) == (960, 240)


def test_a_suggested_focal_point_is_kept_from_then_on(
    add: Add, run_jobs: Callable[[], None]
) -> None:
    asset = add(corpus.saved(corpus.marked((1600, 1200), (0.8, 0.5)), "JPEG"))
    run_jobs()
    suggested = (asset.focal_x, asset.focal_y)
    assert suggested != (0.5, 0.5)

    operations.make_again(asset)
    run_jobs()

    assert (asset.focal_x, asset.focal_y) == suggested


def test_a_damaged_picture_is_refused_with_the_reason(
    add: Add, run_jobs: Callable[[], None]
) -> None:
    asset = add()
    storage.save(asset.storage_key, corpus.jpeg()[:-3000], mimetype="image/jpeg")
    run_jobs()
    assert (asset.state, asset.refusal) == (AssetState.REFUSED, "damaged")
    assert keys(asset) == {}


def test_a_lost_original_is_refused_and_can_be_tried_again(
    add: Add, run_jobs: Callable[[], None]
) -> None:
    asset = add()
    storage.delete(asset.storage_key)
    run_jobs()
    assert (asset.state, asset.refusal) == (AssetState.REFUSED, "lost")

    storage.save(asset.storage_key, corpus.jpeg(), mimetype="image/jpeg")
    operations.make_again(asset)
    run_jobs()

    assert (asset.state, asset.refusal) == (AssetState.READY, None)


def test_moving_the_focal_point_replaces_every_file(add: Add, run_jobs: Callable[[], None]) -> None:
    asset = add()
    run_jobs()
    before = keys(asset)
    ids = {row.format: row.id for row in asset.renditions}

    assert operations.move_focal_point(asset, x=0.1, y=0.9)
    assert not operations.move_focal_point(asset, x=0.1, y=0.9)
    run_jobs()

    after = keys(asset)
    assert set(before.values()).isdisjoint(after.values())
    assert [key for key in before.values() if storage.exists(key)] == []
    assert all(storage.exists(key) for key in after.values())
    assert {row.format: row.id for row in asset.renditions} == ids
    assert (asset.focal_x, asset.focal_y) == (0.1, 0.9)


class Killed(BaseException):
    """Ends a worker where it stands: nothing may catch it."""


def let_another_worker_take_over() -> None:
    """What the sweeper does once a worker shows no life."""
    db.session.rollback()
    running = update(Job).where(Job.state == JobState.RUNNING)
    db.session.execute(running.values(state=JobState.QUEUED, run_after=utcnow()))
    db.session.commit()


@pytest.mark.parametrize("writes", [0, 3, 6])
def test_a_worker_killed_while_storing_loses_nothing(
    writes: int, add: Add, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = add()
    run_jobs()
    before = keys(asset)
    operations.move_focal_point(asset, x=0.2, y=0.2)
    db.session.commit()
    save, left = storage.save, iter([True] * writes)

    def save_until_killed(*args: object, **kwargs: object) -> None:
        if not next(left, False):
            raise Killed
        save(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(storage, "save", save_until_killed)
        with pytest.raises(Killed):
            run_jobs()
    db.session.rollback()
    assert keys(asset) == before
    assert all(storage.exists(key) for key in before.values())

    let_another_worker_take_over()
    run_jobs()

    after = keys(asset)
    assert set(after) == set(OF_PICTURES)
    assert [key for key in before.values() if storage.exists(key)] == []
    assert files_of(asset) == set(after.values())


def files_of(asset: Asset) -> set[str]:
    """Return the keys of every finished format that is stored of a picture."""
    folder = Path(urlsplit(current_settings().storage_url).path)
    found = folder.joinpath("renditions", asset.id.hex).rglob("*.*")
    return {str(path.relative_to(folder)) for path in found}


def test_a_focal_point_moved_while_the_formats_were_made_wins(
    add: Add, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = add()
    run_jobs()
    operations.move_focal_point(asset, x=0.2, y=0.2)
    db.session.commit()
    save, moved = storage.save, []

    def save_and_move_once(*args: object, **kwargs: object) -> None:
        save(*args, **kwargs)  # type: ignore[arg-type]
        if not moved:
            moved.append(True)
            [current] = db.session.scalars(select(Asset))  # as another request sees it
            operations.move_focal_point(current, x=0.9, y=0.9)
            db.session.commit()

    monkeypatch.setattr(storage, "save", save_and_move_once)
    run_jobs()

    assert (asset.focal_x, asset.focal_y) == (0.9, 0.9)
    assert files_of(asset) == set(keys(asset).values())


def test_a_picture_deleted_meanwhile_leaves_no_files(
    add: Add, run_jobs: Callable[[], None]
) -> None:
    asset = add()
    run_jobs()
    files = [asset.storage_key, *keys(asset).values()]

    operations.delete_asset(asset)
    run_jobs()

    assert db.session.scalars(select(Asset)).all() == []
    assert [key for key in files if storage.exists(key)] == []


def test_a_job_for_a_picture_that_is_gone_does_nothing(
    app: Flask, run_jobs: Callable[[], None]
) -> None:
    asset = AssetFactory.build()
    jobs.enqueue("make_renditions", subject_id=asset.id)
    run_jobs()
    assert db.session.scalars(select(Job.state)).all() == [JobState.DONE]


def test_formats_are_kept_in_a_bucket_too(
    s3_server: S3Server, make_app: Callable[..., Flask]
) -> None:
    app = make_app(
        storage_url=f"s3://{s3_server.bucket}/library",
        s3_endpoint=s3_server.endpoint,
        s3_access_key=s3_server.access_key,
        s3_secret_key=s3_server.secret_key,
    )
    with app.app_context():
        db.create_all()
        content = corpus.jpeg()
        storage.save("originals/bucket.jpg", content, mimetype="image/jpeg")
        asset = operations.add_asset(
            Origin(organisation_id=OrganisationFactory().id),
            name="a.jpg",
            facts=inspect(content),
            storage_key="originals/bucket.jpg",
        )
        db.session.commit()
        jobs.run_all()
        before = keys(asset)
        assert set(FOR_INSTAGRAM) < set(before)
        operations.move_focal_point(asset, x=0.1, y=0.1)
        db.session.commit()
        jobs.run_all()
        assert all(storage.exists(key) for key in keys(asset).values())
        assert [key for key in before.values() if storage.exists(key)] == []
        db.session.remove()
