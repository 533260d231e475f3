"""What is written to the trail can be read by people."""

import ast
from pathlib import Path

from accounts.labels import ACTS

ROOT = Path(__file__).parents[2]
ROOMS = ("accounts", "ambassadors", "media", "campaigns")


def recorded_acts() -> set[str]:
    """Return every code that a room records, found in calls of ``record`` and the like."""
    found = set()
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(
                node.func, "attr", getattr(node.func, "id", "")
            ) in ("record", "_record", "note_export"):
                given = [*node.args, *(k.value for k in node.keywords if k.arg == "action")]
                found |= {
                    one.value
                    for one in given
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


def test_every_act_on_the_trail_has_words():
    acts = recorded_acts()
    assert "campaign_launched" in acts
    assert acts - set(ACTS) == set()
