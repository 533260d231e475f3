"""A list that is confirmed is invited: each row once, whatever happens on the way."""

import pytest
from sqlalchemy import func, select, update

from accounts.enums import Role
from accounts.models import AuditEvent, Membership
from ambassadors.enums import CohortStatus
from ambassadors.joining.imports import jobs as import_jobs
from ambassadors.joining.imports import operations, queries
from ambassadors.joining.imports.enums import ImportState, RowFate
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from ambassadors.joining.models import Invitation
from core import jobs, storage
from core.db import db, utcnow
from core.models import Job
from tests.ambassadors.joining.imports.acts import (
    bring_in,
    confirm,
    fates,
    invited,
    lists,
    mailed,
    only_import,
)
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.joining import InvitationFactory


def test_list_is_looked_through_and_nobody_is_written_to(client, cohort):
    unit = UnitFactory(organisation=cohort.organisation, name="Ældre og sundhed")
    UnitFactory(name="Elsewhere")  # another organisation's: must not be known
    InvitationFactory(cohort=cohort, email="twice@example.dk")
    AmbassadorFactory(cohort=cohort, user=UserFactory(email="inside@example.dk"))
    text = (
        "Navn;Stilling;E-mail;Enhed;Sprog\r\n"
        "Åse Ærø;Sosu;AASE@example.dk;ældre og SUNDHED;engelsk\r\n"
        "Bo;;twice@example.dk;;\r\n"
        "Ib;;inside@example.dk;;\r\n"
        "\r\n"
        "Åse igen;;aase@example.dk;;\r\n"
        "Nora;;nora at example;;\r\n"
        "Per;;;;\r\n"
        "Ida;;ida@example.dk;Elsewhere;\r\n"
    )

    response = bring_in(client, cohort, text.encode("windows-1252"))

    assert response.location == lists(cohort, f"/{only_import().id}")
    assert fates() == {
        2: "invite",
        3: "already_invited",
        4: "already_ambassador",
        6: "double",
        7: "not_an_address",
        8: "no_address",
        9: "unknown_unit",
    }
    row = db.session.scalars(select(ImportRow).where(ImportRow.number == 2)).one()
    assert (row.name, row.email, row.unit, row.locale) == (
        "Åse Ærø",
        "aase@example.dk",
        unit,
        "en",
    )
    page = client.get(response.location).text
    assert "nora at example" in page
    assert (invited(), mailed()) == (["twice@example.dk"], [])


def test_confirmed_list_is_invited_and_mailed_once(client, cohort, organiser):
    bring_in(client, cohort, "Navn;Mail\nAnna;anna@example.dk\nBo;bo@example.dk\nNul;nul\n")

    for _press in range(2):
        assert confirm(client, cohort).location == lists(cohort, f"/{only_import().id}")
    assert invited() == []
    jobs.run_all()

    assert only_import().state is ImportState.DONE
    assert invited() == mailed() == ["anna@example.dk", "bo@example.dk"]
    sent = db.session.scalars(select(Invitation)).all()
    assert all(one.sent_at and one.times_sent == 1 for one in sent)
    assert all(one.asked_by_id == organiser.id for one in sent)
    assert not storage.exists(only_import().storage_key)
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "invitations_imported")
    ).one()
    assert event.after == {"cohort": cohort.name, "invited": 2}
    left_out = client.get(lists(cohort, f"/{only_import().id}/left-out.csv"))
    assert [line.split(";")[:3] for line in left_out.text.splitlines()[1:]] == [["4", "Nul", "nul"]]
    assert client.get(lists(cohort, f"/{only_import().id}")).status_code == 200


def test_importing_again_changes_nothing(client, cohort):
    text = "Navn;Mail\nAnna;anna@example.dk\n"
    bring_in(client, cohort, text)
    confirm(client, cohort)
    jobs.run_all()
    db.session.execute(update(InvitationImport).values(expires_at=utcnow()))
    db.session.commit()
    before = [(i.id, i.token_hash, i.sent_at) for i in db.session.scalars(select(Invitation))]

    bring_in(client, cohort, text)

    second = db.session.scalars(
        select(InvitationImport).where(InvitationImport.expires_at > utcnow())
    ).one()
    assert queries.counts_by_fate(second) == {RowFate.ALREADY_INVITED: 1}
    answer = client.post(lists(cohort, f"/{second.id}/confirmation"))
    assert answer.status_code in {302, 303}
    jobs.run_all()
    assert [
        (i.id, i.token_hash, i.sent_at) for i in db.session.scalars(select(Invitation))
    ] == before
    assert mailed() == ["anna@example.dk"]


