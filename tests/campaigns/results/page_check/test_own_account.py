"""The page read by the organisation's own account, and ten pages brought in each of four ways."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from time_machine import travel

from accounts.enums import Role
from accounts.models import Membership, User
from campaigns.enums import CampaignStatus
from campaigns.results.page_check import history, operations
from campaigns.results.page_check.counting import Page
from campaigns.results.page_check.enums import Answer, Finding, Part, Way
from campaigns.results.page_check.listing import Listing
from campaigns.results.page_check.models import PageCheck, PageCheckPost
from core import jobs
from core.db import db, utcnow
from core.settings import current_settings
from tests.campaigns.posts.measurements.stand_ins import OwnAccount, error
from tests.campaigns.results.page_check import ways
from tests.campaigns.results.page_check.described import PAGES, TODAY
from tests.campaigns.results.page_check.described import Post as Described
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.campaigns import CampaignFactory, PostFactory

SignIn = Callable[[User], AuditingClient]
CHECKS = "/o/solby/results/page-checks"


@pytest.fixture
def rita(app: Flask) -> Membership:
    made = MembershipFactory(role=Role.READER, organisation__slug="solby", user__locale="en")
    made.organisation.locale = "da"
    db.session.commit()
    return made


@pytest.fixture
def account(app: Flask) -> Iterator[OwnAccount]:
    """A stand-in that the settings name as the account of one organisation."""
    settings = current_settings()
    before = settings.instagram_api, settings.instagram_token, settings.instagram_organisation
    with OwnAccount() as made:
        settings.instagram_api, settings.instagram_token = made.base, made.token
        settings.instagram_organisation = "solby"
        yield made
    settings.instagram_api, settings.instagram_token, settings.instagram_organisation = before


def test_ten_described_pages_are_judged_right_whichever_way_they_come(
    account: OwnAccount,
) -> None:
    quiet, busy = OrganisationFactory(), OrganisationFactory()
    CampaignFactory(
        organisation=busy, status=CampaignStatus.LIVE,
        starts_on=TODAY - timedelta(days=9), ends_on=TODAY + timedelta(days=9),
    )  # fmt: skip

    def found(page: Page, listing: Listing, asked: operations.Asked) -> list[Finding]:
        organisation = busy if page.campaign_was_running else quiet
        check = operations.check(organisation, listing, asked, as_of=page.as_of, actor=None)
        db.session.flush()
        return history.in_turn([check])[0].diagnosis.found

    for one in PAGES:
        asked = ways.asked_of(one.page)
        listings = [(Listing(way=Way.NONE), asked)]
        if one.page.posts:
            read = (ways.by_paste, ways.by_sheet, ways.by_file)
            listings = [(way(one.page), asked) for way in read]
        listings.append(ways.by_account(one.page, account))
        for listing, said in listings:
            assert found(one.page, listing, said) == one.found, (one.words, listing.way)


def test_the_account_is_read_by_the_worker_and_held_against_the_last_quarter(
    rita: Membership, account: OwnAccount, sign_in: SignIn, run_jobs: Callable[[], None]
) -> None:
    now = utcnow()
    PostFactory(shortcode="ABCdefgh001", participation__campaign__organisation=rita.organisation)
    PostFactory(shortcode="ABCdefgh002")  # of another organisation
    db.session.commit()
    stale = PAGES[8].page  # lost its readers, and answers nobody
    lively = PAGES[2].page
    for page, later in ((stale, timedelta(0)), (lively, timedelta(days=91))):
        shifted = _as_of(page, (now + later).date())
        ways.fill(account, shifted)
        with travel(now + later, tick=False):
            client = sign_in(rita.user)
            assert "Let us read it" in client.get(f"{CHECKS}/new").text
            sent = {"page_language": "da", "account_names": "@Kim.Holm"}
            for _double_click in range(2):
                client.post(f"{CHECKS}/own-account", data=sent)
            assert "Your account is being read." in client.get(CHECKS).text
            for row in db.session.execute(text("select arguments from job")):
                assert "kim.holm" not in str(tuple(row)).lower()
            db.session.rollback()
            run_jobs()
            piece = client.get(f"{CHECKS}/reading", headers={"HX-Request": "true"})
            assert piece.headers["HX-Refresh"] == "true"
            newest = client.get(CHECKS).text
            assert "your own account" in newest
            check = db.session.scalars(select(PageCheck).order_by(PageCheck.as_of.desc())).first()
            assert check is not None
            shown = client.get(f"{CHECKS}/{check.id}").text
    _last, first = db.session.scalars(select(PageCheck).order_by(PageCheck.as_of.desc())).all()
    assert (first.way, first.comments_seen, first.comments_answered) == (Way.API, 20, 2)
    assert first.made_by_id == rita.user_id
    parts = [post.part for post in first.posts]
    assert (parts.count(Part.AUTHOR), parts.count(Part.NONE)) == (1, 0)
    for row in db.session.execute(text("select arguments from job where kind = 'check_own_page'")):
        assert "names" not in str(tuple(row)), "names are gone with the first step of the job"
    assert "Gone since" in shown
    assert "Talking to itself, Not answering" in shown
    columns = {column.name for column in PageCheckPost.__table__.columns}
    assert not columns & {"text", "caption", "shortcode", "url"}


def _as_of(page: Page, day: date) -> Page:
    """The same page as it would be on another day."""
    posts = [
        Described(**{**vars(post), "posted_on": post.posted_on + (day - page.as_of)})
        for post in page.posts
    ]
    return replace(page, posts=posts, as_of=day)


def test_trouble_is_said_in_words_and_makes_no_check(
    rita: Membership, account: OwnAccount, sign_in: SignIn
) -> None:
    client, me = sign_in(rita.user), "/v26.0/me"
    for status, body, words in (
        (400, error(190, "Error validating access token"), "does not accept the token any more"),
        (429, "", "asked too much"),
        (500, "<html>", "could not be reached"),
        (200, "[]", "in a way we do not understand"),
        (302, "", "in a way we do not understand"),
    ):
        account.fail(me, status, body, headers={"Location": "http://127.0.0.1:9/"})
        client.post(f"{CHECKS}/own-account", data={"page_language": "da"})
        jobs.run_all(tolerate_failures=True)
        assert words in client.get(CHECKS).text, words
    settings = current_settings()
    client.post(f"{CHECKS}/own-account")
    settings.instagram_token = ""  # taken out of the settings before the worker came to it
    jobs.run_all(tolerate_failures=True)
    assert "not connected any more" in client.get(CHECKS).text
    settings.instagram_token = account.token
    asked = len(account.asked)
    client.post(f"{CHECKS}/own-account")
    rita.role = Role.LEADER  # taken away before the worker came to it
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    rita.role, settings.instagram_token = Role.READER, ""
    db.session.commit()
    assert "may not read results any more" in client.get(CHECKS).text
    client.post(f"{CHECKS}/own-account")
    jobs.run_all()
    assert "Let us read it" not in client.get(f"{CHECKS}/new").text
    assert (len(account.asked), db.session.scalars(select(PageCheck)).all()) == (asked, [])
    assert client.post(f"{CHECKS}/own-account", data={"page_language": "xx"}).status_code == 302


def test_odd_answers_are_unknown_and_never_nought(account: OwnAccount, rita: Membership) -> None:
    account.at_once = 50
    old = (utcnow() - timedelta(days=9)).isoformat()
    account.account = {"data": [{"username": "solby", "followers_count": -1}]}
    account.media = [
        {"id": "1", "shortcode": "ABCdefgh001", "timestamp": old, "like_count": -1},
        {"id": "../2", "shortcode": 7, "timestamp": old, "caption": {}, "comments_count": "3"},
        {"id": "3", "timestamp": "yesterday"},
        {"id": "4", "timestamp": old, "media_product_type": "STORY"},
    ]  # fmt: skip
    account.comments = {"1": [
        {"username": "solby", "timestamp": old}, {"timestamp": "x"}, "odd",
        {"timestamp": old, "replies": {"data": [{"timestamp": old}]}},
    ]}  # fmt: skip
    now = utcnow()
    page = ways.PageReader(account.base, "first").page(since=now - timedelta(days=182), now=now)
    assert [(one.likes, one.comments, one.caption) for one in page.posts] == [(None, None, "")] * 2
    assert (page.followers, page.comments_seen, page.comments_answered) == (None, None, None)
    assert all("2/comments" not in path for path, _ in account.asked)
    listing = ways.posts_of(page, logged=(), today=now.date(), zone=ways.ZONE)
    check = operations.check(
        rita.organisation, listing, ways.asked_of(ways.Page(posts=(), as_of=now.date())),
        as_of=now.date(), actor=None,
    )  # fmt: skip
    db.session.flush()
    answers = history.in_turn([check])[0].diagnosis.answers
    assert answers[Finding.NOT_ANSWERING] is Answer.UNKNOWN
