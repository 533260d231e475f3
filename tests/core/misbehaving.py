"""Work that goes wrong, for a confined process."""

import os
import resource
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any


def crash(_report: Any) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def stumble(_report: Any) -> None:
    raise ValueError("what is said may hold something of the file, and is not passed on")


def fill_the_memory(_report: Any) -> int:
    return len(bytearray(4 * 1024**3))


def never_end(_report: Any) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (1, 2))
    while True:
        pass


def be_ended(_report: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tell_the_environment(report: Any) -> list[str]:
    report(1, 1)
    return sorted(os.environ)


def break_out(_report: Any, *, inside: str, outside: str, port: int) -> list[str]:
    """Try everything; return what was possible."""
    tries = {
        "write inside": lambda: Path(inside, "new").write_text("new"),
        "write outside": lambda: Path(outside, "new").write_text("new"),
        "change": lambda: Path(outside, "kept").write_text("changed"),
        "remove": lambda: Path(outside, "kept").unlink(),
        "change another": lambda: Path(f"/proc/{os.getppid()}/mem").open("r+b").close(),
        "signal another": lambda: os.kill(os.getppid(), 0),
        "connect": lambda: socket.create_connection(("127.0.0.1", port), 1),
        "start a program": lambda: subprocess.run(["/bin/true"], check=True),
    }
    done = []
    for name, attempt in tries.items():
        try:
            attempt()
        except PermissionError:
            continue
        done.append(name)
    return done
