"""The pages: who sees what of a season, a kind word within one's own terms, and dialogue."""

from datetime import datetime, time, timedelta

from bs4 import BeautifulSoup
from sqlalchemy import select

from accounts.enums import Role
from ambassadors.enums import MailDigest, Rhythm
from ambassadors.messages.enums import IdeaKind
from campaigns.outcomes.events.enums import Impression, Verdict
from campaigns.outcomes.events.models import EventImpression
from campaigns.posts import operations as posts
from campaigns.posts.enums import ConversationTopic
from campaigns.results.consistency import jobs as consistency_jobs
from campaigns.results.consistency.models import CohortCount
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, EventFactory, ParticipationFactory, today
from tests.factories.messages import IdeaFactory


def season(people=6, unit=None):
    cohort = CohortFactory(season_start=today() - timedelta(weeks=10))
    cohort.season_end = today() + timedelta(weeks=20)
    campaign = CampaignFactory(organisation=cohort.organisation, cohorts=[cohort])
    parts = [
        ParticipationFactory(
            campaign=campaign,
            ambassador=AmbassadorFactory(
                cohort=cohort, unit=unit, joined_at=utcnow() - timedelta(weeks=9)
            ),
        )
        for _ in range(people)
    ]
    for number, part in enumerate(parts):
        for weeks in range(1, 9, number + 1):
            on = today() - timedelta(weeks=weeks)
            posts.log_conversation(part, topic=ConversationTopic.HOUSING, on=on)
    db.session.commit()
    return cohort, campaign, parts


def staff(cohort, role, **given):
    membership = MembershipFactory(organisation=cohort.organisation, role=role, **given)
    membership.user.locale = "en"
    db.session.commit()
    return membership


def words(page) -> str:
    assert page.status_code == 200
    return " ".join(BeautifulSoup(page.text, "html.parser").main.get_text(" ").split())


def test_a_season_without_a_share_says_why(app, sign_in):
    cohort, *_rest = season(people=1)
    to_come, resting = CohortFactory.create_batch(2, organisation=cohort.organisation)
    to_come.season_start, to_come.season_end = today() + timedelta(days=9), today() + timedelta(90)
    db.session.add(CohortCount(cohort=resting, counted_at=utcnow(), as_of=today(), people=2))
    counted = db.session.scalars(select(CohortCount).where(CohortCount.people == 2)).one()
    counted.resting = 2
    path = f"/o/{cohort.organisation.slug}/results/consistency"
    leader, first = staff(cohort, Role.LEADER), to_come.season_start

    def said():
        cards = BeautifulSoup(sign_in(leader.user).get(path).text, "html.parser").select(".card")
        return {card.h2.string: card.select_one("p:not(.soft)").get_text() for card in cards}

    assert said() == {
        cohort.name: "The numbers are on their way.",
        to_come.name: f"The season begins on {first.day} {first:%B} {first.year}.",
        resting.name: "Everybody is on a break.",
    }
    consistency_jobs.count_what_is_behind()
    assert "once five of them take part" in said()[cohort.name]


def test_a_season_is_read_by_whom_it_was_given_to_and_without_names(app, sign_in):
    cohort, campaign, parts = season()
    path = f"/o/{cohort.organisation.slug}/results/consistency"
    reader, leader = staff(cohort, Role.READER), staff(cohort, Role.LEADER)
    organiser = staff(cohort, Role.ORGANISER)
    client = sign_in(organiser.user)
    assert "on their way" in words(client.get(f"{path}/{cohort.id}"))
    consistency_jobs.count_what_is_behind()
    names = [part.ambassador.user.name for part in parts]
    for user in (organiser.user, leader.user):
        page = sign_in(user).get(f"{path}/{cohort.id}")
        assert "something in 8 of" in words(page)
        assert not [name for name in names if name in page.text]
        # How many talked could be compared with a paper, so leaders are not told.
        tells = ["conversations from" in words(page), "conversations so far" in words(page)]
        assert tells == [user is organiser.user] * 2

    assert sign_in(reader.user).get(f"{path}/{cohort.id}").status_code == 404
    campaign.readers = [reader]
    db.session.commit()
    assert cohort.name in words(sign_in(reader.user).get(path))
    assert sign_in(reader.user).get(f"{path}/{cohort.id}").status_code == 200

    small, *_ = season(people=4)
    consistency_jobs.count_what_is_behind()
    own = f"/o/{small.organisation.slug}/results/consistency/{small.id}"
    page = words(sign_in(staff(small, Role.LEADER).user).get(own))
    assert "once five of them take part" in page
    assert "conversation" not in page


