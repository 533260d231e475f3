"""My terms: each section saves on its own, nothing else changes, a break takes two taps."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.enums import Benefit, Rhythm
from ambassadors.models import Ambassador, Pause
from ambassadors.terms import operations, pauses
from ambassadors.terms.errors import PauseInThePast, PauseOutOfOrder, PauseTooLong
from core.db import db, utcnow
from core.formats import local_date
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    CohortTopicFactory,
    PauseFactory,
)
from tests.queries import count_queries

TODAY = date(2026, 12, 10)


def day(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en", channels=["instagram"], benefits=["knowledge"])


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def today_of(ambassador):
    return local_date(utcnow(), ambassador.cohort.organisation.timezone)


def stored():
    return db.session.scalars(select(Ambassador)).one()


def choices():
    found = stored()
    return {
        "topics": found.topics,
        "rhythm": found.rhythm,
        "channels": found.channels,
        "benefits": found.benefits,
        "locale": found.user.locale,
        "ranking": found.shown_in_ranking,
    }


def test_topics_are_saved_and_nothing_else(me, ambassador):
    wanted = CohortTopicFactory(cohort=ambassador.cohort)
    CohortTopicFactory(cohort=ambassador.cohort)
    before = choices()
    response = me.post("/my/terms/topics", data={"topics": [str(wanted.id)]})
    assert response.location == "/my/terms?saved=topics#topics-section"
    assert "Saved" in me.get(response.location).text
    assert choices() == before | {"topics": [wanted]}


@pytest.mark.parametrize(
    ("section", "data", "expected"),
    [
        ("topics", {}, {"topics": []}),
        ("rhythm", {"rhythm": "weekly"}, {"rhythm": Rhythm.WEEKLY}),
        ("channels", {"channels": ["facebook", "tiktok"]}, {"channels": ["facebook", "tiktok"]}),
        ("channels", {}, {"channels": []}),
        (
            "benefits",
            {"benefits": ["network", "difference"], "order": "difference,network"},
            {"benefits": ["difference", "network"]},
        ),
        ("language", {"locale": "da"}, {"locale": "da"}),
        ("ranking", {"shown_in_ranking": "y"}, {"ranking": True}),
        ("ranking", {}, {"ranking": False}),
    ],
)
def test_a_section_saves_on_its_own(me, section, data, expected):
    before = choices()
    sent = {"sent": "1", **data}  # browsers always send something: the token
    assert me.post(f"/my/terms/{section}", data=sent).status_code == 302
    assert choices() == before | expected


@pytest.mark.parametrize(
    ("section", "data", "message"),
    [
        ("rhythm", {}, "Choose a rhythm."),
        ("rhythm", {"rhythm": "hourly"}, "Not a valid choice"),
        ("channels", {"channels": ["pigeon"]}, "not a valid choice"),
        ("benefits", {"benefits": [b.value for b in list(Benefit)[:4]]}, "Choose at most three."),
        ("language", {"locale": "de"}, "Not a valid choice"),
    ],
)
def test_what_makes_no_sense_is_refused_and_the_rest_stays_shown(me, section, data, message):
    before = choices()
    page = me.post(f"/my/terms/{section}", data=data)
    assert page.status_code == 200
    assert message in page.text
    assert "At most one kind reminder" in page.text
    assert choices() == before


def test_another_cohorts_topic_is_refused(me):
    foreign = CohortTopicFactory()
    assert me.post("/my/terms/topics", data={"topics": [str(foreign.id)]}).status_code in {200, 302}
    assert choices()["topics"] == []


def test_an_unknown_section_is_not_found(me):
    assert me.post("/my/terms/salary", data={}).status_code == 404


def test_the_chosen_language_counts_at_once_on_this_device(me):
    me.post("/language", data={"language": "en", "next": "/my/terms"})
    me.post("/my/terms/language", data={"locale": "da"})
    assert '<html lang="da"' in me.get("/my/terms").text


def test_the_page_asks_the_same_number_of_queries_for_one_and_three(me, ambassador):
    cohort_id, asked = ambassador.cohort_id, []
    for more in (1, 2):
        for _number in range(more):
            cohort = db.session.get_one(type(ambassador.cohort), cohort_id)
            topic = CohortTopicFactory(cohort=cohort)
            stored().topics.append(topic)
            db.session.commit()
        with count_queries() as sent:
            assert me.get("/my/terms").status_code == 200
        asked.append(len(sent))
        ambassador = stored()
    assert asked[0] == asked[1]


def test_a_break_of_two_weeks_in_one_tap(me, ambassador):
    today = today_of(ambassador)
    me.get("/my/terms/pause")
    assert me.post("/my/terms/pause", data={"weeks": "2"}).location == "/my/terms"
    kept = db.session.scalars(select(Pause)).one()
    assert (kept.starts_on, kept.ends_on) == (today, today + timedelta(days=13))
    assert "You are on a break until" in me.get("/my/terms").text
    me.post("/my/terms/pause", data={"weeks": "2"})
    assert len(db.session.scalars(select(Pause)).all()) == 1


def test_a_break_between_dates_and_dropping_it(me, ambassador):
    today = today_of(ambassador)
    days = {"starts_on": today + timedelta(days=5), "ends_on": today + timedelta(days=9)}
    me.post("/my/terms/pause", data={name: str(value) for name, value in days.items()})
    assert "Your break begins on" in me.get("/my/terms").text
    me.post("/my/terms/pause/end")
    assert db.session.scalars(select(Pause)).all() == []


@pytest.mark.parametrize(
    ("starts", "ends", "message"),
    [
        (-1, 5, "from today on"),
        (5, 4, "comes after the first"),
        (0, 400, "at most a year"),
        (None, 4, "Choose the first day."),
    ],
)
def test_a_break_that_cannot_be_is_refused(me, ambassador, starts, ends, message):
    today = today_of(ambassador)
    data = {"ends_on": str(today + timedelta(days=ends))}
    if starts is not None:
        data["starts_on"] = str(today + timedelta(days=starts))
    page = me.post("/my/terms/pause", data=data)
    assert message in page.text
    assert db.session.scalars(select(Pause)).all() == []


def spans(ambassador):
    return sorted((p.starts_on, p.ends_on) for p in ambassador.pauses)


def test_a_new_break_takes_the_place_of_the_one_that_is_on(ambassador):
    PauseFactory(ambassador=ambassador, starts_on=day(-30), ends_on=day(-20))
    PauseFactory(ambassador=ambassador, starts_on=day(-3), ends_on=day(4))
    PauseFactory(ambassador=ambassador, starts_on=day(20), ends_on=day(30))
    operations.take_pause(ambassador, starts_on=day(0), ends_on=day(13), today=TODAY)
    db.session.commit()
    assert spans(ambassador) == [(day(-30), day(-20)), (day(-3), day(13))]


def test_ending_a_break_keeps_the_days_that_were_taken(ambassador):
    PauseFactory(ambassador=ambassador, starts_on=day(-3), ends_on=day(4))
    operations.end_pause(ambassador, today=TODAY)
    operations.end_pause(ambassador, today=TODAY)  # pressed twice
    db.session.commit()
    assert spans(ambassador) == [(day(-3), day(-1))]
    assert pauses.current_or_next(ambassador.pauses, TODAY) is None


def test_ending_a_break_on_its_first_day_leaves_none(ambassador):
    PauseFactory(ambassador=ambassador, starts_on=TODAY, ends_on=day(4))
    operations.end_pause(ambassador, today=TODAY)
    db.session.commit()
    assert spans(ambassador) == []


def test_each_way_a_break_is_refused(ambassador):
    for error, starts, ends in [
        (PauseInThePast, day(-1), day(4)),
        (PauseOutOfOrder, day(1), day(0)),
        (PauseTooLong, day(0), day(367)),
    ]:
        with pytest.raises(error):
            operations.take_pause(ambassador, starts_on=starts, ends_on=ends, today=TODAY)


def test_which_break_counts():
    past = Pause(starts_on=day(-9), ends_on=day(-1))
    now = Pause(starts_on=day(-1), ends_on=day(0))
    later = Pause(starts_on=day(3), ends_on=day(5))
    assert pauses.current_or_next([later, now, past], TODAY) is now
    assert pauses.current_or_next([past, later], TODAY) is later
    assert pauses.current_or_next([past], TODAY) is None
    assert pauses.last_day(TODAY, 1) == day(6)


def test_switching_between_places(me, ambassador):
    other = AmbassadorFactory(user=ambassador.user, cohort=CohortFactory(name="Odder H26"))
    assert "Odder H26" in me.get("/my/places").text
    assert "See everywhere you take part" in me.get("/my/terms").text
    for place in (ambassador, other):
        assert me.post(f"/my/places/{place.id}").location == "/my"
        with me.session_transaction() as session:
            assert session["ambassador_id"] == str(place.id)


def test_somebody_elses_place_cannot_be_chosen(me):
    foreign = AmbassadorFactory()
    assert me.post(f"/my/places/{foreign.id}").status_code == 404
    with me.session_transaction() as session:
        assert "ambassador_id" not in session
