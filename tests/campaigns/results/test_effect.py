"""An ambassador's weeks against the rhythm of her own choice, worked out by hand."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from ambassadors.enums import Benefit, Rhythm
from ambassadors.models import Pause
from campaigns import totals
from campaigns.enums import Step
from campaigns.models import Participation
from campaigns.results.effect import Effect, OwnRhythm, WeekState, is_paused, rhythm_of
from campaigns.results.ladder import Ladder, monday_of
from campaigns.results.own_words import lead_of, turned_up
from core.db import utcnow
from tests.factories.campaigns import ParticipationFactory, today

TODAY = date(2026, 11, 19)  # Thursday of week 47
THIS = date(2026, 11, 16)
LONG_AGO = date(2026, 1, 5)


def back(*weeks: int) -> set[date]:
    return {THIS - timedelta(weeks=n) for n in weeks}


def rhythm(active: set[date], *, chosen=Rhythm.WEEKLY, since=LONG_AGO, pauses=()) -> OwnRhythm:
    return rhythm_of(active, list(pauses), rhythm=chosen, since=since, today=TODAY)


@pytest.mark.parametrize(
    ("first", "last", "paused"),
    [
        (THIS, THIS + timedelta(days=2), False),
        (THIS, THIS + timedelta(days=3), True),
        (THIS + timedelta(days=4), THIS + timedelta(days=9), False),
        (THIS - timedelta(days=9), THIS + timedelta(days=9), True),
    ],
)
def test_a_week_is_paused_when_most_of_it_is(first, last, paused):
    assert is_paused(THIS, [Pause(starts_on=first, ends_on=last)]) is paused


@pytest.mark.parametrize(
    ("active", "kept", "expected"),
    [
        (set(), 0, 7),  # the running week is not missed yet
        (back(0), 1, 8),
        (back(1, 2, 3), 3, 7),
        (back(0, 1, 2, 3, 4, 5, 6, 7), 8, 8),
        (back(8, 9), 0, 7),  # too long ago to be shown
    ],
)
def test_every_week_counts_once(active, kept, expected):
    found = rhythm(active)
    assert (found.kept, found.expected, len(found.weeks)) == (kept, expected, 8)


@pytest.mark.parametrize(
    ("active", "kept", "expected"),
    [
        (set(), 0, 3),
        (back(2, 4, 6), 3, 3),
        (back(0, 3, 5, 7), 4, 4),
        (back(2, 3), 1, 3),  # two posts in one period are one
    ],
)
def test_every_other_week_counts_periods_of_two(active, kept, expected):
    found = rhythm(active, chosen=Rhythm.EVERY_OTHER_WEEK)
    assert (found.kept, found.expected) == (kept, expected)


def test_when_it_suits_me_is_always_kept():
    found = rhythm(back(1, 5), chosen=Rhythm.WHENEVER)
    assert (found.kept, found.expected) == (2, 2)


def test_a_pause_costs_nothing_and_is_drawn():
    pause = Pause(starts_on=THIS - timedelta(weeks=3), ends_on=THIS - timedelta(days=8))
    found = rhythm(back(1, 4), pauses=[pause])
    assert [week.state for week in found.weeks] == [
        *[WeekState.OFF] * 3,
        WeekState.ON,
        *[WeekState.PAUSE] * 2,
        WeekState.ON,
        WeekState.OFF,
    ]
    assert (found.kept, found.expected) == (2, 5)


def test_weeks_begin_when_she_joined_and_half_a_period_is_not_held_against_her():
    found = rhythm(set(), chosen=Rhythm.EVERY_OTHER_WEEK, since=THIS - timedelta(days=11))
    assert [week.label for week in found.weeks] == ["45", "46", "47"]
    assert (found.kept, found.expected) == (0, 0)


def effect(clicks=0, conversations=0, sign_ups=0, confirmed=0) -> Effect:
    own = Ladder(clicks=clicks, conversations=conversations, sign_ups=sign_ups, confirmed=confirmed)
    return Effect(ladder=own, posts=0, topics={}, rhythm=rhythm(set()))


@pytest.mark.parametrize(
    ("benefits", "numbers", "number"),
    [
        ([], {"clicks": 9, "sign_ups": 5}, 5),
        ([Benefit.NETWORK], {"conversations": 7, "sign_ups": 5}, 7),
        ([Benefit.SHOWCASE], {"clicks": 41, "sign_ups": 5}, 41),
        ([Benefit.NETWORK], {"sign_ups": 5}, 5),  # nothing of what she asked for yet
        ([], {"clicks": 3}, 3),
        ([], {}, 0),
    ],
)
def test_the_page_begins_with_the_result_she_asked_for(plain_app, benefits, numbers, number):
    with plain_app.test_request_context():
        assert lead_of(effect(**numbers), benefits).number == number


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"sign_ups": 5}, ""),
        ({"sign_ups": 5, "confirmed": 4}, "4 of them came."),
        ({"sign_ups": 5, "confirmed": 5}, "And all of them came."),
        ({"sign_ups": 1, "confirmed": 1}, "And they came."),
    ],
)
def test_those_who_came_are_told_of(plain_app, numbers, sentence):
    with plain_app.test_request_context(headers={"Accept-Language": "en"}):
        assert turned_up(effect(**numbers).ladder) == sentence


def test_her_page_begins_with_what_she_wanted_and_tells_of_the_rest(app, sign_in):
    part = ParticipationFactory(
        ambassador__rhythm=Rhythm.WEEKLY,
        ambassador__benefits=[Benefit.NETWORK],
        ambassador__joined_at=utcnow() - timedelta(weeks=20),
        ambassador__user__locale="en",
    )
    days = [today(), *(monday_of(today()) - timedelta(weeks=back) for back in range(6))]
    for day in days:
        count(part, Step.CONVERSATIONS, day, 1)
    for step, number in ((Step.CLICKS, 41), (Step.SIGN_UPS, 5), (Step.CONFIRMED, 4)):
        count(part, step, today(), number)
    page = BeautifulSoup(sign_in(part.ambassador.user).get("/my/effect").text, "html.parser")
    text = " ".join(page.main.text.split())
    assert page.select_one("h1 .stat__number").text == "7"
    assert [rung.text for rung in page.select(".ladder__number")] == ["41", "7", "5", "4"]
    assert "Your link was followed 41 times, 7 talked with you and 5 signed up." in text
    assert "4 of them came." in text
    assert "6 of 8 times in the rhythm you chose" in text
    assert "Followers, likes and reach are not here." in text


def count(part: Participation, step: Step, day: date, by: int) -> None:
    ids = {"campaign_id": part.campaign_id, "participation_id": part.id}
    totals.count(**ids, step=step, day=day, by=by)
