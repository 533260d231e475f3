"""Organisers find invitations, see how far each is, and write again within limits."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from ambassadors.joining import invitations, queries
from ambassadors.joining import jobs as joining_jobs
from ambassadors.joining.enums import InvitationState
from ambassadors.joining.models import Invitation
from ambassadors.joining.queries import InvitationFilter
from core import jobs
from core.db import db, utcnow
from core.models import Job, OutgoingMail
from tests.ambassadors.listing import attach
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PolicyFactory
from tests.factories.joining import InvitationFactory
from tests.queries import count_queries

LONG_AGO = timedelta(days=4)


@pytest.fixture
def cohort(app):
    return CohortFactory()


@pytest.fixture
def organiser(cohort):
    return MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER).user


@pytest.fixture
def client(sign_in, organiser):
    return sign_in(organiser)


def pages(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/invitations{rest}"


@pytest.fixture
def one_of_each(cohort):
    """One invitation in each state, and one elsewhere that must not leak in."""
    now = utcnow()
    joined = AmbassadorFactory(cohort=cohort)
    InvitationFactory(email="elsewhere@example.dk")
    changes = {
        InvitationState.WAITING: {"sent_at": None},
        InvitationState.SENT: {"sent_at": now - LONG_AGO},
        InvitationState.OPENED: {"opened_at": now},
        InvitationState.JOINED: {"accepted_at": now, "ambassador": joined},
        InvitationState.EXPIRED: {"expires_at": now},
        InvitationState.REVOKED: {"revoked_at": now},
    }
    return {
        state: InvitationFactory(cohort=cohort, email=f"{state.value}@example.dk", **change).id
        for state, change in changes.items()
    }


def found(cohort, **wanted):
    page = queries.invitations_page(cohort, InvitationFilter(**wanted), page=1)
    return [invitation.email for invitation in page.items]


def test_database_and_rule_agree_on_every_state(cohort, one_of_each):
    assert queries.tally(cohort) == dict.fromkeys(InvitationState, 1)
    for state, invitation_id in one_of_each.items():
        assert found(cohort, state=state) == [f"{state.value}@example.dk"]
        assert invitations.state_of(db.session.get(Invitation, invitation_id), utcnow()) is state


def test_search_by_name_and_address(cohort):
    InvitationFactory(cohort=cohort, email="anna@example.dk", name="Anna Ærø")
    InvitationFactory(cohort=cohort, email="bo_50%@example.dk", name="Bo")
    assert found(cohort, words="ANNA") == ["anna@example.dk"]
    assert found(cohort, words="50%") == ["bo_50%@example.dk"]
    assert found(cohort, words="%a%") == []


def test_page_shows_each_state_and_narrows(client, cohort, one_of_each):
    everything = client.get(pages(cohort)).text
    assert all(f"{state.value}@example.dk" in everything for state in InvitationState)
    assert "elsewhere@example.dk" not in everything
    narrowed = client.get(pages(cohort, "?show=expired&q=expired")).text
    assert "expired@example.dk" in narrowed
    assert "opened@example.dk" not in narrowed
    assert client.get(pages(cohort, "?show=nonsense&page=-4&q=%00")).status_code == 200
    assert client.get(pages(cohort, "?page=99")).status_code == 200


def test_list_has_pages(client, cohort, monkeypatch):
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    for number in range(3):
        InvitationFactory(cohort=cohort, email=f"p{number}@example.dk", name="")
    shown = [client.get(pages(cohort, f"?page={page}")).text for page in (1, 2)]
    assert [sum(f"p{n}@example.dk</h3>" in text for n in range(3)) for text in shown] == [2, 1]


def test_all_who_have_not_opened_get_one_mail_more(client, cohort, organiser, one_of_each):
    old = one_of_each[InvitationState.SENT]
    before = db.session.get(Invitation, old).token_hash

    for _press in range(2):
        assert client.post(pages(cohort, "/reminders")).location == pages(cohort)
    jobs.run_all()

    mails = sorted(db.session.scalars(select(OutgoingMail.recipient)))
    assert mails == ["sent@example.dk"]
    again = db.session.get(Invitation, old)
    assert again.token_hash != before
    assert (again.times_sent, again.asked_by_id) == (2, organiser.id)
    assert again.expires_at > utcnow() + timedelta(days=13)


def test_nobody_is_written_to_too_soon_or_too_often(client, cohort):
    InvitationFactory(cohort=cohort, sent_at=utcnow() - timedelta(days=2))
    often = InvitationFactory(
        cohort=cohort, sent_at=utcnow() - LONG_AGO, times_sent=invitations.MOST_TIMES
    )
    just_now = InvitationFactory(cohort=cohort, sent_at=utcnow())
    for path in ("/reminders", f"/{often.id}/new-link", f"/{just_now.id}/new-link"):
        assert client.post(pages(cohort, path)).location == pages(cohort)
    jobs.run_all()
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_longer_link_works_again(app, client, cohort):
    PolicyFactory(cohort=cohort)
    late = InvitationFactory(cohort=cohort, token="late", expires_at=utcnow())
    gone = InvitationFactory(cohort=cohort, revoked_at=utcnow())
    inside = InvitationFactory(cohort=cohort, accepted_at=utcnow())
    assert app.test_client().get("/invitations/late").status_code == 410

    for one in (late, gone, inside):
        assert client.post(pages(cohort, f"/{one.id}/extension?show=expired")).location == pages(
            cohort, "?show=expired"
        )

    assert app.test_client().get("/invitations/late").status_code == 200
    assert db.session.get(Invitation, gone.id).revoked_at
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_withdrawn_before_its_mail_gets_none(client, cohort, organiser):
    one = InvitationFactory(cohort=cohort, sent_at=None, asked_by=organiser)
    client.post(pages(cohort, f"/{one.id}/withdrawal"))
    jobs.enqueue("send_invitations", subject_id=cohort.id)
    db.session.commit()
    jobs.run_all()
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_many_mails_go_in_waves(client, cohort, organiser, monkeypatch):
    monkeypatch.setattr(joining_jobs, "BATCH", 2)
    monkeypatch.setattr(joining_jobs, "WAVE", 4)
    for _one in range(5):
        InvitationFactory(cohort=cohort, sent_at=None, asked_by=organiser)
    piece = client.get(pages(cohort, "/progress"), headers={"HX-Request": "true"})
    assert "5" in piece.text
    jobs.enqueue("send_invitations", subject_id=cohort.id)
    db.session.commit()
    jobs.run_all()
    assert len(db.session.scalars(select(OutgoingMail)).all()) == 4
    later = db.session.scalars(
        select(Job).where(Job.kind == "send_invitations", Job.finished_at.is_(None))
    ).one()
    later.run_after = utcnow()
    db.session.commit()
    jobs.run_all()
    assert len(db.session.scalars(select(OutgoingMail)).all()) == 5
    assert queries.tally(cohort)[InvitationState.WAITING] == 0


def test_page_asks_the_same_for_one_and_three(client, cohort):
    counts = []
    for more in (1, 2):
        attach(cohort)
        for _invitation in range(more):
            InvitationFactory(cohort=cohort, unit=UnitFactory(organisation=cohort.organisation))
        page = pages(cohort)
        with count_queries() as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1], asked
