"""The one thing an ambassador is shown first, and how she is greeted."""

from datetime import date, timedelta

import pytest

from home.next_step import Training, greeting, next_step
from home.queries import Waiting
from home.waiting import heading, todos
from tests.factories.campaigns import ParticipationFactory
from tests.factories.media import KitFactory
from tests.factories.training import ModuleFactory

TODAY = date(2026, 11, 19)
IN_ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def english(app):
    with app.test_request_context(headers=IN_ENGLISH):
        yield


def running(days: int, *kits, pitch=""):
    part = ParticipationFactory.build(
        campaign__name_en="Open day", campaign__ends_on=TODAY + timedelta(days=days)
    )
    part.campaign.pitch_en, part.campaign.kits = pitch, list(kits)
    return part


def training(*, opens_kits=True, comes_first):
    module = ModuleFactory.build(minutes=7)
    return Training(module=module, opens_kits=opens_kits, comes_first=comes_first)


def test_training_comes_first_while_there_is_nothing_to_use(english):
    waiting = training(comes_first=True)
    step = next_step(waiting, [running(3)], [], TODAY)
    assert (step.endpoint, step.arguments) == (
        "training_ambassador.show_module",
        {"module_id": waiting.module.id},
    )
    assert step.text == (
        "7 minutes. Then more media kits open. You can stop and go on whenever you like."
    )


def test_a_campaign_comes_before_the_rest_of_the_training(english):
    rest = training(comes_first=False, opens_kits=False)
    assert next_step(rest, [running(3)], [], TODAY).endpoint == "tracking_ambassador.show_link"
    step = next_step(rest, [], [KitFactory.build()], TODAY)
    assert step.endpoint == "training_ambassador.show_module"
    assert step.text == "7 minutes. You can stop and go on whenever you like."


@pytest.mark.parametrize(
    ("days", "title"),
    [(12, "Open day: 12 days left"), (1, "Open day: one day left"), (0, "Open day: the last day")],
)
def test_then_the_campaign_that_ends_first(english, days, title):
    step = next_step(None, [running(days), running(days + 9)], [], TODAY)
    assert (step.title, step.endpoint) == (title, "tracking_ambassador.show_link")


def test_a_campaign_leads_to_its_own_kit_if_she_can_use_it(english):
    own, other = KitFactory.build(), KitFactory.build()
    step = next_step(None, [running(5, own, pitch="Show a Tuesday.")], [other, own], TODAY)
    assert (step.text, step.endpoint) == ("Show a Tuesday.", "kits_ambassador.show_kit")
    assert step.arguments == {"kit_id": own.id}


def test_then_the_newest_kit_and_at_last_nothing_but_an_idea(english):
    kit = KitFactory.build()
    assert next_step(None, [], [kit], TODAY).arguments == {"kit_id": kit.id}
    assert next_step(None, [], [], TODAY).endpoint == "messages_ambassador.list_ideas"


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "Hello, Freja"),
        (4, "Hello, Freja"),
        (5, "Good morning, Freja"),
        (9, "Good morning, Freja"),
        (10, "Hello, Freja"),
        (17, "Hello, Freja"),
        (18, "Good evening, Freja"),
        (23, "Good evening, Freja"),
    ],
)
def test_she_is_greeted_by_the_hour(english, hour, words):
    assert greeting(hour, "Freja") == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Nothing is waiting"),
        (1, "One thing this week"),
        (4, "Four things this week"),
        (11, "11 things this week"),
    ],
)
def test_the_number_of_things_is_said_in_words(english, count, words):
    assert heading(count) == words


def test_only_what_waits_is_on_the_list(english):
    waiting = Waiting(silent=2, ideas=0, pictures=1, draft_cohorts=0, draft_campaigns=0)
    assert [todo.title for todo in todos(waiting)] == [
        "Two people have been quiet for three weeks",
        "One picture has no alt text",
    ]
