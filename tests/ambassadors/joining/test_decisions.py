"""An organiser reads applications, shortlists, and says yes or no."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent, User
from ambassadors.enums import CohortStatus
from ambassadors.joining.applications import decisions, queries
from ambassadors.joining.applications.decisions import DecisionMails
from ambassadors.joining.applications.errors import MailMissing, MailsHaveLeft, NobodyChosen
from ambassadors.joining.applications.listing import Shown
from ambassadors.joining.enums import ApplicationState, Verdict
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.joining.models import Application, Decision, Invitation, JoinPage
from core import jobs
from core.db import db, utcnow
from core.models import OutgoingMail
from tests.ambassadors.joining.test_two_at_once import at_once
from tests.ambassadors.listing import attach
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.joining import ApplicationFactory, InvitationFactory, JoinPageFactory
from tests.queries import count_queries

MAILS = DecisionMails("Emne", "Kære dig", "Subject", "Dear you")
TEXTS = {"subject_da": "Emne", "body_da": "Kære dig", "subject_en": "Subject", "body_en": "Dear"}


@pytest.fixture
def page(app):
    return JoinPageFactory()


@pytest.fixture
def organiser(page):
    return MembershipFactory(organisation=page.cohort.organisation, role=Role.ORGANISER).user


@pytest.fixture
def client(sign_in, organiser):
    return sign_in(organiser)


def path(page, rest=""):
    return f"/o/{page.cohort.organisation.slug}/cohorts/{page.cohort_id}/applications{rest}"


def send(client, page, people, verdict="accept", step="send", **changes):
    data = TEXTS | {"verdict": verdict, "chosen": [str(p.id) for p in people], "step": step}
    data |= {"decision_id": str(uuid.uuid4())} | changes
    return client.post(path(page, "/decisions"), data=data)


def leave_now(run_jobs):
    decision = db.session.scalars(select(Decision)).one()
    decisions.send_now(decision, actor=decision.made_by)
    run_jobs()


def states():
    return sorted(db.session.scalars(select(Application.state)))


def mails():
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.recipient)))


def test_list_finds_narrows_sorts_and_counts(client, page):
    unit = UnitFactory(organisation=page.cohort.organisation)
    ApplicationFactory(page=page, name="Asta", unit=unit, is_shortlisted=True)
    ApplicationFactory(page=page, name="Bo", why="På havnen", applied_at=utcnow())
    ApplicationFactory(page=page, name="Cleo", state=ApplicationState.DECLINED)
    ApplicationFactory(name="Fremmed")

    def names(query=""):
        shown = client.get(path(page, f"?{query}")).text
        found = {name: shown.find(f">{name}</a>") for name in ("Asta", "Bo", "Cleo", "Fremmed")}
        return sorted((name for name, at in found.items() if at >= 0), key=found.__getitem__)

    assert sorted(names()) == ["Asta", "Bo", "Cleo"]
    assert names("order=name") == ["Asta", "Bo", "Cleo"]
    assert names("q=havn") == ["Bo"]
    assert names("q=%25") == []
    assert names(f"unit={unit.id}") == ["Asta"]
    assert names("show=shortlisted") == ["Asta"]
    assert names("show=declined") == ["Cleo"]
    assert sorted(names("show=x&order=x&unit=x&page=x")) == ["Asta", "Bo", "Cleo"]


def test_list_asks_as_often_for_one_as_for_three(client, page, organiser):
    ApplicationFactory(page=page, unit=UnitFactory(organisation=page.cohort.organisation))
    address = path(page)
    with count_queries() as one:
        client.get(address)
    attach(page, organiser)
    for _number in range(2):
        ApplicationFactory(page=page, unit=UnitFactory(organisation=page.cohort.organisation))
    with count_queries() as three:
        client.get(address)
    assert len(one) == len(three)


def test_shortlist_is_put_on_and_taken_off(client, page):
    one = ApplicationFactory(page=page)
    client.post(path(page, f"/{one.id}/shortlist"), data={"is_on": "1"})
    client.post(path(page, f"/{one.id}/shortlist"), data={"is_on": "1"})
    assert queries.numbers(page).of(Shown.SHORTLISTED) == 1
    answer = client.post(path(page, f"/{one.id}/shortlist?show=shortlisted"), data={"is_on": ""})
    assert queries.numbers(page).of(Shown.SHORTLISTED) == 0
    assert "show=shortlisted" in answer.location


def test_one_application_shows_what_was_written(client, page):
    one = ApplicationFactory(page=page, why="<b>Fordi</b>", function="Tømrer")
    shown = client.get(path(page, f"/{one.id}")).text
    assert "&lt;b&gt;Fordi&lt;/b&gt;" in shown
    assert "Tømrer" in shown


def test_mails_are_written_looked_at_and_sent(client, page, run_jobs):
    people = [ApplicationFactory(page=page, locale=locale) for locale in ("da", "en", "da")]
    chosen = [str(one.id) for one in people]
    write = client.post(path(page, "/decisions"), data={"verdict": "accept", "chosen": chosen})
    assert "Du har fået en plads" in write.text
    assert "You have a place" in write.text
    look = send(client, page, people, step="look")
    assert "Sig ja til 3" in look.text
    assert states() == ["received"] * 3

    assert send(client, page, people).location == path(page)
    assert states() == ["accepted"] * 3
    run_jobs()
    assert mails() == []  # ten minutes to undo
    leave_now(run_jobs)

    assert [(mail.recipient, mail.locale, mail.subject) for mail in mails()] == [
        (one.email, one.locale, "Emne" if one.locale == "da" else "Subject")
        for one in sorted(people, key=lambda p: p.email)
    ]
    invited = list(db.session.scalars(select(Invitation)))
    assert len(invited) == 3
    assert {one.expires_at - one.created_at > timedelta(days=13) for one in invited} == {True}


def test_accepted_applicant_finds_what_they_told_filled_in(page, organiser, run_jobs):
    unit = UnitFactory(organisation=page.cohort.organisation)
    one = ApplicationFactory(page=page, unit=unit, channels=["tiktok"], function="Tømrer")
    decide(page, [one], organiser)
    leave_now(run_jobs)

    invitation = db.session.scalars(select(Invitation)).one()
    assert invitation.draft == {"old_enough": True, "channels": ["tiktok"], "function": "Tømrer"}
    assert (invitation.unit_id, invitation.name) == (unit.id, one.name)


def decide(page, people, actor, verdict=Verdict.ACCEPT, mails=MAILS):
    made = decisions.decide(
        page, [one.id for one in people], decision_id=uuid.uuid4(), verdict=verdict,
        mails=mails, actor=actor,
    )  # fmt: skip
    db.session.commit()
    return made


def test_declined_applicants_get_the_no_and_no_invitation(page, organiser, run_jobs):
    decide(page, [ApplicationFactory(page=page)], organiser, Verdict.DECLINE)
    leave_now(run_jobs)

    assert states() == ["declined"]
    assert len(mails()) == 1
    assert db.session.scalars(select(Invitation)).all() == []


def test_confirming_twice_decides_and_sends_once(client, page, run_jobs):
    one, again = ApplicationFactory(page=page), str(uuid.uuid4())
    for _press in range(2):
        send(client, page, [one], decision_id=again)
    leave_now(run_jobs)
    jobs.enqueue("send_decision", subject_id=uuid.UUID(again))
    run_jobs()

    assert len(mails()) == 1
    assert db.session.scalars(select(AuditEvent.action)).all().count("applications_accepted") == 1


def test_two_organisers_at_once_decide_once(app, page, organiser):
    one, page_id, organiser_id = ApplicationFactory(page=page).id, page.id, organiser.id

    def press(n):
        with app.app_context():
            try:
                decisions.decide(
                    db.session.get_one(JoinPage, page_id),
                    [one],
                    decision_id=uuid.uuid4(),
                    verdict=Verdict.ACCEPT if n % 2 else Verdict.DECLINE,
                    mails=MAILS,
                    actor=db.session.get_one(User, organiser_id),
                )
                db.session.commit()
            except NobodyChosen:
                return "too late"
            return "decided"

    assert sorted(at_once(press)) == ["decided", "too late", "too late", "too late"]
    db.session.rollback()
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_decision_is_undone_before_its_mails_leave(client, page, organiser, run_jobs):
    made = decide(page, [ApplicationFactory(page=page)], organiser)
    answer = client.post(path(page, f"/decisions/{made.id}/undoing"))

    assert answer.location == path(page)
    assert states() == ["received"]
    run_jobs()
    assert mails() == []
    assert db.session.scalars(select(Decision)).all() == []


def test_decision_cannot_be_undone_once_mails_have_left(client, page, organiser, run_jobs):
    made = decide(page, [ApplicationFactory(page=page)], organiser)
    leave_now(run_jobs)
    client.post(path(page, f"/decisions/{made.id}/undoing"))

    assert states() == ["accepted"]
    with pytest.raises(MailsHaveLeft):
        decisions.undo(db.session.scalars(select(Decision)).one(), actor=organiser)


@pytest.mark.parametrize(
    ("mails_said", "locale", "field"),
    [
        (DecisionMails("", "Kære", "Subject", "Dear"), "da", "subject_da"),
        (DecisionMails("Emne", " ", "Subject", "Dear"), "da", "body_da"),
        (DecisionMails("Emne", "Kære", "Subject", ""), "en", "body_en"),
    ],
)
def test_mail_that_somebody_reads_must_be_written(page, organiser, mails_said, locale, field):
    one = ApplicationFactory(page=page, locale=locale)
    with pytest.raises(MailMissing) as refused:
        decide(page, [one], organiser, mails=mails_said)
    assert refused.value.field == field
    db.session.rollback()


def test_missing_mail_is_said_on_the_page(client, page):
    shown = send(client, page, [ApplicationFactory(page=page)], body_da="").text
    assert "Skriv denne mail" in shown


def test_nobody_can_be_decided_twice_or_from_elsewhere(page, organiser):
    declined = ApplicationFactory(page=page, state=ApplicationState.DECLINED)
    waiting = ApplicationFactory(page=page, state=ApplicationState.AWAITING_GUARDIAN)
    for one in (declined, waiting, ApplicationFactory()):
        with pytest.raises(NobodyChosen):
            decide(page, [one], organiser)
        db.session.rollback()


def test_nobody_is_accepted_into_a_closed_cohort(app):
    page = JoinPageFactory(cohort=CohortFactory(status=CohortStatus.ENDED))
    with pytest.raises(CohortNotOpen):
        decide(page, [ApplicationFactory(page=page)], UserFactory())
    db.session.rollback()


def test_somebody_already_invited_or_in_is_told_what_fits(page, organiser, run_jobs):
    inside = AmbassadorFactory(cohort=page.cohort)
    InvitationFactory(cohort=page.cohort, email="invited@example.dk", token="old")
    people = [
        ApplicationFactory(page=page, email=inside.user.email),
        ApplicationFactory(page=page, email="invited@example.dk"),
    ]
    decide(page, people, organiser)
    leave_now(run_jobs)

    assert len(mails()) == 2
    assert len(db.session.scalars(select(Invitation)).all()) == 1


def test_application_of_another_organisation_is_not_found(client, page):
    other = ApplicationFactory()
    assert client.get(path(page, f"/{other.id}")).status_code == 404
    assert client.get(path(other.page)).status_code == 404
    assert client.post(path(page, f"/{other.id}/erasure")).status_code == 404


def test_page_without_a_join_page_says_what_to_do(sign_in, app):
    cohort = CohortFactory()
    user = MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER).user
    address = f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/applications"
    assert "Vælg vejen ind" in sign_in(user).get(address).text
    assert db.session.scalars(select(JoinPage)).all() == []
