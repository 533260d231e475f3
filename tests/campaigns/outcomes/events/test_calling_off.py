"""What is told to guests once and only once, and what an event that is over or off still allows."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from accounts.enums import Role
from accounts.labels import ACTS
from accounts.models import AuditEvent
from campaigns.enums import CampaignStatus
from campaigns.errors import CampaignArchived
from campaigns.models import Campaign
from campaigns.outcomes.events import operations as events
from campaigns.outcomes.events.enums import EventStatus
from campaigns.outcomes.events.errors import EventCalledOff, SignUpClosed
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.personal_data import erase
from campaigns.outcomes.events.seats import jobs as telling
from campaigns.outcomes.events.seats import operations
from campaigns.outcomes.events.seats.operations import Guest
from core import job_running, jobs
from core.db import db, utcnow
from core.enums import JobState
from core.models import Job
from core.personal_data import Person
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import (
    CampaignFactory,
    EventFactory,
    LinkFactory,
    ParticipationFactory,
    SignUpFactory,
)

MESSAGE = {"shown": "everybody", "subject": "Husk\r\nBcc: x@example.org", "text": "{{ 7*7 }} <b>"}


@pytest.fixture
def event(app) -> Event:
    return EventFactory()


@pytest.fixture
def organiser(event, sign_in):
    membership = MembershipFactory(organisation=event.organisation, role=Role.ORGANISER)
    return sign_in(membership.user)


def place(event: Event, rest: str = "") -> str:
    return f"/o/{event.organisation.slug}/campaigns/{event.campaign_id}/event{rest}"


def trail() -> list[tuple[str, bool]]:
    rows = select(AuditEvent.action, AuditEvent.actor_id).order_by(AuditEvent.position)
    return [(action, actor is not None) for action, actor in db.session.execute(rows)]


def without_this_session_knowing(row: Event | Campaign, **values: object) -> None:
    """Change a row as somebody else would, between our reading and our writing."""
    change = update(type(row)).where(type(row).id == row.id).values(values)
    db.session.execute(change.execution_options(synchronize_session=False))


def test_calling_off_is_on_the_trail_and_told_once(event, organiser, sent):
    SignUpFactory(event=event)
    for status in ("closed", "closed", "cancelled", "cancelled", "open"):
        organiser.post(place(event, f"/{status}"))
    assert len(sent()) == 1
    assert trail() == [("event_closed", True), ("event_called_off", True)]
    assert {action for action, _actor in trail()} < ACTS.keys()


def test_who_comes_while_it_is_closed_or_called_off_finds_it_so(event):
    guest = Guest(name="Bo", email="bo@example.org", locale="da")
    for row, values in (
        (event, {"status": EventStatus.CANCELLED}),
        (event, {"status": EventStatus.CLOSED}),
        (event.campaign, {"status": CampaignStatus.CLOSED}),
    ):
        assert event.status is EventStatus.OPEN  # as it was read
        without_this_session_knowing(row, **values)
        with pytest.raises(SignUpClosed):
            operations.sign_up(event, guest)
        db.session.rollback()
    without_this_session_knowing(event, status=EventStatus.CANCELLED)
    with pytest.raises(EventCalledOff):
        events.set_status(event, EventStatus.OPEN, actor=None)


def test_a_message_sent_twice_and_a_killed_worker_write_to_nobody_twice(
    event, organiser, sent, monkeypatch
):
    SignUpFactory.create_batch(5, event=event)
    monkeypatch.setattr(telling, "BATCH", 2)
    for _ in range(2):
        organiser.post(place(event, "/seats/message"), data=MESSAGE)
    (job,) = db.session.scalars(select(Job).where(Job.kind == "tell_guests")).all()
    task = job_running._claim(job.id)
    telling.tell_guests(task)  # and then the worker is killed, before it could say so
    again = {"state": JobState.QUEUED, "run_after": utcnow()}
    db.session.execute(update(Job).where(Job.id == job.id).values(again))
    db.session.commit()

    mails = sent()
    assert len({mail.to[0] for mail in mails}) == len(mails) == 5
    assert {mail.subject for mail in mails} == {"Husk Bcc: x@example.org"}
    assert all("{{ 7*7 }} <b>" in mail.body for mail in mails)
    assert trail() == [("event_guests_written_to", True)]


def test_who_is_no_organiser_any_more_writes_to_nobody(event, organiser, sent):
    SignUpFactory(event=event)
    organiser.post(place(event, "/seats/message"), data=MESSAGE)
    organiser.post(place(event, "/cancelled"))
    for membership in list(event.organisation.memberships):
        db.session.delete(membership)
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert [mail.subject.split(":")[0] for mail in sent()] == ["Aflyst"]  # that they must know


def test_an_archived_campaigns_event_stays_as_it_is(event, organiser):
    event.campaign.status = CampaignStatus.ARCHIVED
    db.session.commit()
    question = {"kind": "text", "label_da": "Allergi?", "why_da": "Der er mad"}
    for rest, data in (("/cancelled", {}), ("/questions", question), ("", {"title_da": "Nyt"})):
        assert organiser.post(place(event, rest), data=data).status_code in (200, 302)
    bare = CampaignFactory(organisation=event.organisation, status=CampaignStatus.ARCHIVED)
    texts = events.EventTexts(
        **{name: getattr(event, name) for name in events.EventTexts.__dataclass_fields__}
    )
    for write in (
        lambda: events.edit_event(event, texts, picture=None),
        lambda: events.create_event(bare, texts, picture=None),
    ):
        with pytest.raises(CampaignArchived):
            write()
    db.session.refresh(event)
    assert (event.status, event.title_da, event.fields) == (
        EventStatus.OPEN,
        "Åbent hus på campus",
        [],
    )


def test_an_event_that_links_are_led_to_is_on_the_trail(event, app):
    link = LinkFactory(
        participation__campaign__landing_address="https://www.via.dk/open",
        participation__campaign__status=CampaignStatus.LIVE,
    )
    texts = events.EventTexts(
        **{name: getattr(event, name) for name in events.EventTexts.__dataclass_fields__}
    )
    made = events.create_event(link.participation.campaign, texts, picture=None)
    assert link.target == f"/e/{made.slug}?code={link.code}"
    assert trail() == [("links_redirected", False)]


def test_nobody_is_found_by_name_once_sign_up_is_over(event, client):
    ParticipationFactory(
        campaign=event.campaign,
        ambassador__user__name="Åse Holm",
        ambassador__named_to_guests=True,
        ambassador__cohort__organisation=event.organisation,
    )
    address = f"/e/{event.slug}/tellers?told_by=ås"
    assert "Åse" in client.get(address, headers={"HX-Request": "true"}).text
    event.starts_at, event.ends_at = utcnow() - timedelta(hours=3), utcnow() - timedelta(hours=1)
    db.session.commit()
    assert "Åse" not in client.get(address, headers={"HX-Request": "true"}).text


def test_nobody_is_written_to_by_a_form_sent_over_and_over(event, client, sent):
    form = {"name": "Bo", "email": "bo@example.org", "told_by": "", "code": ""}
    answers = [client.post(f"/e/{event.slug}", data=form).status_code for _ in range(12)]
    assert answers == [302] * 10 + [429] * 2
    assert len(sent()) == 10


def test_a_typed_name_goes_with_whoever_has_it_in_any_case(event):
    part = ParticipationFactory(
        campaign=event.campaign,
        ambassador__user__name="Åse Østergård",
        ambassador__cohort__organisation=event.organisation,
    )
    for words in ("åse ØSTERGÅRD", "Min nabo Åse Østergård!", "Åse Holm"):
        SignUpFactory(event=event, told_by=words)
    user = part.ambassador.user
    erase(Person(user.id, user.email, user.name, places=(part.ambassador_id,)))
    kept = db.session.scalars(select(SignUp.told_by).where(SignUp.told_by != "")).all()
    assert kept == ["Åse Holm"]


def test_a_form_without_its_times_is_shown_again(event, organiser):
    texts = {"title_da": "Nyt", "description_da": "Kom!", "place": "Her", "capacity": "9"}
    for missing in ("starts_at", "ends_at"):
        times = {"starts_at": "2026-12-24T10:00", "ends_at": "2026-12-24T12:00"}
        del times[missing]
        assert organiser.post(place(event), data={**texts, **times}).status_code == 200
    db.session.refresh(event)
    assert event.title_da == "Åbent hus på campus"
