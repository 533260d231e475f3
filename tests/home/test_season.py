"""My season: the person's own numbers, in words for a CV, on a page and as a PDF."""

from datetime import UTC, date, datetime

import pytest

from ambassadors.enums import AmbassadorStatus
from core.db import db, utcnow
from home.season_report import lines, report_on, text
from tests.factories.ambassadors import AmbassadorFactory, PauseFactory
from tests.factories.campaigns import ParticipationFactory
from tests.factories.recognition import HoursEntryFactory

JOINED = datetime(2026, 8, 3, 9, tzinfo=UTC)
TODAY = date(2026, 9, 13)


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(
        user__locale="en", user__name="Kim Holm", joined_at=JOINED, cohort__name="Holstebro E26"
    )


def test_a_season_counts_what_is_hers(ambassador):
    ParticipationFactory(
        ambassador=ambassador, conversations=7, posts=3, sign_ups=5, confirmed=4, clicks=90
    )
    ParticipationFactory(sign_ups=99)  # somebody else's: must not leak in
    HoursEntryFactory(ambassador=ambassador, quarters=10)
    PauseFactory(ambassador=ambassador, starts_on=date(2026, 8, 10), ends_on=date(2026, 8, 23))
    db.session.commit()
    report = report_on(ambassador, TODAY)
    assert (report.weeks_active, report.weeks) == (0, 4)
    assert (report.first, report.last) == (date(2026, 8, 3), TODAY)
    assert (report.ladder.conversations, report.ladder.confirmed, report.posts) == (7, 4, 3)
    assert report.quarters == 10
    assert len(report.campaigns) == 1


def test_declined_campaigns_and_clicks_are_not_in_it(ambassador, app):
    ParticipationFactory(ambassador=ambassador, clicks=98_765, declined_at=utcnow())
    with app.test_request_context(headers={"Accept-Language": "en"}):
        report = report_on(ambassador, TODAY)
        assert (report.campaigns, lines(report)) == ([], [])
        written = text(report)
        assert "98,765" not in written
        assert "98765" not in written


def test_the_page_says_it_in_words_with_source_and_date(ambassador, sign_in):
    ParticipationFactory(ambassador=ambassador, conversations=1, sign_ups=5, confirmed=4)
    page = sign_in(ambassador.user).get("/my/season").text
    assert "Had 1 conversation with people who wanted to know more" in page
    assert "Brought about 5 sign-ups; 4 of them came" in page
    assert "As of" in page


def test_the_report_is_a_tagged_pdf_in_both_languages(ambassador, sign_in):
    me = sign_in(ambassador.user)
    for language in ("da", "en"):
        pdf = me.get(f"/my/season/report.pdf?language={language}").data
        assert b"/StructTreeRoot" in pdf
        assert b"pdfuaid" in pdf
        assert f"/Lang({language})".encode() in pdf


def test_who_has_left_still_has_their_season_and_nobody_elses(ambassador, sign_in):
    other = AmbassadorFactory()
    ambassador.status, ambassador.left_at = AmbassadorStatus.LEFT, utcnow()
    db.session.commit()
    me = sign_in(ambassador.user)
    assert "Holstebro E26" in me.get("/my/season").text
    assert me.get(f"/my/season?place={other.id}").status_code == 404
    assert me.get(f"/my/season/report.pdf?place={other.id}").status_code == 404
