"""What is asked: at sign-up with its reason, who told, by a program, and afterwards."""

import csv
import io
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from accounts.enums import Role
from campaigns.outcomes.enums import Source
from campaigns.outcomes.events.enums import EventStatus, FieldKind
from campaigns.outcomes.events.models import Event, EventField, EventImpression, SignUp
from campaigns.outcomes.events.seats import operations
from campaigns.outcomes.events.seats.jobs import remind_guests
from campaigns.outcomes.events.seats.operations import Guest
from core import jobs
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import EventFactory, ParticipationFactory, SignUpFactory
from tests.queries import count_queries

PIECE = {"HX-Request": "true"}
FORM = {"name": "Signe", "email": "signe@example.org", "told_by": "", "code": ""}


@pytest.fixture
def event(app) -> Event:
    return EventFactory()


@pytest.fixture
def organiser(event, sign_in):
    membership = MembershipFactory(organisation=event.organisation, role=Role.ORGANISER)
    return sign_in(membership.user)


def place(event: Event, rest: str = "") -> str:
    return f"/o/{event.organisation.slug}/campaigns/{event.campaign_id}/event{rest}"


def seat_of(email: str = "signe@example.org") -> SignUp:
    return db.session.scalars(select(SignUp).where(SignUp.email == email)).one()


def test_a_question_is_asked_with_its_reason_answered_changed_and_forgotten(
    event, organiser, client
):
    question = {
        "kind": "choice",
        "label_da": "Kommer du alene?",
        "why_da": "Så er der stole nok.",
        "options_da": "Alene\nMed en ven",
        "required": "y",
    }
    assert organiser.post(place(event, "/questions"), data=question).status_code == 302
    refused = organiser.post(place(event, "/questions"), data={**question, "options_da": "En"})
    assert refused.status_code == 200
    field = db.session.scalars(select(EventField)).one()
    name = f"ask_{field.id.hex}"

    page = client.get(f"/e/{event.slug}")
    assert "Så er der stole nok." in page.text
    assert client.post(f"/e/{event.slug}", data=FORM).status_code == 200  # it must be answered
    assert client.post(f"/e/{event.slug}", data={**FORM, name: "Zebra"}).status_code == 200
    client.post(f"/e/{event.slug}", data={**FORM, name: "Alene"})
    seat = seat_of()
    assert seat.answers == {str(field.id): "Alene"}

    link = f"/seats/{operations.link_token(seat)}"
    client.post(f"{link}/changes", data={"name": "Signe B", name: "Med en ven"})
    db.session.refresh(seat)
    assert (seat.name, seat.answers) == ("Signe B", {str(field.id): "Med en ven"})

    organiser.post(place(event, f"/questions/{field.id}/removal"))
    db.session.expire_all()
    assert seat_of().answers == {}


@pytest.mark.parametrize("kind", FieldKind)
def test_a_cpr_number_is_refused_wherever_it_is_typed(event, client, kind):
    field = EventField(
        event=event, position=0, kind=kind, label_da="Andet?", label_en="", why_da="x", why_en=""
    )
    db.session.add(field)
    db.session.commit()
    for name in ("name", "told_by", f"ask_{field.id.hex}"):
        client.post(f"/e/{event.slug}", data={**FORM, name: "010190-1234"})
    found = db.session.scalars(select(SignUp.answers)).all()
    assert all("010190" not in str(answers) for answers in found)


def test_a_program_that_fills_in_everything_is_thanked_and_not_signed_up(event, client):
    answer = client.post(f"/e/{event.slug}", data={**FORM, "website": "https://example.com"})
    assert answer.location == f"/e/{event.slug}/thanks"
    assert db.session.scalars(select(SignUp)).all() == []


def test_only_those_who_agreed_are_found_and_who_is_picked_is_told_by(event, client):
    told = ParticipationFactory(campaign=event.campaign)
    silent = ParticipationFactory(campaign=event.campaign)
    elsewhere = ParticipationFactory()
    for part in (told, silent, elsewhere):
        part.ambassador.user.name = "Åse Holm"
        part.ambassador.named_to_guests = part is not silent
    db.session.commit()

    found = client.get(f"/e/{event.slug}/tellers?told_by=Ås", headers=PIECE).text
    assert str(told.id) in found
    assert str(silent.id) not in found
    assert str(elsewhere.id) not in found
    assert "Holm" not in found
    assert "teller" not in client.get(f"/e/{event.slug}/tellers?told_by=Å", headers=PIECE).text

    asked = client.post(f"/e/{event.slug}", data={**FORM, "told_by": "Åse"})
    assert f'value="{told.id}"' in asked.text
    assert db.session.scalars(select(SignUp)).all() == []
    client.post(f"/e/{event.slug}", data={**FORM, "told_by": "Åse", "teller": str(told.id)})
    seat = seat_of()
    assert (seat.participation_id, seat.source) == (told.id, Source.TOLD_BY)

    for number, picked in enumerate((str(silent.id), str(elsewhere.id), "no-id", "")):
        email = f"other{number}@example.org"
        data = {**FORM, "email": email, "told_by": "Åse", "teller": picked}
        client.post(f"/e/{event.slug}", data=data)
        assert (seat_of(email).participation_id, seat_of(email).source) == (None, Source.TOLD_BY)


