"""Sign-ups are deleted after the event, when the page promises; the totals stay."""

from datetime import timedelta

from sqlalchemy import select

from accounts.enums import Role
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.seats import jobs as seat_jobs
from campaigns.outcomes.models import Outcome
from core import jobs
from core.db import db, utcnow
from core.formats import local
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import (
    CampaignFactory,
    EventFactory,
    OutcomeFactory,
    SignUpFactory,
)


def ended(days: int, **more: int):
    end = utcnow() - timedelta(days=days)
    return EventFactory(starts_at=end - timedelta(hours=3), ends_at=end, **more)


def test_people_are_forgotten_as_was_promised_and_their_outcome_stays(app, run_jobs):
    old = SignUpFactory(event=ended(31))
    OutcomeFactory(external_ref=str(old.id))
    recent, coming = SignUpFactory(event=ended(29)), SignUpFactory()
    longer = SignUpFactory(event=ended(31, kept_days=60))
    SignUpFactory(event=ended(8, kept_days=7))
    kept = sorted([recent.email, coming.email, longer.email])

    jobs.enqueue(seat_jobs.forget_sign_ups.__name__)
    run_jobs()

    assert sorted(db.session.scalars(select(SignUp.email))) == kept
    assert len(db.session.scalars(select(Outcome)).all()) == 1


def test_a_new_event_begins_with_what_the_organisation_has_chosen(app, sign_in):
    campaign = CampaignFactory(landing_address="", organisation__sign_ups_kept_days=14)
    organisation, starts_at = campaign.organisation, utcnow() + timedelta(days=2)
    desk = sign_in(MembershipFactory(organisation=organisation, role=Role.ORGANISER).user)
    path = f"/o/{organisation.slug}/campaigns/{campaign.id}/event"
    assert 'value="14"' in desk.get(path).text
    form = {
        "title_da": "Åbent hus",
        "description_da": "Kom.",
        "place": "Holstebro",
        "starts_at": f"{local(starts_at):%Y-%m-%dT%H:%M}",
        "ends_at": f"{local(starts_at + timedelta(hours=3)):%Y-%m-%dT%H:%M}",
        "capacity": "20",
    }

    def saved(**more: str) -> int:
        assert desk.post(path, data={**form, **more}).status_code == 302
        db.session.expire_all()
        return db.session.scalars(select(Event.kept_days)).one()

    assert saved(kept_days="") == 14
    assert saved(kept_days="60") == 60
    organisation.sign_ups_kept_days = 7
    db.session.commit()
    assert saved(kept_days="") == 60  # its own, whatever the organisation chooses later
    assert 'value="60"' in desk.get(path).text
