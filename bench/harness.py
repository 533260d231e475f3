"""How the bench measures: servers and clients on their own cores, slices adjacent and swapped."""

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from bench.client import PERSON, Slice, slice_of

ROUNDS = 7
SLICE_SECONDS = 2
CONNECTIONS = 32
START_PATIENCE = 30.0
PORTS = range(61_000, 65_536)
PRODUCT = "app:create_app()"
ALL_CORES = sorted(os.sched_getaffinity(0))
ROOT = Path(__file__).resolve().parent.parent

Measure = Callable[[], Slice]


def cores() -> tuple[set[int], set[int]]:
    """Return the cores for servers and those for clients: apart where there are four."""
    if len(ALL_CORES) < 4:
        return set(ALL_CORES), set(ALL_CORES)
    half = len(ALL_CORES) // 2
    return set(ALL_CORES[:half]), set(ALL_CORES[half:])


@dataclass
class Server:
    """One gunicorn of ours, with its own data folder."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path
    seconds_to_answer: float = 0.0

    def url(self, path: str = "/") -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def processor_seconds(self) -> float:
        """Return the processor time all its processes have used."""
        return sum(_used_by(member) for member in _family(self.process.pid))

    def kill(self) -> None:
        """Kill every process of the server at once, as a power cut or the kernel would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(
    target: str,
    *,
    workers: int = 2,
    threads: int = 8,
    settings: dict[str, str] | None = None,
    folder: Path | None = None,
    ready: str = "/",
) -> Iterator[Server]:
    """Run gunicorn with the threads worker on a free port until the block ends."""
    port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="tillid-bench-") as made,
        tempfile.TemporaryFile() as complaints,
    ):
        data = folder or Path(made)
        command = [sys.executable, "-m", "gunicorn"]
        if target == PRODUCT:
            command += ["-c", "python:core.gunicorn_settings"]  # as it is really served
        command += [
            "--worker-class",
            "gthread",
            "--workers",
            str(workers),
            "--threads",
            str(threads),
        ]
        command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", target]
        environment = {
            **os.environ,
            "TILLID_DATA": str(data),
            "PORT": str(port),
            **(settings or {}),
        }
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stderr=complaints,
            preexec_fn=lambda: os.sched_setaffinity(0, cores()[0]),
        )
        server = Server(process, port, data)
        try:
            if not answers(server, ready):
                complaints.seek(0)
                raise RuntimeError(complaints.read()[-2000:].decode(errors="replace"))
            server.seconds_to_answer = time.perf_counter() - began
            yield server
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    server.kill()


def answers(server: Server, path: str) -> bool:
    """Wait until the server answers anything at all; False when it ends or takes too long."""
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=1):
                urllib.request.urlopen(server.url(path), timeout=10).close()
            return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.02)
    return False


def free_port() -> int:
    """Return a port nobody listens on, of those the system gives to no connection by itself."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Rounds:
    """The good slices of a candidate and its reference, round by round."""

    ours: list[Slice] = field(default_factory=list)
    theirs: list[Slice] = field(default_factory=list)


def paired(ours: Measure, theirs: Measure, *, rounds: int = ROUNDS) -> Rounds:
    """Measure two things beside each other, order swapped each round; errors void a round."""
    good = Rounds()
    for number in range(rounds):
        if number % 2:
            reference, candidate = theirs(), ours()
        else:
            candidate, reference = ours(), theirs()
        if not candidate.errors and not reference.errors:
            good.ours.append(candidate)
            good.theirs.append(reference)
    return good


def load_counting_processor(server: Server, path: str) -> Slice:
    """Load one address and note the server's processor time for each answer."""
    before = server.processor_seconds()
    slice_ = load(server.url(path))
    spent = server.processor_seconds() - before
    return replace(slice_, microseconds=spent / max(1, slice_.answered) * 1e6)


def load(
    url: str, *, seconds: int = SLICE_SECONDS, connections: int = CONNECTIONS, cookie: str = ""
) -> Slice:
    """Ask for one address as fast as it answers, with wrk or, without it, with our own client."""
    if not shutil.which("wrk"):
        return _load_without_wrk(url, seconds, connections, cookie)
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"]
    command += ["-H", f"User-Agent: {PERSON}", "-H", f"Cookie: {cookie}", url]
    printed = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores()[1]),
    ).stdout
    return read_wrk(printed)


def _load_without_wrk(url: str, seconds: int, connections: int, cookie: str) -> Slice:
    """Ask from a process on each of the clients' cores."""
    parts, mine = urlsplit(url), sorted(cores()[1])
    command = [sys.executable, "-m", "bench.eager", str(parts.port), parts.path, str(seconds)]
    clients = [
        subprocess.Popen(
            [*command, str(connections // len(mine)), cookie],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            preexec_fn=partial(os.sched_setaffinity, 0, {core}),
        )
        for core in mine
    ]
    told = [json.loads(client.communicate()[0]) for client in clients]
    times = [one for milliseconds, _errors in told for one in milliseconds]
    return slice_of(times, seconds=seconds, errors=sum(errors for _times, errors in told))


def read_wrk(printed: str) -> Slice:
    """Read what wrk printed."""

    def latency(percent: str) -> float:
        found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)\b", printed)
        return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]] if found else 0.0

    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    errors = sum(int(n) for n in re.findall(r"(?:connect|read|write|timeout) (\d+)", printed))
    answered = re.search(r"(\d+) requests in", printed)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    return Slice(
        per_second=float(rate[1]) if rate else 0.0,
        p50=latency("50"),
        p99=latency("99"),
        errors=errors + (int(refused[1]) if refused else 0),
        answered=int(answered[1]) if answered else 0,
    )


def memory_megabytes(pid: int) -> float:
    """Return what a process and its children hold, shared pages divided among their users."""
    return sum(_held_by(member) for member in _family(pid)) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _family(int(child)))]


def _used_by(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _held_by(pid: int) -> int:
    held = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(held[1]) if held else 0
