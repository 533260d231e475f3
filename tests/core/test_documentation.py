"""What a reader is promised to find in the documents is there."""

import ast
import re

from core.settings import Settings
from tests.conftest import ROOMS, ROOT


def read(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def signals() -> set[str]:
    """Return the names of all signals the rooms send each other."""
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*signals.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                is_signal = isinstance(node, ast.Assign) and "Signal(" in ast.unparse(node.value)
                if isinstance(node, ast.Assign) and is_signal:
                    found.update(ast.unparse(target) for target in node.targets)
    return found


def test_every_signal_is_in_the_table_of_the_architecture() -> None:
    table = [line for line in read("docs/architecture.md").splitlines() if line.startswith("|")]
    named = set(re.findall(r"\w+", " ".join(table)))
    assert len(signals()) > 20
    assert signals() - named == set()


def test_every_setting_is_explained_to_whoever_operates_it() -> None:
    explained = read("docs/operating.md", "README.md")
    names = {"PORT" if one == "port" else f"TILLID_{one.upper()}" for one in Settings.model_fields}
    assert {one for one in names if one not in explained} == set()


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", read("docs/decisions/README.md"))
    assert listed == sorted(path.name for path in folder.glob("0*.md"))
