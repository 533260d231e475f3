"""A file sent in pieces, and a process that is killed while it is taken in."""

import hashlib
import os
import signal
import time
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from core import storage, stored_files
from core.db import db
from media.library.arrivals import operations
from media.library.arrivals.models import Arrival
from media.library.models import Asset
from media.library.operations import Fate
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.media.library import corpus
from tests.media.library.sender import Sender
from tests.media.library.test_kill import (
    POINTS,
    be_killed_at,
    die,
    in_a_child,
    store_folder,
    throw_away_what_was_worked_on,
)


def be_killed_at_the_end(*, before: bool) -> None:
    """Change this process, so that it is killed at the commit that says what became of the file."""
    end, commit = operations.end, db.session.commit

    def last() -> None:
        if not before:
            commit()
        die()

    def ended(arrival: Arrival, fate: Fate) -> None:
        end(arrival, fate)
        db.session.commit = last  # type: ignore[method-assign]  # the end

    operations.end = ended


@pytest.mark.parametrize("point", POINTS)
def test_a_file_in_one_piece_is_taken_in_once_whenever_the_process_is_killed(
    point: str, app: Flask, sign_in: Callable[..., AuditingClient], run_jobs: Callable[[], None]
) -> None:
    membership = MembershipFactory(user__locale="en")
    path = f"/o/{membership.organisation.slug}"
    sender = Sender(sign_in(membership.user), path, corpus.jpeg())
    checksum = hashlib.sha256(sender.content).hexdigest()
    assert sender.send(0, sender.content, checksum).status_code == 200

    def end() -> None:
        if point.endswith("commit"):
            be_killed_at_the_end(before=point == "before commit")
        else:
            be_killed_at(point)
        sender.end()

    assert in_a_child(end) == signal.SIGKILL
    assert (sender.end().json or {})["new"] is True  # the page asks again
    run_jobs()
    throw_away_what_was_worked_on()
    [asset] = db.session.scalars(select(Asset))
    assert storage.read(asset.storage_key) == sender.content
    for file in store_folder().rglob("*"):
        os.utime(file, (time.time() - 7200,) * 2)
    stored_files.remove(list(stored_files.orphans()))
    assert list(stored_files.missing()) == []
    originals = [one for one in store_folder().joinpath("originals").rglob("*") if one.is_file()]
    assert len(originals) == 1
