"""The notice and the topics of a cohort, in both languages."""

from datetime import date

from sqlalchemy import select

from ambassadors.errors import TopicNameMissing
from ambassadors.models import CohortTopic
from ambassadors.notices import notice_in
from core.db import db
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    CohortTopicFactory,
)


def test_notice_is_previewed_and_saved(client, organisation):
    cohort = CohortFactory(organisation=organisation)
    page = f"/o/odder/cohorts/{cohort.id}/notice"
    texts = {"notice_da": "Skriv til **{contact}**", "notice_en": "New <b>notice</b>"}

    seen = client.post(page, data=texts | {"look": "1"})
    assert "<strong>kontakt@odder.dk</strong>" in seen.text
    db.session.refresh(cohort)
    assert cohort.notice_en != texts["notice_en"]

    assert client.post(page, data=texts | {"submit": "1"}).location == page
    db.session.refresh(cohort)
    assert cohort.notice_da == texts["notice_da"]
    assert "<b>notice</b>" not in client.get(page).text.split("</textarea>")[-1]


def test_too_long_a_notice(client, organisation):
    cohort = CohortFactory(organisation=organisation)
    response = client.post(
        f"/o/odder/cohorts/{cohort.id}/notice", data={"notice_da": "x" * 20_001, "notice_en": ""}
    )
    assert 'class="error-summary"' in response.text


def test_notice_is_filled_in(app, organisation):
    cohort = CohortFactory(
        organisation=organisation, name="Forår", retention_until=date(2027, 8, 31)
    )
    text = "{organisation} {contact} {cohort} {retention_until} {other}"

    assert notice_in(cohort, text, "da") == (
        "Odder Kommune kontakt@odder.dk Forår 31. august 2027 {other}"
    )


def test_topics_are_added_renamed_and_removed(client, organisation):
    cohort = CohortFactory(organisation=organisation)
    first = CohortTopicFactory(cohort=cohort, position=1)
    ambassador = AmbassadorFactory(cohort=cohort, topics=[first])
    page = f"/o/odder/cohorts/{cohort.id}/topics"

    assert client.post(page, data={"name_da": "Havnen", "name_en": ""}).location == page
    client.post(f"{page}/{first.id}", data={"name_da": "Skoven", "name_en": "The forest"})
    assert "Skoven" in client.get(page).text
    client.post(f"{page}/{first.id}/removal")

    topics = db.session.scalars(select(CohortTopic)).all()
    assert [(topic.position, topic.name_da) for topic in topics] == [(2, "Havnen")]
    db.session.refresh(ambassador)
    assert ambassador.topics == []


def test_topic_needs_a_name(client, organisation):
    cohort = CohortFactory(organisation=organisation)
    topic = CohortTopicFactory(cohort=cohort)
    page = f"/o/odder/cohorts/{cohort.id}/topics"

    for path in (page, f"{page}/{topic.id}"):
        response = client.post(path, data={"name_da": " ", "name_en": ""})
        assert str(TopicNameMissing().message) in response.text
