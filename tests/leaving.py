"""A test leaves what all tests of a process share as it found it, or fails itself, not the next."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from core.settings import Settings

WORKED_ON = "incoming"  # what is here is being worked on, and nothing is between two tests


def shared_by_all(apps: Mapping[str, Flask]) -> dict[str, dict[str, Any]]:
    """Return what one test could change for another."""
    found: dict[str, dict[str, Any]] = {"environment": dict(os.environ), "folder": {"": Path.cwd()}}
    found["environment"].pop("PYTEST_CURRENT_TEST", None)
    for database, app in apps.items():
        found[f"settings on {database}"] = dict(vars(settings_of(app)))
        found[f"configuration on {database}"] = dict(app.config)
    return found


def settings_of(app: Flask) -> Settings:
    settings = app.extensions["settings"]
    assert isinstance(settings, Settings)
    return settings


def changed(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names of what is not as it was."""
    return [
        f"{what}: {name}"
        for what in before
        if before[what] != after[what]
        for name in sorted(before[what] | after[what])
        if before[what].get(name) != after[what].get(name)
    ]


def worked_on(apps: Mapping[str, Flask]) -> set[Path]:
    """Return what is in the working folders."""
    folders = [settings_of(app).data / WORKED_ON for app in apps.values()]
    return {path for folder in folders if folder.exists() for path in folder.iterdir()}


def thrown_away(paths: Iterable[Path]) -> list[str]:
    """Throw away what is left, for whoever comes next; return what it was."""
    found = sorted(paths)
    for path in found:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return [str(path) for path in found]


@pytest.fixture(autouse=True)
def _left_as_found(request: pytest.FixtureRequest, ready_apps: dict[str, Flask]) -> Iterator[None]:
    """Look before and after each test: begun first, it looks when all else has been put back."""
    if request.node.get_closest_marker("browser"):  # what it asked for last may still be at work
        yield
        return
    apps = dict(ready_apps)
    before, others = shared_by_all(apps), worked_on(apps)
    yield
    left = thrown_away(worked_on(ready_apps) - others)
    assert [*changed(before, shared_by_all(apps)), *left] == []
