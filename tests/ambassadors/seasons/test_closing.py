"""A season that is closed: thanks once, nothing lost, and asked again only who said yes."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from ambassadors.enums import CohortStatus
from ambassadors.models import Ambassador, Cohort
from ambassadors.seasons import jobs as season_jobs
from ambassadors.seasons import operations
from ambassadors.seasons.models import Alumnus, SeasonEnd, ThankYou
from ambassadors.seasons.tokens import token_of
from campaigns.enums import Step
from campaigns.models import CampaignDay, Participation
from campaigns.totals import count
from core import jobs
from core.db import db, utcnow
from core.models import Job, OutgoingMail
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PauseFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory
from tests.factories.media import KitFactory

THANKS = {"thanks_da": "Tak for sæsonen.", "thanks_en": "Thank you for the season."}
MAY_ASK = {"may_ask": "yes"}


@pytest.fixture
def cohort(app):
    return CohortFactory(name="Holstebro H26")


@pytest.fixture
def staff(cohort, sign_in):
    return sign_in(MembershipFactory(organisation=cohort.organisation, user__locale="en").user)


def at(cohort, rest="end"):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/{rest}"


def join(cohort, **more):
    """Somebody without quiet hours, so that a test may run at any time."""
    return AmbassadorFactory(cohort=cohort, quiet_from=0, quiet_until=0, **more)


def close(cohort):
    actor = MembershipFactory(organisation=cohort.organisation).user
    operations.close_season(cohort, **THANKS, actor=actor)
    db.session.commit()


def send_the_thanks():
    """Let the ten minutes pass."""
    db.session.execute(update(Job).values(run_after=utcnow()))
    db.session.commit()
    jobs.run_all()


def mails():
    return db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.recipient)).all()


def test_the_page_says_what_will_happen(staff, cohort):
    join(cohort)
    page = staff.get(at(cohort)).text
    assert "1 ambassador gets the thanks below" in page
    assert "Their links keep working" in page


def test_everybody_is_thanked_once_in_their_language_ten_minutes_later(staff, cohort):
    kim = join(cohort, user__locale="da", user__email="a@example.org")
    PauseFactory(ambassador=kim, starts_on=utcnow().date(), ends_on=utcnow().date())
    join(cohort, user__locale="en", user__email="b@example.org")
    for _time in range(2):
        assert staff.post(at(cohort), data=THANKS).status_code == 302
    jobs.run_all()
    assert mails() == []
    send_the_thanks()
    jobs.enqueue("thank_cohort", subject_id=cohort.id)
    db.session.commit()
    jobs.run_all()
    assert [mail.recipient for mail in mails()] == ["a@example.org", "b@example.org"]
    assert [mail.locale for mail in mails()] == ["da", "en"]
    assert "All 2 have been thanked" in staff.get(at(cohort)).text


@pytest.mark.parametrize("field", ["thanks_da", "thanks_en"])
def test_thanks_in_one_language_only_are_refused(staff, cohort, field):
    page = staff.post(at(cohort), data=THANKS | {field: ""})
    assert "Write the thanks in" in page.text
    assert db.session.get_one(Cohort, cohort.id).status is CohortStatus.OPEN


def test_quiet_hours_put_the_thanks_off(app, cohort, monkeypatch):
    AmbassadorFactory(cohort=cohort, quiet_from=21, quiet_until=7)
    join(cohort)
    monkeypatch.setattr(season_jobs, "hour_at", lambda *_: 23)
    close(cohort)
    send_the_thanks()
    waiting = select(func.count()).where(Job.kind == "thank_cohort", Job.run_after > utcnow())
    thanked = db.session.scalar(select(func.count()).select_from(ThankYou))
    assert (thanked, db.session.scalar(waiting)) == (1, 1)


def test_a_draft_has_no_season_to_close(staff, cohort):
    cohort.status = CohortStatus.DRAFT
    db.session.commit()
    assert "no season to close" in staff.post(at(cohort), data=THANKS).text


def test_what_was_open_to_an_ambassador_is_closed_with_the_season(cohort, sign_in):
    kim = join(cohort, user__locale="en")
    KitFactory(organisation=cohort.organisation, cohorts=[cohort])
    close(cohort)
    client = sign_in(kim.user)
    assert client.get("/my/kits").location == "/my/past-season"
    assert client.get("/").location == "/my/past-season"
    page = client.get("/my/past-season").text
    assert "Thank you for the season" in page
    assert "May we ask you another time?" in page
    assert client.get("/my/data").status_code == 200


def test_it_can_be_undone_for_seven_days(staff, cohort, sign_in):
    kim = join(cohort)
    close(cohort)
    staff.post(at(cohort, "end/undoing"))
    db.session.refresh(cohort)
    assert cohort.status is CohortStatus.OPEN
    send_the_thanks()
    assert mails() == []
    assert sign_in(kim.user).get("/my").status_code == 200


def test_after_seven_days_it_stays_closed(staff, cohort):
    close(cohort)
    end = db.session.scalars(select(SeasonEnd)).one()
    end.closed_at = utcnow() - timedelta(days=8)
    db.session.commit()
    response = staff.post(at(cohort, "end/undoing"))
    assert "more than seven days" in staff.get(response.location).text
    db.session.refresh(cohort)
    assert cohort.status is CohortStatus.ENDED


def test_who_says_nothing_is_no_alumnus_and_a_yes_can_be_taken_back(cohort, sign_in):
    kim = join(cohort)
    close(cohort)
    client = sign_in(kim.user)
    address = f"/my/past-season/{kim.id}/asking"
    everybody = select(func.count()).select_from(Alumnus)
    assert db.session.scalar(everybody) == 0
    client.post(address, data=MAY_ASK)
    client.post(address, data=MAY_ASK)
    assert db.session.scalar(everybody) == 1
    client.post(address, data={"may_ask": "no"})
    assert db.session.scalar(everybody) == 0


def test_the_link_in_the_mail_forgets_without_an_account(cohort, client, sign_in):
    kim = join(cohort)
    close(cohort)
    sign_in(kim.user).post(f"/my/past-season/{kim.id}/asking", data=MAY_ASK)
    address = f"/asked-again/{token_of(db.session.scalars(select(Alumnus)).one())}"
    assert address in mails()[0].body
    client.post("/logout")
    assert client.get(address).status_code == 200
    assert client.post(address).location == "/asked-again"
    assert client.get(address).status_code == 410
    assert client.get("/asked-again/made-up").status_code == 410


def test_only_those_ticked_are_asked_again_each_once(staff, cohort):
    kept = [_alumnus(cohort.organisation, name) for name in ("Kim", "Bo")]
    foreign = _alumnus(CohortFactory().organisation, "Liv")
    address = f"/o/{cohort.organisation.slug}/alumni"
    data = {"people": [str(kept[0].id)], "cohort": str(cohort.id)}
    staff.post(address, data=data)
    assert "are not asked twice" in staff.get(staff.post(address, data=data).location).text
    staff.post(address, data=data | {"people": [str(foreign.id)]})
    (mail,) = mails()
    assert mail.recipient == "kim@example.org"
    assert token_of(kept[0]) in mail.body


def _alumnus(organisation, name):
    one = Alumnus(
        organisation=organisation,
        name=name,
        email=f"{name.lower()}@example.org",
        locale="da",
        said_yes_at=utcnow(),
    )
    db.session.add(one)
    db.session.commit()
    return one


def test_a_yes_is_forgotten_after_two_years(app, cohort):
    _alumnus(cohort.organisation, "Kim").said_yes_at = utcnow() - timedelta(days=731)
    _alumnus(cohort.organisation, "Bo")
    jobs.enqueue("forget_old_yeses")
    db.session.commit()
    jobs.run_all()
    assert db.session.scalars(select(Alumnus.name)).all() == ["Bo"]


def test_of_24_nine_may_be_asked_again_and_the_rest_are_forgotten_while_totals_stay(
    cohort, sign_in
):
    campaign = CampaignFactory(organisation=cohort.organisation, cohorts=[cohort])
    people = [join(cohort) for _one in range(24)]
    for number, person in enumerate(people, 1):
        part = ParticipationFactory(campaign=campaign, ambassador=person)
        _count(part, clicks=number, sign_ups=1)
    before = _totals()
    close(cohort)
    send_the_thanks()
    assert _totals() == before
    for person in people[:9]:
        sign_in(person.user).post(f"/my/past-season/{person.id}/asking", data=MAY_ASK)
    cohort.retention_until = utcnow().date() - timedelta(days=1)
    db.session.commit()
    jobs.enqueue("erase_past_seasons")
    db.session.commit()
    jobs.run_all()
    names = sorted(db.session.scalars(select(Alumnus.email)))
    kept = select(func.count()).where(Ambassador.erased_at.is_(None))
    assert (len(names), db.session.scalar(kept)) == (9, 0)
    assert db.session.scalar(select(func.count()).where(Alumnus.user_id.is_not(None))) == 0
    assert _totals() == before


def _count(part, *, clicks, sign_ups):
    for step, by in ((Step.CLICKS, clicks), (Step.SIGN_UPS, sign_ups)):
        count(
            campaign_id=part.campaign_id,
            participation_id=part.id,
            step=step,
            day=utcnow().date(),
            by=by,
        )
    db.session.commit()


def _totals():
    parts = select(func.count(), func.sum(Participation.clicks), func.sum(Participation.sign_ups))
    days = select(func.sum(CampaignDay.clicks), func.sum(CampaignDay.sign_ups))
    return [tuple(db.session.execute(one).one()) for one in (parts, days)]
