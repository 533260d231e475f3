"""Organisers make cohorts, open them, and change their rules."""

from datetime import date

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEvent
from ambassadors import operations, starter_packs
from ambassadors.enums import CohortStatus, Kind, Relation, Rhythm
from ambassadors.errors import (
    AgeTooLow,
    CohortNameTaken,
    ErasedBeforeTheEnd,
    NoticeMissing,
    PolicyNotPublished,
    SeasonOutOfOrder,
)
from ambassadors.models import Cohort
from ambassadors.operations import CohortTerms
from ambassadors.signals import cohort_started
from core.db import db
from tests.ambassadors.listing import attach
from tests.factories.accounts import OrganisationFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    CohortTopicFactory,
    PolicyFactory,
)
from tests.queries import count_queries

NEW = {
    "kind": "citizen",
    "name": "Forår 27",
    "season_start": "2027-01-01",
    "season_end": "2027-06-30",
}


def test_new_cohort_comes_with_everything_of_its_kind(client, organisation):
    heard = []

    def hear(cohort, pack):
        heard.append((cohort.id, pack))

    cohort_started.connect(hear)
    response = client.post("/o/odder/cohorts/new", data=NEW)

    cohort = db.session.scalars(select(Cohort)).one()
    pack = starter_packs.load(Kind.CITIZEN)
    assert response.location == f"/o/odder/cohorts/{cohort.id}"
    assert cohort.organisation_id == organisation.id
    assert (cohort.kind, cohort.status) == (Kind.CITIZEN, CohortStatus.DRAFT)
    assert cohort.suggested_rhythm is pack.suggested_rhythm
    assert (cohort.notice_da, cohort.notice_en) == (pack.notice_da, pack.notice_en)
    assert [topic.name_da for topic in cohort.topics] == [topic.name_da for topic in pack.topics]
    assert [(p.version, p.text_da, p.published_at) for p in cohort.policies] == [
        (1, pack.policy_da, None)
    ]
    assert cohort.retention_until > cohort.season_end
    assert heard == [(cohort.id, pack)]
    assert db.session.scalars(select(AuditEvent.action)).all() == ["cohort_created"]


@pytest.mark.parametrize(
    "changes",
    [{"kind": ""}, {"name": " "}, {"season_end": "2026-01-01"}, {"season_start": "soon"}],
)
def test_invalid_new_cohort_keeps_what_was_typed(client, organisation, changes):
    response = client.post("/o/odder/cohorts/new", data=NEW | {"name": "Forår"} | changes)

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text
    assert db.session.scalar(select(func.count()).select_from(Cohort)) == 0


def test_name_is_unique_in_the_organisation_only(organisation, organiser):
    def create(name, where):
        operations.create_cohort(
            where,
            kind=Kind.MEMBER,
            name=name,
            season_start=date(2027, 1, 1),
            season_end=date(2027, 2, 1),
            actor=organiser,
        )

    create("Forår", organisation)
    create("Forår", OrganisationFactory())
    with pytest.raises(CohortNameTaken):
        create("forår", organisation)
    db.session.rollback()


def test_season_cannot_end_before_it_begins(organisation, organiser):
    with pytest.raises(SeasonOutOfOrder):
        operations.create_cohort(
            organisation,
            kind=Kind.MEMBER,
            name="Forår",
            season_start=date(2027, 2, 1),
            season_end=date(2027, 1, 1),
            actor=organiser,
        )


def test_empty_list_leads_to_the_first_cohort(client, organisation):
    assert 'href="/o/odder/cohorts/new"' in client.get("/o/odder/cohorts").text


def test_list_asks_the_same_for_one_and_three(client, organisation):
    counts = []
    for more in (1, 2):
        attach(organisation)
        for _cohort in range(more):
            cohort = CohortFactory(organisation=organisation)
            PolicyFactory(cohort=cohort, version=1)
            AmbassadorFactory(cohort=cohort)
        with count_queries() as queries:
            assert client.get("/o/odder/cohorts").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1], queries