def test_one_tap_afterwards_is_counted_once_without_the_person(event, client, run_jobs, sent):
    seat, token = operations.sign_up(event, Guest(name="Bo", email="bo@example.org", locale="en"))
    db.session.commit()
    tap = f"/seats/{token}/impressions/informed/"
    assert client.post(f"{tap}yes").status_code == 404  # it has not been yet
    event.starts_at, event.ends_at = utcnow() - timedelta(hours=30), utcnow() - timedelta(hours=27)
    db.session.commit()

    jobs.enqueue(remind_guests.__name__)
    run_jobs()
    jobs.enqueue(remind_guests.__name__)
    run_jobs()
    (mail,) = sent()
    assert f"/seats/{token}" in mail.body
    for verdict in ("yes", "no"):
        client.post(tap + verdict)
    client.post(f"/seats/{token}/impressions/decided/partly")

    rows = db.session.execute(
        select(EventImpression.question, EventImpression.verdict, EventImpression.number)
    )
    assert sorted(map(tuple, rows)) == [("decided", "partly", 1), ("informed", "yes", 1)]
    assert client.get(f"/seats/{token}").text.count("impressions/") == 0
    assert seat.answers == {}


def test_a_reminder_comes_once_the_day_before_in_the_organisations_own_time(event, run_jobs, sent):
    event.starts_at = utcnow() + timedelta(days=1)
    event.ends_at = event.starts_at + timedelta(hours=2)
    coming, waiting = SignUpFactory(event=event), SignUpFactory(event=event, turn=1)
    SignUpFactory(event=event, cancelled_at=utcnow())
    for _ in range(2):
        jobs.enqueue(remind_guests.__name__)
        run_jobs()
    assert [mail.to for mail in sent()] == [[coming.email]]
    assert waiting.reminded_at is None


def test_a_new_time_and_calling_off_reach_everybody_with_a_newer_calendar_entry(
    event, organiser, client, run_jobs, sent
):
    event.taken = event.capacity
    event.campaign.ends_on = date(2027, 3, 28)
    SignUpFactory(event=event)
    SignUpFactory(event=event, turn=1)
    data = {
        "title_da": "Åbent hus",
        "description_da": "Kom.",
        "place": "Et andet sted",
        "starts_at": "2027-03-28T01:30",
        "ends_at": "2027-03-28T03:30",
        "capacity": "120",
    }
    organiser.post(place(event), data=data)
    organiser.post(place(event, "/cancelled"))
    assert organiser.post(place(event, "/open")).status_code == 302
    run_jobs()

    db.session.refresh(event)
    assert (event.status, event.sequence) == (EventStatus.CANCELLED, 2)
    # The clocks go forward that night: an hour and not two.
    assert event.ends_at - event.starts_at == timedelta(hours=1)
    files = [mail.attachments[0][1] for mail in sent()]
    assert len(files) == 4
    assert sum("METHOD:CANCEL" in file and "STATUS:CANCELLED" in file for file in files) >= 2
    file = client.get(f"/e/{event.slug}/calendar.ics").text
    assert "SEQUENCE:2" in file
    assert client.post(f"/e/{event.slug}", data=FORM).status_code == 200
    assert len(db.session.scalars(select(SignUp)).all()) == 2


def test_the_list_is_found_in_and_taken_out_without_formulas(event, organiser):
    SignUpFactory(event=event, name='=HYPERLINK("https://evil.example")', email="a@example.org")
    SignUpFactory(event=event, name="Bo", email="bo@example.org", cancelled_at=utcnow())
    listed = organiser.get(place(event, "/seats?words=hyper")).text
    assert "a@example.org" in listed
    assert "a@example.org" not in organiser.get(place(event, "/seats?words=zebra")).text
    assert "bo@example.org" in organiser.get(place(event, "/seats?shown=cancelled")).text

    text = organiser.get(place(event, "/seats/list.csv")).text.lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ['\'=HYPERLINK("https://evil.example")']
    book = organiser.get(place(event, "/seats/list.xlsx")).data
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    assert sheet.to_python()[1][:2] == ['=HYPERLINK("https://evil.example")', "a@example.org"]


def test_a_message_goes_to_those_it_is_for(event, organiser, run_jobs, sent):
    SignUpFactory(event=event, email="seat@example.org")
    SignUpFactory(event=event, email="line@example.org", turn=1)
    SignUpFactory(event=event, email="gone@example.org", cancelled_at=utcnow())
    organiser.post(
        place(event, "/seats/message"),
        data={"shown": "everybody", "subject": "Husk regntøj", "text": "Vi går en tur."},
    )
    run_jobs()
    assert sorted(mail.to[0] for mail in sent()) == ["line@example.org", "seat@example.org"]
    assert {mail.subject for mail in sent()} == {"Husk regntøj"}


@pytest.mark.parametrize("rest", ["/seats", "/door", "/seats/list.csv"])
def test_lists_ask_the_same_for_one_and_for_three(event, organiser, rest):
    SignUpFactory(event=event)
    path = place(event, rest)
    with count_queries() as one:
        organiser.get(path)
    for _ in range(2):
        event = db.session.scalars(select(Event)).one()
        part = ParticipationFactory(campaign=event.campaign)
        SignUpFactory(event=event, participation=part, source=Source.LINK)
    with count_queries() as three:
        organiser.get(path)
    assert len(three) == len(one)
