"""What changed between two versions of a text."""

import pytest

from ambassadors.agreement.comparison import Fate, Run, compare

BEFORE = """# Sådan gør vi

Du bestemmer selv, hvad du deler.

- Skriv »reklame« først.
- Spørg dem på billedet.

Hilsen os"""


def runs(found):
    return [(run.fate.value, run.passages) for run in found]


def test_the_same_text_has_no_changes_however_its_lines_are_broken():
    assert compare(BEFORE, BEFORE.replace("selv, hvad", "selv,\n  hvad")) == []


def test_one_changed_point_of_a_list_shows_alone():
    after = BEFORE.replace("- Skriv »reklame« først.", "- Skriv »annonce« først.")
    assert runs(compare(BEFORE, after)) == [
        ("kept", ["# Sådan gør vi", "Du bestemmer selv, hvad du deler."]),
        ("removed", ["- Skriv »reklame« først."]),
        ("added", ["- Skriv »annonce« først."]),
        ("kept", ["- Spørg dem på billedet.", "Hilsen os"]),
    ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "Nyt", [Run(Fate.ADDED, ["Nyt"])]),
        ("Væk", "", [Run(Fate.REMOVED, ["Væk"])]),
        ("", "", []),
        ("En\n\nTo", "To", [Run(Fate.REMOVED, ["En"]), Run(Fate.KEPT, ["To"])]),
    ],
)
def test_beginnings_and_ends(before, after, found):
    assert compare(before, after) == found


def test_a_run_is_one_piece_of_markdown():
    assert Run(Fate.ADDED, ["- a", "- b"]).text == "- a\n\n- b"
