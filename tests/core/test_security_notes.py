"""The notes on security name tests that are there."""

import ast
import re
from functools import cache

from tests.conftest import ROOT

NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


@cache
def names_in(path: str) -> set[str]:
    """Return the tests of a file; none when there is no such file."""
    file = ROOT / "tests" / path
    if not file.exists():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_the_notes_name_is_there() -> None:
    named = NAMED.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8"))
    assert len(named) > 80
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []
