"""The event's pages as a visitor and an organiser meet them."""

from datetime import UTC, date, datetime

from icalendar import Calendar
from sqlalchemy import select
from time_machine import travel

from accounts.enums import Role
from campaigns.enums import CampaignStatus
from campaigns.outcomes.events.models import Event, SignUp
from core.db import db
from core.tokens import hash_token
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import CampaignFactory, EventFactory, GoalFactory, SignUpFactory

FORM = {"name": "Signe", "email": "signe@example.org", "told_by": "", "code": ""}


def test_a_visitor_signs_up_and_gets_a_mail_with_a_calendar_file(app, client, run_jobs):
    app.extensions["mailman"].outbox.clear()
    event = EventFactory()
    GoalFactory(campaign=event.campaign)

    response = client.post(f"/e/{event.slug}", data=FORM)
    run_jobs()

    assert response.location == f"/e/{event.slug}/thanks"
    assert client.get(response.location).status_code == 200
    mail = app.extensions["mailman"].outbox[-1]
    assert mail.to == ["signe@example.org"]
    assert "/seats/" in mail.body
    ((name, content, mimetype),) = mail.attachments
    assert name == f"{event.slug}.ics"
    assert "BEGIN:VEVENT" in content
    assert mimetype == "text/calendar"


def test_the_code_in_the_address_is_carried_along(client):
    event = EventFactory()
    page = client.get(f"/e/{event.slug}?code=KVARTA")
    assert 'value="KVARTA"' in page.text


def test_a_wrong_address_keeps_what_was_typed(client):
    event = EventFactory()
    response = client.post(f"/e/{event.slug}", data={**FORM, "email": "signe"})
    assert 'value="Signe"' in response.text
    assert db.session.scalars(select(SignUp)).all() == []


def test_signing_up_twice_sends_the_link_again_instead_of_a_second_seat(client, run_jobs, outbox):
    event = EventFactory()
    told = client.post(f"/e/{event.slug}", data=FORM).location
    first = db.session.scalars(select(SignUp.token_hash)).one()
    response = client.post(f"/e/{event.slug}", data=FORM)
    run_jobs()

    assert response.location == told  # nobody learns who is signed up
    assert len(outbox()) == 2
    assert (
        db.session.scalars(select(SignUp.token_hash)).one() == first
    )  # the link of the first mail still works
    assert db.session.scalars(select(Event.taken)).one() == 1


def test_the_event_of_a_draft_campaign_is_not_there_yet(client):
    event = EventFactory(campaign=CampaignFactory(status=CampaignStatus.DRAFT))
    assert client.get(f"/e/{event.slug}").status_code == 404


def test_a_full_event_says_so_and_has_no_form(client):
    event = EventFactory(capacity=1, taken=1)
    page = client.get(f"/e/{event.slug}")
    assert 'name="email"' not in page.text


def test_a_seat_is_given_back_from_the_mailed_link(client):
    seat = SignUpFactory(event=EventFactory(taken=1), token_hash=hash_token("from-the-mail"))

    page = client.get("/seats/from-the-mail")
    client.post("/seats/from-the-mail/cancellation")

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store, private"
    db.session.refresh(seat)
    assert seat.cancelled_at is not None
    assert db.session.scalars(select(Event.taken)).one() == 0


def test_an_unknown_seat_is_not_there(client):
    assert client.get("/seats/nothing").status_code == 404


def test_the_calendar_file_is_one_that_phones_take(client):
    event = EventFactory(
        title_da='Åbent hus, nu; med "alt"',
        description_da=f"{'Mød dem på første række. ' * 8}\n\nKaffe: 3,50 kr.",
        starts_at=datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # the clocks go forward meanwhile
        ends_at=datetime(2027, 3, 28, 2, 30, tzinfo=UTC),
    )
    response = client.get(f"/e/{event.slug}/calendar.ics")
    assert response.mimetype == "text/calendar"
    lines = response.data.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # octets, as RFC 5545 has it
    assert not any(b"\n" in line for line in lines)
    calendar = Calendar.from_ical(response.data)
    (entry,), (zone,) = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    assert (calendar.errors, entry.errors, str(zone["TZID"])) == ([], [], "Europe/Copenhagen")
    assert [entry[name].dt for name in ("DTSTART", "DTEND")] == [event.starts_at, event.ends_at]
    assert b"DTSTART;TZID=Europe/Copenhagen:20270328T013000" in lines
    assert b"DTEND;TZID=Europe/Copenhagen:20270328T043000" in lines
    assert (entry["SUMMARY"], entry["DESCRIPTION"]) == (event.title_da, event.description_da)
    assert entry["ORGANIZER"].startswith("mailto:")
    assert entry["ORGANIZER"].params["CN"] == event.organisation.name
    again = Calendar.from_ical(client.get(f"/e/{event.slug}/calendar.ics").data)
    assert again.walk("VEVENT")[0]["UID"] == entry["UID"]


def organiser(campaign):
    return MembershipFactory(organisation=campaign.organisation, role=Role.ORGANISER).user


@travel("2026-11-22 12:00:00Z")
def test_an_organiser_makes_an_event_in_the_organisations_own_time(sign_in):
    campaign = CampaignFactory(landing_address="", ends_on=date(2027, 2, 26))
    path = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/event"
    data = {
        "title_da": "Åbent hus",
        "description_da": "Kom og smag på kantinen.",
        "place": "Holstebro",
        "starts_at": "2027-02-26T15:00",
        "ends_at": "2027-02-26T18:00",
        "capacity": "120",
        "picture": "",
    }
    browser = sign_in(organiser(campaign))
    late = {"starts_at": "2027-02-27T15:00", "ends_at": "2027-02-27T18:00"}
    refused = browser.post(path, data={**data, **late}).text
    assert "Kampagnen slutter 26. februar 2027" in refused
    assert "Kom og smag på kantinen." in refused
    browser.post(path, data=data)
    assert "Vi har sat et mål" in browser.get(path).text

    event = db.session.scalars(select(Event)).one()
    assert event.starts_at.isoformat() == "2027-02-26T14:00:00+00:00"
    assert campaign.landing_address == f"/e/{event.slug}"
    event.taken = event.capacity
    waiting = SignUpFactory(event=event, turn=1)
    db.session.commit()
    more = {**data, "capacity": "121", "has_waiting_list": "y", "kept_days": "30"}
    browser.post(path, data=more)
    saved = browser.get(path).text
    db.session.refresh(waiting)
    assert waiting.turn is None
    assert "1 fra ventelisten har fået en plads og en mail om det." in saved


def test_an_event_that_ends_before_it_starts_is_refused_and_keeps_the_text(sign_in):
    campaign = CampaignFactory(landing_address="")
    path = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/event"
    response = sign_in(organiser(campaign)).post(
        path,
        data={
            "title_da": "Åbent hus",
            "starts_at": "2027-02-26T15:00",
            "ends_at": "2027-02-26T14:00",
        },
    )
    assert 'value="Åbent hus"' in response.text
    assert db.session.scalars(select(Event)).all() == []


def test_people_are_ticked_off_at_the_door(sign_in):
    event = EventFactory(taken=1)
    seat = SignUpFactory(event=event)
    slug = event.organisation.slug
    path = f"/o/{slug}/campaigns/{event.campaign_id}/event/door"
    browser = sign_in(organiser(event.campaign))

    browser.post(f"{path}/{seat.id}/came")
    db.session.refresh(seat)
    assert seat.confirmed_at is not None

    browser.post(f"{path}/{seat.id}/undo")
    db.session.refresh(seat)
    assert seat.confirmed_at is None
    door = browser.get(path)
    assert "camera=(self)" in door.headers["Permissions-Policy"]
    page = door.text
    assert seat.name in page
    assert seat.email not in page  # others see the phone too
    namesake = SignUpFactory(event=event, name=seat.name.upper())
    other = SignUpFactory(event=event, name="Bo")
    SignUpFactory(event=event, turn=1)
    page = browser.get(path).text
    assert [one.email in page for one in (seat, namesake, other)] == [True, True, False]
    assert "1 står på venteliste." in page
    assert f'href="/e/{event.slug}"' in page  # a seat is free: whoever has none may take it