def test_a_reader_of_some_units_reads_of_their_people_only(app, sign_in):
    cohort, campaign, _parts = season()
    unit = UnitFactory(organisation=cohort.organisation)
    for _ in range(5):
        AmbassadorFactory(cohort=cohort, unit=unit, joined_at=utcnow() - timedelta(weeks=9))
    reader = staff(cohort, Role.READER, units=[unit])
    campaign.readers = [reader]
    db.session.commit()
    consistency_jobs.count_what_is_behind()
    address = f"/o/{cohort.organisation.slug}/results/consistency"
    desk = sign_in(reader.user)
    every = words(desk.get(address))  # says nothing of the whole cohort either
    assert cohort.name in every
    assert "active in the last 28 days" not in every
    page = desk.get(f"{address}/{cohort.id}")
    assert unit.name in words(page)
    assert "Day by day" not in words(page)
    assert "Without a unit" not in words(page)


def test_a_kind_word_goes_to_those_whose_terms_allow_it(app, sign_in, run_jobs, outbox):
    cohort, _campaign, parts = season(people=3)
    busy = parts[0].ambassador
    long_ago = datetime.combine(today() - timedelta(days=80), time(12)).astimezone()
    quiet, free, spared = (
        AmbassadorFactory(cohort=cohort, joined_at=long_ago, **terms)
        for terms in ({}, {"rhythm": Rhythm.WHENEVER}, {"mail_digest": MailDigest.NEEDED})
    )
    organiser = staff(cohort, Role.ORGANISER)
    client, path = sign_in(organiser.user), f"/o/{cohort.organisation.slug}/results/people"
    assert "Somebody has been quiet" not in client.get(f"/o/{cohort.organisation.slug}").text
    page = client.get(path)
    assert quiet.user.name in page.text
    assert not [one for one in (free, spared, busy) if one.user.name in page.text]
    left = client.get(f"{path}?show=in-peace").text
    assert (free.user.name in left, spared.user.name in left) == (True, True)
    assert "/kind-word" not in left
    assert busy.user.name in client.get(f"{path}?show=thriving").text
    assert client.get(f"{path}?show=nonsense&page=-3").status_code == 200

    for _ in range(2):  # a double click sends one
        client.post(f"{path}/{quiet.id}/kind-word")
    client.post(f"{path}/{free.id}/kind-word")
    run_jobs()
    assert [mail.recipient for mail in outbox()] == [quiet.user.email]
    assert quiet.user.name in client.get(f"{path}?show=in-peace").text


def test_dialogue_is_told_in_numbers_of_ones_own_campaigns(app, sign_in):
    cohort, campaign, parts = season()
    hidden = CampaignFactory(organisation=cohort.organisation)
    other = ParticipationFactory(campaign=hidden)
    posts.log_conversation(other, topic=ConversationTopic.MONEY, on=today())
    person = parts[0].ambassador
    asked = utcnow() - timedelta(days=9)
    IdeaFactory(ambassador=person, kind=IdeaKind.QUESTION, created_at=asked, text="Secret words?")
    IdeaFactory(
        ambassador=person,
        kind=IdeaKind.QUESTION,
        created_at=asked,
        answered_at=asked + timedelta(days=2),
    )
    event = EventFactory(campaign=campaign)
    for verdict, number in ((Verdict.YES, 6), (Verdict.NO, 2)):
        db.session.add(
            EventImpression(
                event_id=event.id, question=Impression.INFORMED, verdict=verdict, number=number
            )
        )
    few = EventImpression(event_id=event.id, question=Impression.DECIDED, verdict=Verdict.YES)
    few.number = 4
    db.session.add(few)
    reader = staff(cohort, Role.READER)
    campaign.readers = [reader]
    db.session.commit()
    client, path = sign_in(reader.user), f"/o/{cohort.organisation.slug}/results/dialogue"
    page = words(client.get(path))
    assert "housing" in page
    assert "Money" not in page
    assert "One question" not in page
    assert (
        "1 question has waited 1 week for an answer. Half of the answers came within 2 days."
        in page
    )
    assert "75% of 8 said yes" in page
    assert "too few to show" in page
    assert "Secret" not in page
    assert person.user.name not in page
    assert client.get(f"{path}?campaign={hidden.id}").status_code == 404
