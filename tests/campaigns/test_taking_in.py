"""A campaign for thousands: the first take part at once, a job sees to the others."""

from sqlalchemy import func, select, update

from campaigns import operations
from campaigns.models import Campaign, Participation
from campaigns.tracking.models import Link
from core import jobs
from core.db import db
from core.enums import JobState
from core.models import Job
from tests.campaigns.test_operations import ready
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory


def test_of_many_a_job_takes_in_all_but_the_first(app, run_jobs, monkeypatch):
    monkeypatch.setattr(operations, "AT_ONCE", 2)
    campaign, closed = ready(), ready()
    for one in (campaign, closed):
        AmbassadorFactory.create_batch(5, cohort=one.cohorts[0])
        assert len(operations.launch(one)) == 2
    operations.close(closed)
    run_jobs()

    def taking_part(one: Campaign) -> list[str]:
        parts = select(Link.code).join(Link.participation)
        return db.session.scalars(parts.where(Participation.campaign_id == one.id)).all()

    assert [len(set(taking_part(one))) for one in (campaign, closed)] == [5, 2]
    job = jobs.latest(operations.TAKING_IN, campaign.id)
    assert job
    assert (job.done, job.total) == (3, 3)


def test_how_far_the_job_is_stands_on_the_page_and_who_sees_it_fail_tries_again(
    app, sign_in, run_jobs, monkeypatch
):
    monkeypatch.setattr(operations, "AT_ONCE", 2)
    campaign = ready()
    AmbassadorFactory.create_batch(5, cohort=campaign.cohorts[0])
    client = sign_in(MembershipFactory(organisation=campaign.organisation, user__locale="en").user)
    at = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}"
    client.post(f"{at}/launch")
    assert "The others are being given their part." in client.get(at).text

    db.session.execute(update(Job).values(state=JobState.FAILED, error="OSError: full"))
    db.session.commit()
    piece = client.get(f"{at}/taking-in", headers={"HX-Request": "true"}).text
    for shown in (client.get(at).text, piece):
        assert "Not everybody takes part yet." in shown
        assert "Something went wrong on the way" in shown
        assert "OSError" not in shown
    for _twice in range(2):
        client.post(f"{at}/taking-in")
    run_jobs()
    assert db.session.scalar(select(func.count(Participation.id))) == 5
    assert "taking-in" not in client.get(at).text
    done = client.get(f"{at}/taking-in", headers={"HX-Request": "true"}).text
    assert "Everybody takes part now." in done


def test_who_undoes_leaving_has_the_same_part_again_and_one_in_what_began_meanwhile(app, sign_in):
    campaign = ready()
    me = AmbassadorFactory(cohort=campaign.cohorts[0])
    [part] = operations.launch(campaign)
    client = sign_in(me.user)
    client.post("/my/terms/leaving")
    meanwhile = ready(organisation=campaign.organisation)
    meanwhile.cohorts = list(campaign.cohorts)
    assert operations.launch(meanwhile) == []
    db.session.commit()
    for _twice in range(2):
        assert client.post(f"/my/goodbye/{me.id}").location == "/my/terms"
    mine = select(Participation).where(Participation.ambassador_id == me.id)
    parts = {one.campaign_id: one.id for one in db.session.scalars(mine)}
    assert parts.keys() == {campaign.id, meanwhile.id}
    assert parts[campaign.id] == part.id
