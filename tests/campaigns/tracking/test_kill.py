"""Real servers killed under load, a few times here and fifty times in the bench."""

import pytest

from bench.kill import kill_under_load

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


def test_no_answered_click_is_lost_when_every_process_is_killed():
    for _ in range(3):
        kill = kill_under_load("bench.apps:tracked()")
        assert kill.acknowledged > 50
        assert kill.acknowledged <= kill.stored <= kill.sent


def test_the_same_harness_sees_a_memory_queue_lose_clicks():
    kills = [kill_under_load("bench.apps:forgetful()") for _ in range(2)]
    assert sum(kill.lost for kill in kills) > 0
