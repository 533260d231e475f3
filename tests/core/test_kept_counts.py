from collections.abc import Callable

import pytest

from core import kept_counts
from core.kept_counts import MANY, kept


def test_many_are_counted_once_in_a_while_and_few_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(kept_counts.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(kept_counts, "_kept", {})

    def ask(number: int, key: str = "a") -> int:
        count: Callable[[], int] = lambda: number  # noqa: E731 -- what is found this time
        return kept(key, count, lambda found: found, seconds=5)

    assert [ask(MANY), ask(3)] == [MANY, 3]  # few: what was just done shows at once
    assert [ask(MANY + 1), ask(3), ask(3, key="b")] == [MANY + 1, MANY + 1, 3]
    now[0] += 6
    assert [ask(4), ask(5)] == [4, 5]  # no longer many: not kept
