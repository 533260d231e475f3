"""An upload cut off at any point leaves a whole picture or none, and no file without an owner."""

import io
import os
import shutil
import signal
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from core import storage, storage_folder, stored_files
from core.db import db
from core.pictures import working_folder
from core.settings import current_settings
from media.library.enums import AssetState
from media.library.models import Asset
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.media.library import corpus

POINTS = ["before write", "in the middle", "before rename", "before commit", "after commit"]


def die(*_args: object, **_kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Doomed(type(Path())):  # type: ignore[misc]  # the class of this machine's paths
    def replace(self, target: object) -> None:  # type: ignore[override]  # it never returns
        die()


def be_killed_at(point: str) -> None:
    """Change this process, which is to end, so that it is killed at the point."""
    if point == "before write":
        storage_folder.os.link = die
    elif point == "in the middle":
        storage_folder.os.fsync = die
    elif point == "before rename":
        storage_folder.Path = Doomed  # type: ignore[misc]  # the end
    else:
        _be_killed_at_commit(before=point == "before commit")


def _be_killed_at_commit(*, before: bool) -> None:
    commit = db.session.commit

    def last() -> None:
        added = any(isinstance(one, Asset) for one in db.session)
        if added and before:
            die()
        commit()
        if added:
            die()

    db.session.commit = last  # type: ignore[method-assign]  # the end


def in_a_child(work: Callable[[], None]) -> int:
    """Do something in a copy of this process, and return the signal that ended it."""
    db.session.commit()
    db.engine.dispose()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of other threads, none of which the child needs
        child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def store_folder() -> Path:
    return Path(urlsplit(current_settings().storage_url).path)


def throw_away_what_was_worked_on() -> None:
    """Do at once what a daily job does with what a killed process left behind, a day later."""
    for folder in working_folder().iterdir():
        shutil.rmtree(folder)


@pytest.mark.parametrize("point", POINTS)
def test_a_picture_is_whole_or_not_there_whenever_the_process_is_killed(
    point: str, app: Flask, sign_in: Callable[..., AuditingClient], run_jobs: Callable[[], None]
) -> None:
    membership = MembershipFactory(user__locale="en")
    client, path = sign_in(membership.user), f"/o/{membership.organisation.slug}/library"
    token = client.csrf_token()

    def upload() -> None:
        be_killed_at(point)
        data = {"unit": "", "pictures": [(io.BytesIO(corpus.jpeg()), "a.jpg")]}
        client.post(path, data=data, headers={"X-CSRFToken": token})

    assert in_a_child(upload) == signal.SIGKILL
    run_jobs()

    assets = list(db.session.scalars(select(Asset)))
    assert len(assets) == (point == "after commit")
    for asset in assets:
        assert storage.read(asset.storage_key) == corpus.jpeg()
        assert asset.state is AssetState.READY
    throw_away_what_was_worked_on()
    for file in store_folder().rglob("*"):
        os.utime(file, (time.time() - 7200,) * 2)
    stored_files.remove(list(stored_files.orphans()))
    assert list(stored_files.orphans()) == []
    assert list(stored_files.missing()) == []
    left = [file for file in store_folder().joinpath("originals").rglob("*") if file.is_file()]
    assert len(left) == len(assets)


def test_what_belongs_to_nothing_is_listed_and_swept_but_not_while_it_is_young(app: Flask) -> None:
    for folder in ("originals", "renditions", "training", "logos", "arrivals", "papers"):
        storage.save(f"{folder}/nobodys/1.jpg", b"x", mimetype="image/jpeg")
    db.session.commit()
    mine = {f"{folder}/nobodys/1.jpg" for folder in ("originals", "training", "logos", "arrivals")}
    run = app.test_cli_runner().invoke
    assert "nobodys" not in run(args=["media", "verify"]).output
    listed = run(args=["media", "verify", "--minutes", "-1"])
    assert mine <= {line.split()[-1] for line in listed.output.splitlines()}
    assert listed.exit_code == 1
    assert run(args=["media", "verify", "--minutes", "-1", "--sweep"]).exit_code == 0
    assert not any(storage.exists(key) for key in mine)
