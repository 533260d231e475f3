"""The box for ideas: written once, answered by a person, the answer comes by mail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.messages import queries
from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.models import Idea, IdeaReply
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.messages import IdeaFactory, IdeaReplyFactory
from tests.queries import count_queries


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en", user__name="Sofie Holm")


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


@pytest.fixture
def staff(ambassador, sign_in):
    member = MembershipFactory(
        organisation=ambassador.cohort.organisation, user__locale="en", user__name="Kim Dahl"
    )
    return sign_in(member.user)


def at(ambassador, rest=""):
    return f"/o/{ambassador.cohort.organisation.slug}/messages{rest}"


def test_an_idea_is_kept_and_shown(me, ambassador):
    response = me.post("/my/ideas", data={"kind": "question", "text": " Må jeg tage hunden med? "})
    assert response.location == "/my/ideas"
    kept = db.session.scalars(select(Idea)).one()
    assert (kept.ambassador_id, kept.kind, kept.text) == (
        ambassador.id,
        IdeaKind.QUESTION,
        "Må jeg tage hunden med?",
    )
    assert "Må jeg tage hunden med?" in me.get("/my/ideas").text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"kind": "idea", "text": "  "}, "Write a line or two."),
        ({"kind": "gossip", "text": "Psst"}, "Not a valid choice"),
        ({"kind": "idea", "text": "a" * 2001}, "longer than 2000"),
    ],
)
def test_an_idea_that_cannot_be_sent_is_refused(me, data, message):
    page = me.post("/my/ideas", data=data)
    assert page.status_code == 200
    assert message in page.text
    assert db.session.scalars(select(Idea)).all() == []


def test_the_same_words_sent_twice_are_kept_once(me):
    for _time in range(2):
        me.post("/my/ideas", data={"kind": "idea", "text": "Vis værkstedet"})
    assert len(db.session.scalars(select(Idea)).all()) == 1


def test_only_ones_own_ideas_are_shown(me, ambassador):
    IdeaFactory(ambassador=AmbassadorFactory(cohort=ambassador.cohort), text="En andens ord")
    assert "En andens ord" not in me.get("/my/ideas").text


def test_an_answer_reaches_the_ambassador_in_her_language(me, staff, ambassador, outbox):
    idea = IdeaFactory(ambassador=ambassador, text="Show the workshop")
    response = staff.post(at(ambassador, f"/{idea.id}"), data={"text": "Yes, on Thursday."})
    assert response.location == at(ambassador)
    mail = outbox()
    assert [m.recipient for m in mail] == [ambassador.user.email]
    assert mail[0].subject == "An answer to what you wrote"
    page = me.get("/my/ideas").text
    assert "Yes, on Thursday." in page
    assert "Kim Dahl" in page


def test_the_same_answer_sent_twice_is_sent_once(staff, ambassador, outbox):
    idea = IdeaFactory(ambassador=ambassador)
    for _time in range(2):
        staff.post(at(ambassador, f"/{idea.id}"), data={"text": "Ja."})
    assert len(db.session.scalars(select(IdeaReply)).all()) == 1
    assert len(outbox()) == 1


def test_an_empty_answer_is_refused(staff, ambassador, outbox):
    idea = IdeaFactory(ambassador=ambassador)
    assert "Write an answer." in staff.post(at(ambassador, f"/{idea.id}"), data={}).text
    assert outbox() == []


def test_another_organisations_idea_is_not_found(staff, ambassador):
    foreign = IdeaFactory(text="Hemmelig")
    assert staff.get(at(ambassador, f"/{foreign.id}")).status_code == 404
    assert staff.post(at(ambassador, f"/{foreign.id}"), data={"text": "Ja"}).status_code == 404
    assert "Hemmelig" not in staff.get(at(ambassador)).text
    assert db.session.scalars(select(IdeaReply)).all() == []


def test_the_one_that_waited_longest_comes_first(ambassador):
    now = utcnow()
    young = IdeaFactory(ambassador=ambassador, created_at=now - timedelta(hours=2))
    old = IdeaFactory(ambassador=ambassador, created_at=now - timedelta(days=2))
    done = IdeaReplyFactory(idea__ambassador=ambassador).idea
    organisation_id = ambassador.cohort.organisation_id
    assert queries.waiting_ideas(organisation_id) == [old, young]
    assert queries.answered_ideas(organisation_id) == [done]


def test_average_answer_time_counts_first_answers_of_late(ambassador):
    now = utcnow()
    long_ago = now - timedelta(days=200)
    for asked, hours in [
        (now - timedelta(days=5), 2),
        (now - timedelta(days=4), 6),
        (long_ago, 99),
    ]:
        first = asked + timedelta(hours=hours)
        idea = IdeaFactory(ambassador=ambassador, created_at=asked, answered_at=first)
        IdeaReplyFactory(idea=idea, created_at=first)
        IdeaReplyFactory(idea=idea, created_at=asked + timedelta(hours=hours + 50))
    IdeaReplyFactory()  # another organisation's
    since = now - timedelta(days=90)
    organisation_id = ambassador.cohort.organisation_id
    assert queries.average_answer_time(organisation_id, since=since) == timedelta(hours=4)
    empty = CohortFactory().organisation_id
    assert queries.average_answer_time(empty, since=since) is None


def test_lists_ask_the_same_number_of_queries_for_one_and_three(me, staff, ambassador):
    asked, address = [], at(ambassador)
    ambassador_id = ambassador.id
    for more in (1, 2):
        ambassador = db.session.get_one(type(ambassador), ambassador_id)
        for _number in range(more):
            IdeaFactory(ambassador=ambassador)
            IdeaReplyFactory(idea__ambassador=ambassador)
        with count_queries() as sent:
            assert me.get("/my/ideas").status_code == 200
        with count_queries() as sent_to_staff:
            assert staff.get(address).status_code == 200
        asked.append((len(sent), len(sent_to_staff)))
    assert asked[0] == asked[1]
