"""Make the virtual environment ready: ``prepare.py run`` to start, ``prepare.py test`` to test.

Runs on a bare Python 3.11 or newer. Does nothing when nothing changed, and may run several times at
once: the first one works, the others wait.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = {
    "run": ["requirements.txt"],
    "test": ["requirements.txt", "requirements-dev.txt"],
}
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
NO_VENV = """
This Python cannot make virtual environments ({}).
Debian and Ubuntu: sudo apt-get install python3-venv
Or use another Python: make run PYTHON=/path/to/python3
"""
NO_BROWSER = """
!! No Chromium was found, so the browser tests will fail.
!! Debian: sudo apt-get install chromium
!! Elsewhere: CHROMIUM=/path/to/chromium make test
"""


def main(purpose: str) -> None:
    """Bring everything up to date for one purpose."""
    with (ROOT / ".prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not works():
            make_venv()
        install(purpose)
        if purpose == "test":
            find_browser()


def run(*command: str) -> None:
    """Run a command in the project's folder and stop with its exit code if it fails."""
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 -- our own commands
    if done.returncode:
        sys.exit(done.returncode)


def works() -> bool:
    """Say whether the virtual environment is there and starts."""
    if not PYTHON.exists():
        return False
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, check=False)  # noqa: S603
    return answer.returncode == 0


def make_venv() -> None:
    """Make a new virtual environment, or say what is missing."""
    print(f"Making a virtual environment with Python {sys.version.split()[0]} …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(NO_VENV.format(sys.executable))


def install(purpose: str) -> None:
    """Install the pinned, hashed packages unless exactly these are there already."""
    files = [ROOT / name for name in REQUIREMENTS[purpose]]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    stamp = VENV / f".installed-for-{purpose}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing {', '.join(path.name for path in files)} …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    for path in files:
        run(*pip, "--no-input", "--require-hashes", "--requirement", str(path))
    stamp.write_text(wanted)


def find_browser() -> None:
    """Install Chromium where we may, once; else say loudly how to get it."""
    if os.environ.get("CHROMIUM") or any(map(shutil.which, BROWSERS)):
        return
    stamp = VENV / ".tried-to-install-chromium"
    if os.geteuid() == 0 and shutil.which("apt-get") and not stamp.exists():
        stamp.touch()
        print("Installing Chromium for the browser tests …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(  # noqa: S603
                ["apt-get", *command],  # noqa: S607 -- Debian's own
                env=environment,
                stdout=subprocess.DEVNULL,
                check=False,
            )
    if not any(map(shutil.which, BROWSERS)):
        print(NO_BROWSER, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