@pytest.mark.parametrize("killed_after", [1, 2])
def test_killed_midway_it_goes_on_where_it_was(client, cohort, monkeypatch, killed_after):
    """The worker dies at a random batch, of inviting and of mailing; nobody is asked twice."""
    monkeypatch.setattr(import_jobs, "BATCH", 2)
    monkeypatch.setattr("ambassadors.joining.jobs.BATCH", 2)
    people = [f"p{number}@example.dk" for number in range(7)]
    bring_in(client, cohort, "\n".join(people))
    confirm(client, cohort)

    class Killed(Exception):
        pass

    progress, calls = jobs.Task.progress, []

    def die_once(task, done, total):
        calls.append(task.kind)
        if calls.count(task.kind) == killed_after:
            raise Killed
        progress(task, done, total)

    monkeypatch.setattr(jobs.Task, "progress", die_once)
    for _attempt in range(6):
        jobs.run_all(tolerate_failures=True)
        db.session.execute(update(Job).values(run_after=utcnow()))
        db.session.commit()

    assert {"import_invitations", "send_invitations"} <= set(calls)
    assert invited() == mailed() == people
    assert only_import().state is ImportState.DONE


def test_who_is_no_organiser_any_more_invites_nobody(client, cohort, organiser):
    bring_in(client, cohort, "Navn;Mail\nAnna;anna@example.dk\n")
    confirm(client, cohort)
    db.session.execute(update(Membership).values(role=Role.READER))
    db.session.commit()

    with pytest.raises(jobs.GiveUp):
        jobs.run_all()

    assert (invited(), mailed()) == ([], [])
    assert only_import().state is ImportState.STOPPED
    db.session.execute(update(Membership).values(role=Role.ORGANISER))
    db.session.commit()
    assert "bad" in client.get(lists(cohort, f"/{only_import().id}")).text
    confirm(client, cohort)
    jobs.run_all()
    assert invited() == mailed() == ["anna@example.dk"]


def test_mails_of_who_was_removed_wait_for_somebody_else(client, cohort, organiser, sign_in):
    bring_in(client, cohort, "anna@example.dk\n")
    operations.confirm(only_import(), actor=organiser)
    import_ = only_import()
    operations.invite_rows(import_, up_to=10)
    operations.finish_inviting(import_)
    jobs.enqueue("send_invitations", subject_id=cohort.id)
    db.session.execute(update(Membership).values(role=Role.READER))
    db.session.commit()
    jobs.run_all()
    assert (invited(), mailed()) == (["anna@example.dk"], [])

    other = MembershipFactory(organisation=cohort.organisation, role=Role.ORGANISER).user
    page = f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/invitations"
    browser = sign_in(other)
    assert f"{page}/waiting" in browser.get(page).text
    browser.post(f"{page}/waiting")
    jobs.run_all()
    assert mailed() == ["anna@example.dk"]
    assert db.session.scalars(select(Invitation)).one().asked_by_id == other.id


def test_cohort_that_is_not_open_takes_no_list(client, cohort):
    cohort.status = CohortStatus.DRAFT
    assert bring_in(client, cohort, "anna@example.dk").status_code == 422
    assert client.get(lists(cohort)).status_code == 200
    assert db.session.scalar(select(func.count(InvitationImport.id))) == 0


def test_cohort_closed_in_between_stops_it(client, cohort):
    bring_in(client, cohort, "anna@example.dk")
    confirm(client, cohort)
    db.session.refresh(cohort)
    cohort.status = CohortStatus.ENDED
    db.session.commit()
    with pytest.raises(jobs.GiveUp):
        jobs.run_all()
    assert invited() == []
