"""Taking a seat: exact, counted once, undone cleanly."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from campaigns.enums import Step
from campaigns.models import CampaignDay, Participation
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.events import operations as events
from campaigns.outcomes.events.errors import AlreadySignedUp, CapacityTooSmall, EventFull, EventOver
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.operations import EventTexts
from campaigns.outcomes.events.seats import operations
from campaigns.outcomes.events.seats.operations import Guest
from campaigns.outcomes.models import GoalSource, Outcome
from core.db import db
from tests.factories.campaigns import CampaignFactory, EventFactory, GoalFactory, LinkFactory


@pytest.fixture
def event(app) -> Event:
    event = EventFactory(capacity=2)
    GoalFactory(campaign=event.campaign)
    return event


@pytest.fixture
def link(event):
    link = LinkFactory(code="KVARTA")
    link.participation.campaign = event.campaign
    link.campaign_id = event.campaign_id
    db.session.commit()
    return link


def sign_up(event: Event, email: str = "Signe@Example.org", code: str = "", told_by: str = ""):
    seat, token = operations.sign_up(
        event, Guest(name="Signe", email=email, locale="da", code=code, told_by=told_by)
    )
    db.session.commit()
    return seat, token


def totals(event: Event) -> dict[str, int]:
    row = db.session.scalar(select(CampaignDay))
    names = (Step.SIGN_UPS, Step.CONFIRMED)
    return {step.value: getattr(row, step.value) for step in names} if row else {}


def test_a_seat_is_taken_and_counted_for_the_ambassador_whose_code_came_along(event, link):
    seat, token = sign_up(event, code="kvarta")

    outcome = db.session.scalars(select(Outcome)).one()
    assert (seat.email, event.taken) == ("signe@example.org", 1)
    assert seat.token_hash != token
    assert (outcome.source, outcome.stage) == (Source.LINK, Stage.SIGNED_UP)
    assert outcome.participation_id == link.participation_id
    assert totals(event) == {"sign_ups": 1, "confirmed": 0}
    assert db.session.get_one(Participation, link.participation_id).sign_ups == 1


def test_being_told_counts_towards_the_goal_but_for_nobody_in_particular(event):
    sign_up(event, told_by="Freja")
    assert db.session.scalars(select(Outcome)).one().source is Source.TOLD_BY
    assert totals(event) == {"sign_ups": 1, "confirmed": 0}


def test_coming_by_oneself_is_kept_apart_from_the_ladder(event):
    sign_up(event)
    sources = {row.source: row.sign_ups for row in db.session.scalars(select(GoalSource))}
    assert sources == {Source.NONE: 1}
    assert totals(event) == {}


def test_a_code_of_another_campaign_counts_for_nobody(event):
    LinkFactory(code="FREMED")
    sign_up(event, code="FREMED")
    assert db.session.scalars(select(Outcome)).one().participation_id is None


def test_the_same_address_in_any_case_has_one_seat(event):
    sign_up(event)
    with pytest.raises(AlreadySignedUp):
        operations.sign_up(event, Guest(name="S", email=" signe@example.ORG ", locale="da"))
    db.session.rollback()
    assert db.session.get_one(Event, event.id).taken == 1


def test_a_full_event_takes_nobody(event):
    sign_up(event, "a@example.org")
    sign_up(event, "b@example.org")
    with pytest.raises(EventFull):
        sign_up(event, "c@example.org")
    db.session.rollback()
    assert [s.email for s in db.session.scalars(select(SignUp).order_by(SignUp.email))] == [
        "a@example.org",
        "b@example.org",
    ]


def test_a_past_event_takes_nobody(app):
    over = datetime.now(UTC) - timedelta(hours=1)
    event = EventFactory(starts_at=over - timedelta(hours=2), ends_at=over)
    with pytest.raises(EventOver):
        sign_up(event)


def test_cancelling_frees_the_seat_once_and_takes_the_numbers_back(event, link):
    seat, _ = sign_up(event, code="KVARTA")
    operations.confirm(seat)
    operations.cancel(seat)
    operations.cancel(seat)
    db.session.commit()

    assert db.session.get_one(Event, event.id).taken == 0
    assert totals(event) == {"sign_ups": 0, "confirmed": 0}
    assert db.session.scalars(select(Outcome)).one().stage is Stage.CANCELLED


def test_whoever_cancelled_may_sign_up_again_and_is_one_outcome(event, link):
    seat, _ = sign_up(event, code="KVARTA")
    operations.cancel(seat)
    db.session.commit()
    again, _ = sign_up(event, code="KVARTA")

    assert again.id == seat.id
    assert len(db.session.scalars(select(Outcome)).all()) == 1
    assert totals(event) == {"sign_ups": 1, "confirmed": 0}


def test_confirming_twice_is_one_confirmation_and_can_be_undone(event, link):
    seat, _ = sign_up(event, code="KVARTA")
    operations.confirm(seat)
    operations.confirm(seat)
    db.session.commit()
    assert totals(event) == {"sign_ups": 1, "confirmed": 1}

    operations.unconfirm(seat)
    operations.unconfirm(seat)
    db.session.commit()
    assert totals(event) == {"sign_ups": 1, "confirmed": 0}


def test_a_cancelled_seat_cannot_be_confirmed(event):
    seat, _ = sign_up(event, told_by="Freja")
    operations.cancel(seat)
    operations.confirm(seat)
    assert seat.confirmed_at is None


def test_fewer_seats_than_are_taken_are_refused(event):
    sign_up(event, "a@example.org")
    sign_up(event, "b@example.org")
    fields = {name: getattr(event, name) for name in EventTexts.__dataclass_fields__}
    with pytest.raises(CapacityTooSmall):
        events.edit_event(event, EventTexts(**{**fields, "capacity": 1}), picture=None)


def test_an_event_lets_the_campaigns_links_lead_to_it_with_the_code(app):
    link = LinkFactory(target="/before")
    campaign = link.participation.campaign
    fields = {
        "title_da": "Åbent hus",
        "title_en": "Open day",
        "description_da": "Kom",
        "description_en": "Come",
        "place": "Holstebro",
        "starts_at": datetime.now(UTC) + timedelta(days=1),
        "ends_at": datetime.now(UTC) + timedelta(days=1, hours=2),
        "capacity": 5,
    }
    event = events.create_event(campaign, EventTexts(**fields), picture=None)
    db.session.commit()
    assert link.target == f"/e/{event.slug}?code={link.code}"


def test_two_organisations_may_have_an_event_of_the_same_name(app):
    first = EventFactory(campaign=CampaignFactory(name_da="Åbent hus"), slug="aabent-hus")
    second = CampaignFactory(name_da="Åbent hus")
    fields = {name: getattr(first, name) for name in EventTexts.__dataclass_fields__}
    event = events.create_event(second, EventTexts(**fields), picture=None)
    assert event.slug.startswith("aabent-hus-")


def test_a_goal_that_has_ended_takes_no_more_and_follows_those_it_has(event, link):
    first, _token = sign_up(event, code="kvarta")
    event.campaign.goals[0].ended_at = datetime.now(UTC)
    sign_up(event, "bo@example.org", code="kvarta")
    assert (event.taken, totals(event)) == (2, {"sign_ups": 1, "confirmed": 0})
    operations.cancel(first)
    db.session.commit()
    assert totals(event) == {"sign_ups": 0, "confirmed": 0}
