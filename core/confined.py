"""Work on files nobody trusts, in a process of its own with a limit of memory and time.

A decoder that crashes, never ends or fills the memory takes that process with it and nothing else:
the job that asked gets a `PictureRefused`. The process knows no setting, no secret and no database.
``work`` is a function as "module:name"; it takes ``report(done, total)`` and plain values, and
returns plain values. Pixels travel as files, in the one folder it may write to (`core.fences`).
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from core import fences
from core.image_gate import PictureRefused, RefusalReason

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[1]
MEMORY = 2 * 1024**3
CPU_SECONDS = 120
SECONDS = 300
PASSED_ON = ("PATH", "LANG", "TMPDIR", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")

Report = Callable[[int, int], None]


def run(
    work: str,
    arguments: Mapping[str, Any],
    *,
    folder: Path | None = None,
    on_progress: Report | None = None,
) -> Any:
    """Do some work in a process of its own, which writes to ``folder`` only; return what it did.

    Raises PictureRefused when the file is at fault, and RuntimeError when trying again may help.
    """
    process = subprocess.Popen(  # noqa: S603 -- the names in it are ours
        [sys.executable, "-m", "core.confined", work],
        cwd=ROOT,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    clock = threading.Timer(SECONDS, process.kill)
    clock.start()
    try:
        wanted = {"folder": str(folder) if folder else None, "arguments": arguments}
        answer = _conversation(process, json.dumps(wanted), on_progress)
    finally:
        clock.cancel()
        process.kill()
        process.wait()
    return _result(answer, process.returncode)


def _conversation(
    process: "subprocess.Popen[str]", wanted: str, on_progress: Report | None
) -> dict[str, Any]:
    """Say what to do, listen, and return the last thing said; nothing when it went silent."""
    answer: dict[str, Any] = {}
    with process:
        assert process.stdin  # noqa: S101 -- asked for above
        assert process.stdout  # noqa: S101 -- asked for above
        process.stdin.write(wanted)
        process.stdin.close()
        for line in process.stdout:
            answer = json.loads(line)
            if on_progress and "done" in answer:
                on_progress(answer["done"], answer["total"])
    return answer


def _result(answer: dict[str, Any], code: int) -> Any:
    if "result" in answer:
        return answer["result"]
    if "refused" in answer:
        raise PictureRefused(RefusalReason(answer["refused"]), answer["message"])
    if "broke" in answer:
        logger.warning("work on a picture broke: %s", answer["broke"])
        raise PictureRefused(RefusalReason.DAMAGED, answer["broke"])
    if "error" in answer:
        raise RuntimeError(answer["error"])
    if os.name != "nt" and code == -signal.SIGXCPU:
        raise PictureRefused(RefusalReason.TOO_HEAVY, "it took too long")
    if code in (-signal.SIGTERM, -9):  # somebody ended it: the machine is going down or too full
        raise RuntimeError("The process at work was ended.")
    raise PictureRefused(RefusalReason.DAMAGED, f"the decoder ended with {code}")


def _limit() -> None:
    if os.name == "nt":
        return
    import resource  # noqa: PLC0415 -- not there on Windows

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _say(answer: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _work(work: str) -> None:
    wanted = json.load(sys.stdin)
    _limit()
    module, _, name = work.partition(":")
    try:
        function = getattr(import_module(module), name)
        tempfile.tempdir = wanted["folder"]
        fences.close_in(wanted["folder"])
        answer = {"result": function(_reported, **wanted["arguments"])}
    except PictureRefused as refused:
        answer = {"refused": refused.reason.value, "message": refused.message}
    except MemoryError:
        answer = {"refused": RefusalReason.TOO_HEAVY.value, "message": "not enough memory"}
    except OSError as error:
        answer = {"error": f"{type(error).__name__}: {error.strerror}"}
    except Exception as error:
        # Most often a decoder's way of saying "damaged"; the place tells that from a fault of ours.
        place = traceback.extract_tb(error.__traceback__)[-1]
        _say({"broke": f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"})
        raise
    _say(answer)


def _reported(done: int, total: int) -> None:
    _say({"done": done, "total": total})


if __name__ == "__main__":
    _work(sys.argv[1])
