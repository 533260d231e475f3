"""An archived campaign's numbers stay: nobody is ticked off and no question taken away any more."""

from datetime import timedelta

from sqlalchemy import select
from time_machine import travel

from accounts.enums import Role
from accounts.models import AuditEvent
from campaigns.enums import CampaignStatus
from campaigns.outcomes.events.models import EventField, SignUp
from core.db import db, utcnow
from core.extensions import limiter
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import EventFactory, SignUpFactory


def test_the_door_is_on_the_trail_and_closes_with_the_archive(app, sign_in):
    event = EventFactory()
    seat = SignUpFactory(event=event, name="Åse")
    desk = sign_in(MembershipFactory(organisation=event.organisation, role=Role.ORGANISER).user)
    base = f"/o/{event.organisation.slug}/campaigns/{event.campaign_id}/event"
    for what in ("came", "came", "undo", "came"):
        desk.post(f"{base}/door/{seat.id}/{what}")
    acts = db.session.scalars(select(AuditEvent).where(AuditEvent.action.like("guest_%"))).all()
    assert sorted(one.action for one in acts) == ["guest_not_noted", "guest_noted", "guest_noted"]
    assert all("Åse" not in str(one.after) for one in acts)

    event.campaign.status = CampaignStatus.ARCHIVED
    db.session.commit()
    page = desk.get(f"{base}/door").text
    assert f"door/{seat.id}/undo" not in page
    desk.post(f"{base}/door/{seat.id}/undo")
    desk.post(f"{base}/guests/absentees")
    db.session.expire_all()
    assert db.session.get_one(SignUp, seat.id).confirmed_at is not None
    asked = desk.get(f"{base}/questions").text
    assert 'name="label_da"' not in asked
    assert db.session.scalars(select(EventField)).all() == []


def test_a_campaign_shortened_below_its_event_says_so(app, sign_in):
    event = EventFactory()
    desk = sign_in(
        MembershipFactory(
            organisation=event.organisation, role=Role.ORGANISER, user__locale="en"
        ).user
    )
    page = f"/o/{event.organisation.slug}/campaigns/{event.campaign_id}"
    assert "ends before its event" not in desk.get(page).text
    event.campaign.starts_on = event.campaign.ends_on = (event.starts_at - timedelta(days=3)).date()
    db.session.commit()
    assert "ends before its event" in desk.get(page).text


def test_names_can_be_typed_and_not_tried_one_by_one(app, client):
    event = EventFactory(
        starts_at=utcnow() + timedelta(days=2), ends_at=utcnow() + timedelta(days=3)
    )
    db.session.commit()
    limiter.reset()
    address, piece = f"/e/{event.slug}/tellers?told_by=fr", {"HX-Request": "true"}
    with travel(utcnow(), tick=False):  # all within a minute
        answers = [client.get(address, headers=piece).status_code for _time in range(130)]
    limiter.reset()
    assert (set(answers[:60]), 429 in answers) == ({200}, True)
