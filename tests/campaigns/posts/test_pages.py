"""The log as an ambassador meets it, and the list of posts as an organiser does."""

import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.queries import get_organisation
from ambassadors.messages import operations as messages
from campaigns.enums import CampaignStatus
from campaigns.models import Participation
from campaigns.posts import queries, undoing
from campaigns.posts.enums import ConversationPlace, ConversationTopic, LedTo
from campaigns.posts.models import Conversation, Post, post_picture
from campaigns.posts.queries import TopicQuestions
from core import jobs
from core.db import db, utcnow
from media.kits.reception.enums import FetchWay
from media.kits.reception.operations import record_fetch
from tests.campaigns.posts.test_operations import code_of
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import ConversationFactory, ParticipationFactory, PostFactory
from tests.factories.media import AssetFactory, KitFactory, KitItemFactory
from tests.queries import count_queries

LINK = "https://www.instagram.com/p/C_VIniGzTER/"


@pytest.fixture
def part(app) -> Participation:
    return ParticipationFactory()


@pytest.fixture
def freja(part, sign_in):
    return sign_in(part.ambassador.user)


def log(freja, part, url):
    data = {"url": url, "participation": str(part.id)}
    answer = freja.post("/my/log/posts", data=data)
    return freja.get(answer.location) if answer.location else answer


def test_a_post_from_the_campaigns_days_is_logged(freja, part):
    page = log(freja, part, f"instagram.com/p/{code_of(utcnow() - timedelta(days=1))}")
    assert page.request.path == "/my/log"
    assert len(db.session.scalars(select(Post)).all()) == 1


def test_a_post_from_before_the_campaign_is_logged_and_that_is_said(app, part, sign_in):
    part.ambassador.user.locale = "en"
    page = log(sign_in(part.ambassador.user), part, LINK)
    assert "Your post is from Saturday 31 August 2024." in page.text
    assert "outside the campaign" in page.text


def test_the_log_asks_which_pictures_of_the_kit_and_keeps_them(app, part, sign_in):
    cohort = part.ambassador.cohort
    kit = KitFactory(organisation=cohort.organisation, cohorts=[cohort])
    part.campaign.kits = [kit]
    first, second = (
        AssetFactory(organisation=cohort.organisation, renditions=True) for _ in range(2)
    )
    held = AssetFactory(organisation=cohort.organisation, recognisable="unanswered")
    foreign = AssetFactory(recognisable="nobody")
    for asset in (first, second, held):
        KitItemFactory(kit=kit, asset=asset)
    db.session.commit()
    freja = sign_in(part.ambassador.user)

    def ticked(query: str) -> list[str]:
        return re.findall(r'value="([0-9a-f-]{36})" checked', freja.get(f"/my/log?{query}").text)

    assert ticked(f"kit={kit.id}") == []
    assert ticked(f"kit={kit.id}&picture={second.id}") == [str(second.id)]
    assert str(held.id) not in freja.get(f"/my/log?kit={kit.id}").text
    record_fetch(kit, part.ambassador, assets=[first.id], way=FetchWay.SHARE)
    db.session.commit()
    assert ticked(f"kit={kit.id}&picture={second.id}") == [str(first.id)]
    sent = {"url": LINK, "participation": str(part.id), "kit": str(kit.id)}
    sent["pictures"] = [str(one.id) for one in (first, held, foreign)]
    freja.post("/my/log/posts", data=sent)
    post = db.session.scalars(select(Post)).one()
    assert (post.kit, post.pictures) == (kit, [first])
    undoing.remove_post(post)
    undoing.forget_post(post)
    assert db.session.execute(select(post_picture)).all() == []


def test_a_repeat_is_refused_on_the_field_and_the_link_kept(freja, part):
    log(freja, part, LINK)
    page = log(freja, part, LINK)
    assert f'value="{LINK}"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert len(db.session.scalars(select(Post)).all()) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hej",
        "javascript:alert(1)",
        "https://www.instagram.com/stories/a/1/",
        "x" * 501,
        "https://instagram.com.evil.dk/p/C_VIniGzTER/",
        "https://www.instagram.com/kim/",
    ],
)
def test_what_is_no_post_is_kept_and_explained(freja, part, typed):
    page = log(freja, part, typed)
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert f'value="{typed}"' in page.text
    assert db.session.scalars(select(Post)).all() == []


def test_somebody_elses_campaign_is_not_there(freja):
    other = ParticipationFactory()
    assert log(freja, other, LINK).status_code == 404
    answer = freja.post("/my/log/conversations", data={"participation": str(other.id)})
    assert answer.status_code == 404


@pytest.mark.parametrize("typed", ["", "1", "../../etc"])
def test_a_campaign_that_is_no_campaign_is_a_bad_request(freja, typed):
    answer = freja.post("/my/log/conversations", data={"participation": typed})
    assert answer.status_code == 400


def test_a_page_left_open_until_the_campaign_closed_says_so(freja, part):
    part.campaign.status = CampaignStatus.CLOSED
    page = log(freja, part, LINK)
    data = {"participation": str(part.id)}
    answer = freja.post("/my/log/conversations", data=data)
    assert page.status_code == 422
    assert answer.location == "/my/log"
    assert db.session.scalars(select(Post)).all() == []
    assert db.session.scalars(select(Conversation)).all() == []


