"""Work that goes wrong, for a confined process."""

import os
import resource
import signal
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
