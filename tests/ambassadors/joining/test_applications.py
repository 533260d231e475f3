"""Applying for a place on a cohort's public page."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from accounts.enums import Role
from ambassadors.enums import CohortStatus
from ambassadors.joining.applications import operations
from ambassadors.joining.applications.operations import Sent
from ambassadors.joining.enums import ApplicationState, JoinMode
from ambassadors.joining.models import GuardianApproval, JoinPage
from core.db import db, utcnow
from tests.ambassadors.joining.applying import WHY, all_applications, apply, only
from tests.ambassadors.joining.test_two_at_once import at_once
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.ambassadors import CohortFactory, CohortTopicFactory
from tests.factories.joining import (
    ApplicationFactory,
    GuardianApprovalFactory,
    JoinPageFactory,
    JoinQuestionFactory,
)


@pytest.fixture
def page(app):
    return JoinPageFactory(slug="studieliv")


def test_page_shows_the_notice_before_it_asks(client, page):
    shown = client.get("/join/studieliv").text

    assert shown.index("er dataansvarlig") < shown.index("Hvor gammel er du?")
    assert "13 eller 14" in shown
    assert client.post("/join/studieliv", data={"age": "enough"}).location.endswith("age=enough")


def test_under_13_is_refused_kindly_and_nothing_is_kept(client, page):
    answer = client.post("/join/studieliv", data={"age": "under"})

    assert "fyldt 13" in client.get(answer.location).text
    assert apply(client, age="under").location == "/join/studieliv"
    assert all_applications() == []


def test_age_13_leaves_no_guardian_step_in_a_cohort_from_13(client):
    JoinPageFactory(cohort=CohortFactory(minimum_age=13), slug="from-13")

    shown = client.get("/join/from-13").text
    assert 'value="guardian"' not in shown
    assert 'value="under"' in shown


def test_application_is_kept_and_confirmed_in_its_language(client, page, outbox):
    client.post("/language", data={"language": "en"})
    assert apply(client).location == "/join/studieliv/thanks"

    kept = only()
    assert (kept.email, kept.name, kept.why, kept.locale) == (
        "asta@example.dk", "Asta Lund", WHY, "en",
    )  # fmt: skip
    assert kept.state is ApplicationState.RECEIVED
    mail = outbox()[0]
    assert (mail.recipient, mail.locale) == ("asta@example.dk", "en")
    assert mail.subject == f"Your application to {page.cohort.name}"


def test_everything_a_page_can_ask_is_kept(client):
    fixed = ("unit", "function", "topics", "channels", "active_where", "why")
    page = JoinPageFactory(slug="all", asked=dict.fromkeys(fixed, "required"))
    unit = UnitFactory(organisation=page.cohort.organisation)
    topic = CohortTopicFactory(cohort=page.cohort)
    question = JoinQuestionFactory(page=page, position=1, is_required=True)
    refused = client.post("/join/all/form?age=enough", data={"name": "Asta", "email": "a@b.dk"})
    assert refused.text.count("Svar på spørgsmålet.") == 14  # seven fields, said twice each

    apply(
        client, slug="all", unit=str(unit.id), function="Tømrer", topics=str(topic.id),
        channels="instagram", active_where="Odder Håndbold", own_1="Havnen",
    )  # fmt: skip

    kept = only()
    assert (kept.unit, kept.function, kept.topics, kept.channels, kept.active_where) == (
        unit, "Tømrer", [str(topic.id)], ["instagram"], "Odder Håndbold",
    )  # fmt: skip
    assert kept.answers == {str(question.id): "Havnen"}


@pytest.mark.parametrize(
    "changes", [{"email": "asta"}, {"name": " "}, {"why": ""}, {"name": "x" * 121}]
)
def test_wrong_input_keeps_nothing_and_what_was_typed_stays(client, page, changes):
    answer = apply(client, **changes)

    assert answer.status_code == 200
    assert "Der er lige noget at rette" in answer.text
    assert all_applications() == []


def test_nobody_can_send_fields_that_are_not_theirs(client, page):
    foreign = UnitFactory()
    apply(client, state="accepted", is_shortlisted="1", unit=str(foreign.id), page_id="x")

    kept = only()
    assert (kept.state, kept.is_shortlisted, kept.unit) == (ApplicationState.RECEIVED, False, None)


def test_second_application_from_one_address_is_merged(client, page, outbox):
    first = utcnow()
    apply(client)
    with travel(first + timedelta(hours=2), tick=False):
        apply(client, email=" asta@example.dk", name="Asta Marie Lund", why="Nu ved jeg hvorfor.")

    kept = only()
    assert (kept.name, kept.why) == ("Asta Marie Lund", "Nu ved jeg hvorfor.")
    assert len(kept.times) == 2
    assert kept.times[0] < kept.times[1]
    assert [mail.recipient for mail in outbox()] == ["asta@example.dk"] * 2


def test_several_at_once_from_one_address_are_one(app, page):
    page_id = page.id
    sent = Sent(name="Asta", email="asta@example.dk", locale="da", why=WHY)

    def send(_n):
        with app.app_context():
            operations.apply(db.session.get_one(JoinPage, page_id), sent, with_guardian=False)
            db.session.commit()

    at_once(send)
    db.session.rollback()
    assert len(only().times) == 4


@pytest.mark.parametrize("state", [ApplicationState.ACCEPTED, ApplicationState.DECLINED])
def test_answered_application_stands_and_the_page_says_the_same(client, page, outbox, state):
    ApplicationFactory(page=page, email="asta@example.dk", why="Før", state=state)
    known = apply(client)
    unknown = apply(client, email="new@example.dk")

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert all_applications()[0].why == "Før"
    assert "ikke gemt noget" in outbox()[0].body or outbox()[0].state == "sent"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": JoinMode.INVITATION}, "Man kan ikke komme med her lige nu"),
        ({"opens_on": date(2090, 1, 1)}, "Ikke åben endnu"),
        ({"closes_on": date(2020, 1, 1)}, "Det er for sent denne gang"),
        ({"cohort__status": CohortStatus.ENDED}, "Man kan ikke komme med her lige nu"),
        ({"cohort__status": CohortStatus.DRAFT}, "Man kan ikke komme med her lige nu"),
    ],
)
def test_shut_page_says_so_kindly_and_takes_nothing(client, app, changes, words):
    JoinPageFactory(slug="shut", **changes)

    assert words in client.get("/join/shut").text
    assert apply(client, slug="shut").location == "/join/shut"
    assert all_applications() == []


def test_unknown_page_is_404(client, app):
    assert client.get("/join/nowhere").status_code == 404


def test_too_many_applications_for_one_address_are_slowed_down(client, page):
    answers = [apply(client).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert apply(client, email="other@example.dk").status_code == 302


def test_own_page_shows_and_withdraws(client, page):
    ApplicationFactory(page=page, token="mine")
    answer = client.get("/applications/mine")

    assert WHY in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store, private"
    client.post("/applications/mine/withdrawal")
    assert all_applications() == []
    assert client.get("/applications/mine").status_code == 404


def test_old_answers_are_erased_and_the_numbers_stay(app, run_jobs):
    from ambassadors.joining.applications import queries  # noqa: PLC0415 -- beside its only use
    from core import jobs  # noqa: PLC0415

    page = JoinPageFactory(kept_days=60)
    now = utcnow()
    for state, days in (("accepted", 61), ("declined", 61), ("declined", 59)):
        ApplicationFactory(
            page=page,
            state=ApplicationState(state),
            decided_at=now - timedelta(days=days),
            mailed_at=now - timedelta(days=days),
        )
    ApplicationFactory(page=page)
    jobs.enqueue("erase_old_applications")
    run_jobs()

    numbers = queries.numbers(db.session.merge(page))
    assert (numbers.applied, numbers.accepted, numbers.declined) == (4, 1, 2)
    erased = [one for one in all_applications() if one.erased_at]
    assert len(erased) == 2
    assert {(one.email, one.name, one.why, one.token_hash) for one in erased} == {
        (None, "", "", None)
    }
    assert {one.times == [] and one.answers == {} for one in erased} == {True}


def test_everything_is_erased_on_the_cohorts_day(app, run_jobs):
    from core import jobs  # noqa: PLC0415 -- beside its only use

    cohort = CohortFactory(retention_until=date(2027, 12, 31))
    ApplicationFactory(page=JoinPageFactory(cohort=cohort))
    with travel("2028-01-01 12:00+00:00"):
        jobs.enqueue("erase_old_applications")
        run_jobs()
    assert only().erased_at is not None


def test_organiser_erases_an_application_with_its_guardian(sign_in, app):
    approval = GuardianApprovalFactory(application__state=ApplicationState.RECEIVED)
    page = approval.application.page
    organiser = MembershipFactory(organisation=page.cohort.organisation, role=Role.ORGANISER).user
    path = f"/o/{page.cohort.organisation.slug}/cohorts/{page.cohort.id}/applications"
    sign_in(organiser).post(f"{path}/{approval.application.id}/erasure")

    assert all_applications() == []
    assert db.session.scalars(select(GuardianApproval)).all() == []
