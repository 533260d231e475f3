"""Each kind of queue carries ids to a worker, and nothing that somebody else has written."""

import pickle
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from core.job_queue import HueyQueue, queue
from core.settings import Environment, Settings


@pytest.fixture(params=["sqlite", "valkey", "postgresql"])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/queue.db"
    if request.param == "valkey":
        return str(request.getfixturevalue("valkey_url"))
    make_postgres: Callable[[], str] = request.getfixturevalue("make_postgres")
    return make_postgres()


@pytest.fixture
def settings(queue_url: str, tmp_path: Path) -> Settings:
    return Settings(
        environment=Environment.TESTING, data=tmp_path, queue_url=queue_url, secret_key="s" * 40
    )


def test_what_is_put_in_comes_out_most_urgent_first(settings: Settings) -> None:
    web, worker = HueyQueue(settings), HueyQueue(settings)
    done: list[uuid.UUID] = []
    worker.perform = done.append
    pictures, mail = uuid.uuid4(), uuid.uuid4()
    web.put(pictures, 0)
    web.put(mail, 10)
    assert web.size() == 2
    for _ in range(2):
        worker.huey.execute(worker.huey.dequeue())
    assert done == [mail, pictures]
    assert web.size() == 0
    web.huey.storage.close()
    worker.huey.storage.close()


def test_a_message_signed_with_another_key_is_not_read(settings: Settings) -> None:
    queue = HueyQueue(settings)
    stranger = HueyQueue(settings.model_copy(update={"secret_key": "t" * 40}))
    stranger.put(uuid.uuid4(), 0)
    with pytest.raises(ValueError, match="mismatch"):
        queue.huey.dequeue()
    for unsigned in (b"nonsense", pickle.dumps("nonsense")):
        with pytest.raises(ValueError, match=r"Separator|mismatch"):
            queue.huey.serializer.deserialize(unsigned)
    queue.huey.storage.close()
    stranger.huey.storage.close()


def test_an_unknown_kind_of_queue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="TILLID_QUEUE_URL"):
        HueyQueue(Settings(data=tmp_path, queue_url="amqp://localhost"))


def test_outside_of_tests_the_queue_is_a_real_one(make_app: Callable[..., Flask]) -> None:
    app = make_app(environment="development")
    with app.app_context():
        assert isinstance(queue(), HueyQueue)
