"""What is written to the trail can be read by people."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from accounts.labels import ACTS
from accounts.trail import words

ROOT = Path(__file__).parents[2]
ROOMS = ("accounts", "ambassadors", "media", "campaigns")


def recordings() -> Iterator[ast.Call]:
    """Yield the calls of ``record`` and the like in every room."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(
                node.func, "attr", getattr(node.func, "id", "")
            ) in ("record", "_record", "note_export"):
                yield node


def texts(nodes: Iterable[ast.AST | None]) -> set[str]:
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_act_on_the_trail_has_words_and_so_has_what_it_changed():
    acts, changed = set[str](), set[str]()
    for call in recordings():
        acts |= texts([*call.args, *(k.value for k in call.keywords if k.arg == "action")])
        said = [k.value for k in call.keywords if k.arg in ("before", "after")]
        whole = [part for one in said for part in ast.walk(one) if isinstance(part, ast.Dict)]
        changed |= texts(key for one in whole for key in one.keys)
    assert "campaign_launched" in acts
    assert acts - set(ACTS) == set()
    assert "role" in changed
    assert changed - set(words.KEYS) == set()
