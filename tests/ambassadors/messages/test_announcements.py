"""A message to a cohort: looked at first, then one mail to each, once, whatever happens."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from accounts.enums import Role
from accounts.models import Membership
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.messages import queries
from ambassadors.messages.models import Announcement, AnnouncementDelivery
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.models import OutgoingMail
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PauseFactory
from tests.factories.messages import AnnouncementDeliveryFactory, AnnouncementFactory


@pytest.fixture
def cohort(app):
    return CohortFactory(name="Holstebro H26")


@pytest.fixture
def staff(cohort, sign_in):
    member = MembershipFactory(organisation=cohort.organisation, user__locale="en")
    return sign_in(member.user)


@pytest.fixture
def people(cohort):
    """Two who are told; one on a break, one who has left and one elsewhere who are not."""
    told = AmbassadorFactory.create_batch(2, cohort=cohort)
    today = local_date(utcnow(), cohort.organisation.timezone)
    PauseFactory(ambassador__cohort=cohort, starts_on=today, ends_on=today + timedelta(days=3))
    AmbassadorFactory(cohort=cohort, status=AmbassadorStatus.LEFT, left_at=utcnow())
    AmbassadorFactory()
    return told


def at(cohort):
    return f"/o/{cohort.organisation.slug}/messages/announcements/new"


def words(cohort, **changes):
    return {
        "announcement_id": str(uuid.uuid4()),
        "cohort": str(cohort.id),
        "subject": "Open day",
        "body": "Come along.\n\nSee you.",
    } | changes


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def addresses(mails):
    return sorted(mail.recipient for mail in mails)


def test_looking_first_says_how_many_get_it_and_sends_nothing(staff, cohort, people, outbox):
    page = staff.post(at(cohort), data=words(cohort))
    assert "2 people get this mail" in page.text
    assert "1 is on a break" in page.text
    assert count(Announcement) == 0
    assert outbox() == []


def test_sending_tells_each_person_once(staff, cohort, people, outbox):
    response = staff.post(at(cohort), data=words(cohort, send="1"))
    assert response.status_code == 302
    assert addresses(outbox()) == sorted(p.user.email for p in people)
    kept = db.session.scalars(select(Announcement)).one()
    assert (kept.subject, kept.sent_to) == ("Open day", 2)
    assert kept.sent_at is not None
    assert "Sent to 2" in staff.get(response.location).text


def test_the_same_page_sent_twice_makes_one_announcement(staff, cohort, people, outbox):
    same = words(cohort, send="1")
    staff.post(at(cohort), data=same)
    assert staff.post(at(cohort), data=same).status_code == 302
    assert count(Announcement) == 1
    assert len(outbox()) == 2


def test_changing_ones_mind_keeps_the_words(staff, cohort, people):
    page = staff.post(at(cohort), data=words(cohort, edit="1"))
    assert "Come along." in page.text
    assert "Look at it before it is sent" in page.text


@pytest.mark.parametrize("field", ["subject", "body"])
@pytest.mark.parametrize("typed", [" ", "Ring til 010203-1234"])
def test_an_announcement_without_words_or_with_a_cpr_number_is_refused(
    staff, cohort, people, field, typed
):
    page = staff.post(at(cohort), data=words(cohort, send="1", **{field: typed}))
    assert "Error:" in page.text
    assert count(Announcement) == 0


@pytest.mark.parametrize("way", [{}, {"send": "1"}])
def test_a_cohort_nobody_would_hear_in_is_refused(staff, cohort, way):
    page = staff.post(at(cohort), data=words(cohort, **way))
    assert "Nobody would get it" in page.text
    assert count(Announcement) == 0


def test_another_organisations_cohort_cannot_be_told(staff, cohort, outbox):
    foreign = AmbassadorFactory().cohort
    page = staff.post(at(cohort), data=words(foreign, send="1"))
    assert page.status_code == 200
    assert outbox() == []


def test_the_id_of_another_organisations_announcement_is_not_found(staff, cohort, people):
    foreign = AnnouncementFactory()
    same_id = words(cohort, send="1", announcement_id=str(foreign.id))
    address = at(cohort)
    db.session.expunge_all()  # another request would not have it in memory
    assert staff.post(address, data=same_id).status_code == 404
    assert count(AnnouncementDelivery) == 0


def test_a_draft_cohort_is_not_offered(staff, cohort):
    CohortFactory(organisation=cohort.organisation, name="Not yet open", status=CohortStatus.DRAFT)
    page = staff.get(at(cohort)).text
    assert "Holstebro H26" in page
    assert "Not yet open" not in page


def test_without_a_cohort_the_page_says_what_to_do(staff, cohort):
    cohort.status = CohortStatus.DRAFT
    db.session.commit()
    assert "There is no open cohort yet" in staff.get(at(cohort)).text


def test_a_job_done_again_after_a_kill_tells_only_the_rest(app, cohort, outbox):
    announcement = AnnouncementFactory(cohort=cohort)
    AnnouncementDeliveryFactory.create_batch(2, announcement=announcement, sent_at=utcnow())
    rest = AnnouncementDeliveryFactory(announcement=announcement)
    for _time in range(2):  # the sweeper may hand it out again
        jobs.enqueue("send_announcement", subject_id=announcement.id)
    db.session.commit()

    assert addresses(outbox()) == [rest.ambassador.user.email]
    db.session.refresh(announcement)
    assert announcement.sent_to == 3


def test_a_mail_and_its_mark_are_saved_together(app, cohort):
    """A job that fails half-way through a batch has told nobody of that batch."""
    announcement = AnnouncementFactory(cohort=cohort)
    good = AnnouncementDeliveryFactory(announcement=announcement)
    bad = AnnouncementDeliveryFactory(announcement=announcement)
    good_email, address = good.ambassador.user.email, bad.ambassador.user.email
    bad.ambassador.user.email = "no address"
    jobs.enqueue("send_announcement", subject_id=announcement.id)
    db.session.commit()

    jobs.run_all(tolerate_failures=True)

    assert count(OutgoingMail) == 0
    assert queries.count_sent(announcement.id) == 0
    bad.ambassador.user.email = address
    jobs.enqueue("send_announcement", subject_id=announcement.id)
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    sent = db.session.scalars(select(OutgoingMail)).all()
    assert addresses(sent) == sorted([good_email, address])


def test_somebody_who_pauses_or_leaves_meanwhile_is_left_in_peace(app, cohort, outbox):
    announcement = AnnouncementFactory(cohort=cohort)
    left, paused = AnnouncementDeliveryFactory.create_batch(2, announcement=announcement)
    left.ambassador.status = AmbassadorStatus.LEFT
    today = local_date(utcnow(), cohort.organisation.timezone)
    PauseFactory(ambassador=paused.ambassador, starts_on=today, ends_on=today)
    jobs.enqueue("send_announcement", subject_id=announcement.id)
    db.session.commit()

    assert outbox() == []
    db.session.refresh(announcement)
    assert (announcement.sent_to, announcement.sent_at is not None) == (0, True)


def test_who_is_no_organiser_any_more_writes_to_nobody(staff, cohort, people, outbox):
    staff.post(at(cohort), data=words(cohort, send="1"))
    db.session.execute(update(Membership).values(role=Role.READER))
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert outbox() == []
    assert count(AnnouncementDelivery) == 0
