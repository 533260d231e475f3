"""A list belongs to who brought it, and is forgotten."""

from datetime import timedelta

from sqlalchemy import func, select, update

from accounts.enums import Role
from accounts.models import Organisation
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from core import jobs, storage
from core.db import db, utcnow
from core.lists import MOST_WAITING
from tests.ambassadors.joining.imports.acts import bring_in, invited, lists, only_import
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.ambassadors import CohortFactory
from tests.factories.joining import (
    ImportRowFactory,
    InvitationImportFactory,
)
from tests.queries import count_queries


def test_somebody_elses_list_is_not_found(client, cohort, sign_in):
    bring_in(client, cohort, "anna@example.dk\n")
    one = only_import().id
    colleague = MembershipFactory(organisation=cohort.organisation, role=Role.OWNER).user
    browser = sign_in(colleague)
    for path in (f"/{one}", f"/{one}/left-out.csv", f"/{one}/progress"):
        assert browser.get(lists(cohort, path)).status_code == 404
    assert browser.post(lists(cohort, f"/{one}/confirmation")).status_code == 404
    assert browser.post(lists(cohort, f"/{one}/removal")).status_code == 404
    jobs.run_all()
    assert invited() == []


def test_another_organisations_cohort_is_not_found(client, cohort):
    foreign = CohortFactory()
    bring_in(client, cohort, "anna@example.dk\n")
    other = f"/o/{cohort.organisation.slug}/cohorts/{foreign.id}/invitations/lists"
    assert client.get(other).status_code == 404
    assert client.post(f"{other}/{only_import().id}/confirmation").status_code == 404
    second = CohortFactory(organisation=cohort.organisation)
    wrong = lists(second, f"/{only_import().id}")
    assert client.get(wrong).status_code == 404


def test_list_is_forgotten_after_a_day(client, cohort, app):
    bring_in(client, cohort, "anna@example.dk\n")
    key, path = only_import().storage_key, lists(cohort, f"/{only_import().id}")
    db.session.execute(update(InvitationImport).values(expires_at=utcnow() - timedelta(minutes=1)))
    db.session.commit()
    assert client.get(path).status_code == 404
    jobs.enqueue("forget_invitation_lists")
    db.session.commit()
    jobs.run_all()
    assert db.session.scalar(select(func.count(InvitationImport.id))) == 0
    assert db.session.scalar(select(func.count(ImportRow.id))) == 0
    assert not storage.exists(key)


def test_dropped_list_is_gone(client, cohort):
    bring_in(client, cohort, "anna@example.dk\n")
    key = only_import().storage_key
    assert client.post(lists(cohort, f"/{only_import().id}/removal")).location == lists(cohort)
    jobs.run_all()
    assert not storage.exists(key)
    assert db.session.scalar(select(func.count(ImportRow.id))) == 0


def test_too_many_lists_wait(client, cohort, organiser):
    for _one in range(MOST_WAITING):
        InvitationImportFactory(cohort=cohort, made_by=organiser)
    assert bring_in(client, cohort, "anna@example.dk\n").status_code == 422


def test_pages_ask_the_same_for_one_and_three(client, cohort, organiser):
    one_id = InvitationImportFactory(cohort=cohort, made_by=organiser).id
    path, organisation_id = lists(cohort, f"/{one_id}"), cohort.organisation_id
    counts = []
    for more in (1, 2):
        for _row in range(more):
            unit = UnitFactory(organisation=db.session.get(Organisation, organisation_id))
            ImportRowFactory(import_id=one_id, of=None, unit_id=unit.id)
        with count_queries() as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