def test_without_a_running_campaign_there_is_nothing_to_fill_in(app, sign_in):
    part = ParticipationFactory(campaign__status=CampaignStatus.DRAFT)
    page = sign_in(part.ambassador.user).get("/my/log")
    assert 'name="url"' not in page.text
    assert "/my/kits" in page.text


def test_a_conversation_takes_one_tap_and_may_get_a_topic_or_be_undone(freja, part):
    answer = freja.post("/my/log/conversations", data={"participation": str(part.id)})
    assert freja.get(answer.location).status_code == 200
    more = {"topic": "housing", "place": "event", "led_to": "coming", "question": "Er der P-plads?"}
    for question in ("Ring 20 30 40 50", "kim@example.org spurgte", "010190-1234?", "tlf.20304050"):
        assert freja.post(answer.location, data={**more, "question": question}).status_code == 422
    for _twice in range(2):
        freja.post(answer.location, data=more)
    talk = db.session.scalars(select(Conversation)).one()
    assert (talk.topic, talk.participation_id) == (ConversationTopic.HOUSING, part.id)
    assert (talk.place, talk.led_to) == (ConversationPlace.EVENT, LedTo.COMING)
    assert talk.idea.text == "Er der P-plads?"
    housing = TopicQuestions(ConversationTopic.HOUSING, conversations=1, asked=1, unanswered=1)
    assert queries.questions_by_topic([part.campaign_id]) == [housing]
    messages.reply(talk.idea, text="Ja", actor=MembershipFactory().user)
    assert queries.questions_by_topic([part.campaign_id])[0].unanswered == 0
    assert len(queries.answer_times([part.campaign_id])) == 1

    freja.post(f"{answer.location}/removal")
    assert db.session.scalars(select(Conversation)).all() == []
    assert db.session.get_one(Participation, part.id).conversations == 0


def test_a_double_tap_is_one_conversation(freja, part):
    data = {"participation": str(part.id)}
    first = freja.post("/my/log/conversations", data=data)
    second = freja.post("/my/log/conversations", data=data)
    assert first.location == second.location
    assert len(db.session.scalars(select(Conversation)).all()) == 1


def test_a_topic_nobody_knows_is_refused(freja, part):
    talk = ConversationFactory(participation=part)
    answer = freja.post(f"/my/log/conversations/{talk.id}", data={"topic": "names"})
    assert answer.status_code == 422


def test_other_peoples_log_is_not_there(freja):
    talk, post = ConversationFactory(), PostFactory()
    paths = [
        f"/my/log/conversations/{talk.id}",
        f"/my/log/conversations/{talk.id}/removal",
        f"/my/log/posts/{post.id}/removal",
        f"/my/log/posts/{uuid.uuid4()}/removal",
    ]
    assert [freja.post(path, data={"topic": "work"}).status_code for path in paths] == [404] * 4
    assert freja.get(f"/my/log/conversations/{talk.id}").status_code == 404


def test_ones_own_post_is_taken_out(freja, part):
    log(freja, part, LINK)
    post = db.session.scalars(select(Post)).one()
    freja.post(f"/my/log/posts/{post.id}/removal")
    assert "/return" in freja.get("/my/log/posts").text
    assert db.session.get_one(Participation, part.id).posts == 0
    freja.post(f"/my/log/posts/{post.id}/return")
    assert db.session.get_one(Participation, part.id).posts == 1
    freja.post(f"/my/log/posts/{post.id}/removal")
    db.session.get_one(Post, post.id).removed_at -= timedelta(days=2)
    jobs.enqueue("forget_removed_posts")
    db.session.commit()
    jobs.run_all()
    assert db.session.scalars(select(Post)).all() == []
    assert db.session.get_one(Participation, part.id).posts == 0


def test_the_log_costs_the_same_at_one_and_three_posts(freja, part):
    PostFactory(participation=part)
    part_id = part.id
    freja.get("/my/log")
    with count_queries() as one:
        freja.get("/my/log")
    again = db.session.get_one(Participation, part_id)
    PostFactory.create_batch(2, participation=again)
    with count_queries() as three:
        assert freja.get("/my/log").text.count('rel="noreferrer"') == 3
    assert len(one) == len(three), three


def test_the_organisers_list_costs_the_same_at_one_and_three_posts(app, sign_in):
    organiser = MembershipFactory(role=Role.ORGANISER)
    slug = organiser.organisation.slug
    line = sign_in(organiser.user)

    def post():
        ours = get_organisation(slug)
        part = ParticipationFactory(ambassador__cohort__organisation=ours)
        PostFactory(participation=part)

    PostFactory()  # another organisation's
    post()
    line.get(f"/o/{slug}/posts")
    with count_queries() as one:
        assert line.get(f"/o/{slug}/posts").text.count('scope="row"') == 1
    post()
    post()
    with count_queries() as three:
        assert line.get(f"/o/{slug}/posts").text.count('scope="row"') == 3
    assert len(one) == len(three), three


@pytest.mark.parametrize("page", ["0", "-1", "2", "99999999999999999999999", "abc"])
def test_a_page_that_is_not_there_breaks_nothing(app, sign_in, page):
    organiser = MembershipFactory(role=Role.ORGANISER)
    path = f"/o/{organiser.organisation.slug}/posts?page={page}"
    assert sign_in(organiser.user).get(path).status_code == 200
