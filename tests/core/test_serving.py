"""One command starts everything, twice is as good as once, and it leaves nothing running."""

import gettext
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from core import preparing, serving
from core.settings import Environment, Settings
from tests.services import PATIENCE, free_port, stop

ROOT = Path(__file__).parents[2]
CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Kit"
msgstr "{}"
"""


def start(data: Path, port: int, **more: str) -> "subprocess.Popen[str]":
    """Run the start command with a data folder and port of our own."""
    environment = {
        **os.environ,
        "PORT": str(port),
        "TILLID_DATA": str(data),
        "TILLID_DEMO": "0",
        "TILLID_WEB_WORKERS": "1",
        **more,
    }
    command = [sys.executable, str(ROOT / "app.py")]
    out = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, cwd=data, env=environment, **out)  # type: ignore[call-overload,no-any-return]


def answer_of(port: int, path: str, seconds: float = PATIENCE) -> bytes:
    """Return what a page says as soon as it says something."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            assert time.monotonic() < deadline, f"no answer on port {port}"
            time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    """Return the processes below a process, from what Linux says of each."""
    parents = {}
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if entry.name.isdigit() and fields[0] != "Z":
            parents[int(entry.name)] = int(fields[1])
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found[1:]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_the_start_command_serves_pages_and_stops_without_orphans(
    tmp_path: Path, signum: signal.Signals
) -> None:
    port = free_port()
    process = start(tmp_path, port)
    try:
        assert answer_of(port, "/healthz") == b'{"status":"ok"}\n'
        below = children_of(process.pid)
        assert len(below) >= 4  # the web server and its worker, the job worker, their keepers
        process.send_signal(signum)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        assert [pid for pid in below if is_alive(pid)] == []
        assert f"http://127.0.0.1:{port}" in said
        assert "Traceback" not in said
    finally:
        stop(process)


@pytest.mark.slow
def test_even_a_killed_start_command_leaves_no_orphans(tmp_path: Path) -> None:
    port = free_port()
    process = start(tmp_path, port)
    answer_of(port, "/healthz")
    below = children_of(process.pid)
    process.kill()
    process.communicate(timeout=PATIENCE)
    deadline = time.monotonic() + PATIENCE
    while left := [pid for pid in below if is_alive(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


@pytest.mark.slow
def test_a_killed_job_worker_is_started_again(tmp_path: Path) -> None:
    port = free_port()
    process = start(tmp_path, port)
    try:
        answer_of(port, "/healthz")
        worker = wait_for_worker(process.pid, other_than=0)
        time.sleep(6)  # one that cannot live for five seconds would not be started again
        os.kill(worker, signal.SIGKILL)
        assert wait_for_worker(process.pid, other_than=worker) != worker
        assert answer_of(port, "/healthz")
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
    finally:
        stop(process)


def wait_for_worker(pid: int, *, other_than: int) -> int:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for child in children_of(pid):
            try:
                words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if words[-2:-1] == [b"worker"] and child != other_than:
                return child
        time.sleep(0.1)
    raise AssertionError("no worker")


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = start(tmp_path, port)
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert said == (
        f"Port {port} on 127.0.0.1 is taken. Is Tillid running already? "
        f"Choose another port: PORT={port + 1} python app.py\n"
    )


def test_wrong_settings_are_said_in_words(tmp_path: Path) -> None:
    process = start(tmp_path, free_port(), TILLID_ENVIRONMENT="production")
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "TILLID_SECRET_KEY must be set" in said
    assert "Traceback" not in said


def test_preparing_many_times_at_once_is_safe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flask", "--app", "app", "prepare"]
    environment = {**os.environ, "TILLID_DATA": str(tmp_path), "TILLID_DEMO": "0"}
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    results = [
        (process.communicate(timeout=PATIENCE)[1], process.returncode) for process in running
    ]
    assert [code for _said, code in results] == [0, 0, 0], results


def test_a_catalogue_is_compiled_when_its_text_is_newer(tmp_path: Path) -> None:
    folder = tmp_path / "da" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source, compiled = folder / "messages.po", folder / "messages.mo"
    for number, word in enumerate(["Mediepakke", "Pakke"]):
        source.write_text(CATALOGUE.format(word), encoding="utf-8")
        os.utime(source, (time.time() + number * 100,) * 2)
        preparing.compile_translations(tmp_path)
        with compiled.open("rb") as readable:
            assert gettext.GNUTranslations(readable).gettext("Kit") == word
    before = compiled.stat().st_mtime_ns
    os.utime(source, (0, 0))
    preparing.compile_translations(tmp_path)
    assert compiled.stat().st_mtime_ns == before


def test_a_node_is_one_web_server_and_one_worker(tmp_path: Path) -> None:
    commands = serving.commands(Settings(data=tmp_path))
    assert [name for name in commands] == ["web", "worker"]  # noqa: C416 -- the order counts
    assert commands["worker"][-1] == "worker"


@pytest.mark.parametrize(("demo", "loaded"), [(True, ["load"]), (False, [])])
def test_the_demo_is_loaded_where_it_is_wanted(
    make_app: Callable[..., Flask], demo: bool, loaded: list[str]
) -> None:
    import click  # noqa: PLC0415

    app = make_app(environment=Environment.DEVELOPMENT, demo=demo)
    seen: list[str] = []

    @click.group("demo")
    def group() -> None:
        pass

    @group.command("load")
    def load() -> None:
        seen.append("load")

    app.cli.add_command(group)
    preparing.load_demo(app)
    assert seen == loaded


@pytest.mark.skipif(os.name == "nt", reason="locks are another thing there")
def test_of_several_that_start_at_once_one_loads_the_demo(make_app: Callable[..., Flask]) -> None:
    import fcntl  # noqa: PLC0415 -- exists everywhere but on Windows

    import click  # noqa: PLC0415

    app = make_app(environment=Environment.DEVELOPMENT, demo=True)
    others_wait: list[bool] = []

    @click.group("demo")
    def group() -> None:
        pass

    @group.command("load")
    def load() -> None:
        with (app.extensions["settings"].data / "start.lock").open("wb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                others_wait.append(True)

    app.cli.add_command(group)
    preparing.prepare(app)
    assert others_wait == [True]


def test_a_data_folder_that_cannot_be_used_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(settings: Settings) -> Flask:
        raise PermissionError(13, "Permission denied", str(settings.data))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TILLID_DATA", str(tmp_path))
    monkeypatch.setenv("PORT", str(free_port()))
    assert serving.start(refused) == 1
    assert "The data folder cannot be used" in capsys.readouterr().err