def test_cohort_opens_once_notice_and_policy_are_there(client, organisation, organiser):
    cohort = CohortFactory(organisation=organisation, status=CohortStatus.DRAFT, notice_en=" ")
    page = f"/o/odder/cohorts/{cohort.id}"

    with pytest.raises(NoticeMissing):
        operations.open_cohort(cohort, actor=organiser)
    cohort.notice_en = "Notice"
    with pytest.raises(PolicyNotPublished):
        operations.open_cohort(cohort, actor=organiser)
    client.post(f"{page}/opening")
    assert str(PolicyNotPublished().message) in client.get(page).text
    PolicyFactory(cohort=cohort, version=1)
    client.post(f"{page}/opening")
    client.post(f"{page}/opening")  # pressed twice

    db.session.refresh(cohort)
    assert cohort.status is CohortStatus.OPEN
    assert db.session.scalars(select(AuditEvent.action)).all() == ["cohort_opened"]


SETTINGS = {
    "name": "Efterår",
    "ambassador_word_da": "nabo",
    "ambassador_word_en": "neighbour",
    "season_start": "2026-08-01",
    "season_end": "2026-12-31",
    "retention_until": "2027-06-30",
    "suggested_rhythm": "weekly",
    "relation": "benefit",
    "minimum_age": "16",
}


def test_editing_a_cohort(client, organisation):
    cohort = CohortFactory(organisation=organisation)
    page = f"/o/odder/cohorts/{cohort.id}/settings"

    assert client.post(page, data=SETTINGS).location == page

    db.session.refresh(cohort)
    assert (cohort.name, cohort.suggested_rhythm) == ("Efterår", Rhythm.WEEKLY)
    assert (cohort.relation, cohort.minimum_age) == (Relation.BENEFIT, 16)
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.before["suggested_rhythm"], event.after["suggested_rhythm"]) == (
        "every_other_week",
        "weekly",
    )


@pytest.mark.parametrize(
    "changes", [{"minimum_age": "12"}, {"minimum_age": "x"}, {"retention_until": "2026-09-01"}]
)
def test_invalid_settings_change_nothing(client, organisation, changes):
    cohort = CohortFactory(organisation=organisation)
    response = client.post(f"/o/odder/cohorts/{cohort.id}/settings", data=SETTINGS | changes)

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text
    db.session.refresh(cohort)
    assert cohort.name != "Efterår"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"season_end": date(2026, 7, 1)}, SeasonOutOfOrder),
        ({"retention_until": date(2026, 8, 2)}, ErasedBeforeTheEnd),
        ({"minimum_age": 14}, AgeTooLow),
        ({"name": "taken"}, CohortNameTaken),
    ],
)
def test_rules_of_a_cohort(organisation, organiser, changes, error):
    CohortFactory(organisation=organisation, name="Taken")
    cohort = CohortFactory(organisation=organisation)
    terms = {
        "name": cohort.name,
        "season_start": date(2026, 8, 1),
        "season_end": date(2026, 12, 31),
        "retention_until": date(2027, 6, 30),
        "suggested_rhythm": Rhythm.WEEKLY,
        "relation": Relation.ENCOURAGED,
        "minimum_age": 15,
        "ambassador_word_da": "nabo",
        "ambassador_word_en": "neighbour",
    }
    with pytest.raises(error):
        operations.edit_cohort(cohort, CohortTerms(**terms | changes), actor=organiser)


def test_other_organisations_cohorts_and_topics_are_not_found(client, organisation):
    foreign = CohortTopicFactory()
    own = CohortFactory(organisation=organisation)

    for rest in ("", "/settings", "/notice", "/topics"):
        assert client.get(f"/o/odder/cohorts/{foreign.cohort_id}{rest}").status_code == 404
    assert client.post(f"/o/odder/cohorts/{foreign.cohort_id}/opening").status_code == 404
    assert client.get(f"/o/odder/cohorts/{own.id}/topics/{foreign.id}").status_code == 404
    assert client.post(f"/o/odder/cohorts/{own.id}/topics/{foreign.id}/removal").status_code == 404
