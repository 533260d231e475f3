"""What the demo tells: believable people, words in both languages, links that hold."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.queries import get_organisation
from ambassadors.enums import CohortStatus
from ambassadors.models import Ambassador, Cohort
from ambassadors.recognition.hours.models import HoursEntry
from ambassadors.recognition.queries import count_given
from ambassadors.seasons.models import Alumnus
from ambassadors.seasons.queries import count_thanked, count_yeses, find_end
from ambassadors.training.queries import has_passed, next_module
from campaigns.enums import CampaignStatus
from campaigns.models import Campaign
from campaigns.outcomes.events.models import Event
from campaigns.posts.instagram_links import moment_of
from campaigns.posts.models import Post
from campaigns.queries import live_participations
from campaigns.results.queries import effect_of
from core.contrast import is_readable_with_white
from core.db import db, utcnow
from core.formats import local_date
from demo.load import PROGRAMMES
from demo.photographs import FOLDER, PHOTOGRAPHS
from demo.plans import WEEKS, Programme
from demo.profiles import Profile
from demo.season import Season, active_weeks
from demo.shortcodes import shortcode_at
from demo.studieliv_people import STUDENTS
from home.queries import waiting
from media.kits.contents import suggestions, usable_items
from media.kits.enums import KitStatus
from media.kits.models import Kit
from media.kits.queries import kits_for, passed_gates
from media.library.enums import Recognisable
from media.library.models import Asset

ZONE = "Europe/Copenhagen"


def today() -> date:
    return local_date(utcnow(), ZONE)


def freja() -> Ambassador:
    return db.session.scalars(
        select(Ambassador).where(Ambassador.user.has(name="Freja Nørgaard"))
    ).one()


def test_two_are_silent_and_three_ideas_and_posts_wait(demo: Flask) -> None:
    found = waiting(get_organisation("studieliv").id, today())
    assert found.posts == 3
    assert (found.silent, found.ideas, found.draft_cohorts, found.draft_campaigns) == (2, 3, 1, 1)


def test_freja_is_in_the_middle_of_her_season(demo: Flask) -> None:
    ambassador = freja()
    effect = effect_of(ambassador, today())
    assert (effect.rhythm.kept, effect.rhythm.expected) == (5, 6)
    assert (effect.ladder.clicks, effect.ladder.conversations) == (60, 7)
    assert (effect.ladder.sign_ups, effect.ladder.confirmed) == (10, 4)
    waits = next_module(ambassador)
    assert waits is not None
    assert waits.position == 2
    assert not has_passed(ambassador, waits.id)


def test_freja_sees_her_kits_and_one_is_still_closed(demo: Flask) -> None:
    ambassador = freja()
    kits = kits_for(ambassador, today())
    titles = {kit.title_da for kit in kits}
    assert titles == {"Værkstedet er åbent", "Naboerne", "Morgentur", "Mød os på engen"}
    passed = passed_gates(ambassador, kits)
    assert [kit.title_da for kit in kits if kit.gate_id and kit.gate_id not in passed] == [
        "Mød os på engen"
    ]
    assert [kit.title_da for kit in kits][:2] == ["Værkstedet er åbent", "Naboerne"]
    assert [part.campaign.name_da for part in live_participations(ambassador, today())] == [
        "Åbent hus"
    ]


def test_declining_the_campaign_leaves_freja_a_kit(demo: Flask) -> None:
    ambassador = freja()
    (part,) = live_participations(ambassador, today())
    part.declined_at = utcnow()
    db.session.flush()  # rolled back at the end, as everything here
    assert [kit.title_da for kit in kits_for(ambassador, today())] == ["Morgentur"]


def test_a_season_is_over_with_diplomas_hours_and_people_to_ask_again(demo: Flask) -> None:
    cohort = db.session.scalars(select(Cohort).where(Cohort.status == CohortStatus.ENDED)).one()
    assert cohort.season_end < today() < cohort.retention_until
    end = find_end(cohort)
    assert end is not None
    assert end.thanks_da != end.thanks_en
    assert count_thanked(cohort.id) == (9, 9)
    assert (count_given(cohort), count_yeses(cohort)) == (7, 6)
    assert sum(one.asked_again_at is not None for one in db.session.scalars(select(Alumnus))) == 3
    days = db.session.scalars(select(HoursEntry.day)).all()
    assert len(days) > 20
    assert cohort.season_start < min(days) <= max(days) < cohort.season_end


def test_posts_were_published_when_their_links_say(demo: Flask) -> None:
    posts = db.session.scalars(select(Post).where(Post.url != "")).all()
    assert len(posts) > 300
    assert {moment_of(post.shortcode) == post.published_at for post in posts} == {True}
    assert len({post.shortcode for post in posts}) == len(posts)
    first = min(post.published_at for post in posts).date()
    assert today() - timedelta(weeks=WEEKS) <= first <= today() - timedelta(weeks=WEEKS - 3)
    assert max(post.published_at for post in posts) < utcnow()


def test_published_kits_speak_both_languages_and_show_something(demo: Flask) -> None:
    kits = db.session.scalars(select(Kit).where(Kit.status == KitStatus.PUBLISHED)).all()
    assert len(kits) == 12
    for kit in kits:
        assert all((kit.title_da, kit.title_en, kit.intro_da, kit.intro_en))
        assert {caption.locale for caption in kit.captions} == {"da", "en"}
        assert all(len(caption.hashtags) <= 5 for caption in kit.captions)
        assert all("{link}" in caption.text for caption in kit.captions)
        assert usable_items(kit, today())
        for locale, beginning in (("da", "Jeg er "), ("en", "I am ")):
            for one in suggestions(kit, kit.cohorts[0], locale, "http://localhost/r/AB23CD"):
                assert one.line.startswith(beginning)
                assert "http://localhost/r/AB23CD" in one.text


def test_every_picture_is_described_and_credited(demo: Flask) -> None:
    assets = db.session.scalars(select(Asset)).all()
    assert len(assets) == 13
    assert all(asset.alt_da and asset.alt_en and asset.credit and asset.licence for asset in assets)
    held = [one for one in assets if one.recognisable is Recognisable.SOMEBODY]
    assert {one.original_name for one in held} == {
        "stream.jpg",
        "friends.jpg",
        "trail.jpg",
        "meadow.jpg",
    }
    dandelions = [one for one in assets if one.original_name == "dandelions.jpg"]
    assert {(one.focal_x, one.focal_y) for one in dandelions} == {(0.29, 0.3)}


def test_one_campaign_runs_in_each_organisation_towards_an_event(demo: Flask) -> None:
    running = db.session.scalars(select(Campaign).where(Campaign.status == CampaignStatus.LIVE))
    days = {
        local_date(event.starts_at, ZONE) - today()
        for campaign in running
        for event in db.session.scalars(select(Event).where(Event.campaign_id == campaign.id))
    }
    assert days == {timedelta(days=12)}
    events = db.session.scalars(select(Event)).all()
    assert all(event.picture_id and event.description_en for event in events)
    open_cohorts = db.session.scalars(
        select(Cohort.name).where(Cohort.status == CohortStatus.OPEN)
    ).all()
    assert len(open_cohorts) == 4


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.slug)
def test_plans_name_only_what_exists(programme: Programme) -> None:
    assert is_readable_with_white(programme.colour)
    cohorts = {cohort.key for cohort in programme.cohorts}
    shown = {one.file for one in programme.pictures}
    assert shown <= set(PHOTOGRAPHS) == {path.name for path in FOLDER.glob("*.jpg")}
    said = [alt for one in PHOTOGRAPHS.values() for alt in (one.alt_da, one.alt_en)]
    assert [alt for alt in said if not 0 < len(alt) <= 100] == []  # as the form advises
    for kit in programme.kits:
        assert set(kit.pictures) <= shown
        assert set(kit.cohorts) <= cohorts
        assert kit.unit in {"", *programme.units}
    for cohort in programme.cohorts:
        assert {one.unit for one in cohort.people} <= set(programme.units)
        names = [one.name for one in cohort.people]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("weekday", range(7))
def test_on_any_day_only_the_silent_have_been_silent_for_three_weeks(weekday: int) -> None:
    season = Season(date(2026, 11, 16) + timedelta(days=weekday))
    silent = 0
    for person in STUDENTS.people:
        weeks = active_weeks(person, Random(person.name))
        last = max(day for week in weeks for day in season.days(week))
        is_away = WEEKS - 1 in person.paused_weeks
        is_silent = last < season.today - timedelta(days=21) and not is_away
        assert is_silent == (person.profile is Profile.SILENT), person.name
        silent += is_silent
    assert silent == 2


def test_profiles_differ() -> None:
    profiles = Counter(person.profile for person in STUDENTS.people)
    assert set(profiles) == set(Profile)


def test_a_shortcode_carries_its_moment() -> None:
    moment = utcnow().replace(microsecond=417_000)
    assert moment_of(shortcode_at(moment, Random(1))) == moment
