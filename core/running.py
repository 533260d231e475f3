"""Running the processes of one node side by side: ``python -m core.running '{"web": […], …}'``.

Kept apart from everything else and light, because it stays in memory as long as the site runs.
"""

import json
import os
import shlex
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from honcho import manager
from honcho.process import Process

STOPPED_ON_PURPOSE = {0, 130, 143}
SECONDS_TO_STOP = 40  # more than gunicorn and the worker take to finish what they are at
SHORTEST_LIFE = 5.0


class Kept(Process):
    """A process that is started again when something kills it, unless it cannot even start."""

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        """Run the command until it ends on purpose, reporting as honcho's own does."""
        self._events = events
        if os.name != "nt":
            threading.Thread(target=self._follow, args=(os.getppid(),), daemon=True).start()
        returncode, lived = self._live(ignore_signals)
        while returncode not in {0, -signal.SIGTERM} and lived > SHORTEST_LIFE:
            self._send_message(f"ended with {returncode} and is started again\n".encode())
            returncode, lived = self._live(ignore_signals)
        self._send_message({"returncode": returncode}, type="stop")

    def _follow(self, manager_id: int) -> None:
        """Stop the process when its manager is gone without a word: nobody else would."""
        while os.getppid() == manager_id:
            time.sleep(1)
        os.killpg(self._child.pid, signal.SIGTERM)

    def _live(self, ignore_signals: bool) -> tuple[int, float]:
        started = time.monotonic()
        self._child = self._child_ctor(self.cmd, env=self.env, cwd=self.cwd)
        self._send_message({"pid": self._child.pid}, type="start")
        if ignore_signals:
            # Not SIG_IGN: the next process we start would inherit it and could not be stopped.
            signal.signal(signal.SIGINT, _ignore)
            signal.signal(signal.SIGTERM, _ignore)
        for line in iter(self._child.stdout.readline, b""):
            self._send_message(line)
        self._child.stdout.close()
        return self._child.wait(), time.monotonic() - started


def _ignore(signum: int, frame: object) -> None:
    """Leave stopping to the manager, who tells the process itself."""


def run(commands: Mapping[str, Sequence[str]]) -> int:
    """Run the commands until told to stop, or until one of them ends for good."""
    manager.KILL_WAIT = SECONDS_TO_STOP
    processes = manager.Manager()
    processes._process_ctor = Kept
    for name, command in commands.items():
        in_place = "" if os.name == "nt" else "exec "  # no shell in between to be orphaned
        processes.add_process(name, in_place + shlex.join(command))
    processes.loop()
    return 0 if processes.returncode in STOPPED_ON_PURPOSE else 1


if __name__ == "__main__":
    raise SystemExit(run(json.loads(sys.argv[1])))
