"""Real servers killed under load, a few times here and fifty times in the bench."""

import multiprocessing
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from bench.kill import kill_under_load, stored_in
from campaigns.tracking import folding
from campaigns.tracking.models import LinkTotal
from campaigns.tracking.spool import Spool
from campaigns.tracking.visitors import Visitor
from core.db import db
from tests.factories.campaigns import LinkFactory
from tests.services import PATIENCE

pytestmark = pytest.mark.slow


def test_no_answered_click_is_lost_when_every_process_is_killed():
    for _ in range(3):
        kill = kill_under_load("bench.apps:tracked()", enough=50)
        assert kill.acknowledged >= 50
        assert kill.acknowledged <= kill.stored <= kill.sent


def test_the_same_harness_sees_a_memory_queue_lose_clicks():
    # Nothing is lost when it is killed just after it wrote, which is not always so.
    assert any(kill_under_load("bench.apps:forgetful()").lost for _ in range(10))


def keep_following(folder: Path, node: str, code: str) -> None:
    """Follow a link until killed; note each click that was acknowledged by one more byte."""
    diary = Spool(folder, node)
    with (folder / f"acknowledged-{node}").open("ab", buffering=0) as acknowledged:
        while diary.write(code, Visitor.PERSON):
            acknowledged.write(b".")
            time.sleep(0.001)  # so that folding keeps up


def acknowledged_by(folder: Path, node: str) -> int:
    noted = folder / f"acknowledged-{node}"
    return noted.stat().st_size if noted.exists() else 0


def wait_until(folder: Path, node: str, clicks: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while acknowledged_by(folder, node) < clicks:
        assert time.monotonic() < deadline, f"{node} writes nothing"
        time.sleep(0.01)


def test_one_node_of_two_is_killed_and_every_click_counts_once(app: Flask, tmp_path: Path):
    link = LinkFactory()
    db.session.commit()
    code, nodes = link.code, ("node1", "node2")
    fork = multiprocessing.get_context("fork")
    followers = {
        node: fork.Process(target=keep_following, args=(tmp_path, node, code), daemon=True)
        for node in nodes
    }
    for follower in followers.values():
        follower.start()
    for node in nodes:
        wait_until(tmp_path, node, 200)
    fold_all(tmp_path, nodes)  # while both go on
    followers["node1"].kill()
    wait_until(tmp_path, "node2", acknowledged_by(tmp_path, "node2") + 200)
    followers["node2"].kill()
    for follower in followers.values():
        follower.join()
    for folded in (("node2",), nodes, nodes):  # node1 comes back; then nothing is added twice
        fold_all(tmp_path, folded)
    stored = sum(stored_in(tmp_path, node) for node in nodes)
    acknowledged = sum(acknowledged_by(tmp_path, node) for node in nodes)
    assert acknowledged <= stored <= acknowledged + len(nodes)
    assert db.session.scalar(select(func.sum(LinkTotal.clicks))) == stored


def fold_all(folder: Path, nodes: tuple[str, ...]) -> None:
    for node in nodes:
        while folding.fold(folder, node, batch_bytes=1_000_000).more:
            db.session.commit()
        db.session.commit()
