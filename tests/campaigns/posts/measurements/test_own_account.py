"""The organisation's own account against a stand-in of the documented answers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from time_machine import travel

from campaigns.posts.measurements.enums import Source, Trouble
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.own_account import jobs as own_jobs
from campaigns.posts.measurements.own_account import queries
from campaigns.posts.measurements.own_account.gateway import GraphApi, NoAccount
from campaigns.posts.measurements.own_account.models import OwnAccount as Row
from campaigns.posts.measurements.troubles import SourceTrouble
from campaigns.posts.models import Post
from core import jobs
from core.db import db, utcnow
from core.settings import Settings, current_settings
from tests.campaigns.posts.measurements.stand_ins import OwnAccount, error
from tests.factories.campaigns import PostFactory

MEDIA, RENEWAL = "/v26.0/me/media", "/refresh_access_token"


@pytest.fixture
def posts(app: Flask) -> list[Post]:
    first = PostFactory(shortcode="C_VIniGzTE1")
    second = PostFactory(participation=first.participation, shortcode="C_VIniGzTE2")
    db.session.commit()
    return [first, second]


@pytest.fixture
def account(app: Flask, posts: list[Post]) -> Iterator[OwnAccount]:
    settings = current_settings()
    before = settings.instagram_api, settings.instagram_token, settings.instagram_organisation
    with OwnAccount() as made:
        made.media = [
            {"id": "1", "shortcode": "Celsewhere1", "like_count": 900},
            {"id": "2", "shortcode": "C_VIniGzTE1", "like_count": 24, "comments_count": 3},
            {"id": "3", "shortcode": "C_VIniGzTE2", "like_count": 0},
            {"id": "4", "shortcode": "Celsewhere2"},
        ]
        made.insights["2"] = {"reach": 410, "views": 600, "saved": 5, "shares": 0, "likes": 25}
        settings.instagram_api = made.base
        settings.instagram_token = "first"
        settings.instagram_organisation = posts[0].participation.campaign.organisation.slug
        yield made
    settings.instagram_api, settings.instagram_token, settings.instagram_organisation = before


def read_it(later: timedelta = timedelta(0)) -> Row:
    with travel(utcnow() + later, tick=False):
        jobs.enqueue("read_own_account")
        db.session.commit()
        jobs.run_all()
    db.session.rollback()
    return db.session.scalars(select(Row)).one()


def test_own_posts_are_read_and_the_token_is_renewed(
    posts: list[Post], account: OwnAccount
) -> None:
    row = read_it()
    assert timedelta(days=7) == own_jobs.RENEWED_EVERY
    kept = {
        one.post.shortcode: (one.likes, one.comments, one.views, one.saves, one.shares, one.reach)
        for one in db.session.scalars(select(Measurement))
    }
    # An empty answer about insights is unknown; a nought that was said is a nought.
    assert kept == {
        "C_VIniGzTE1": (25, 3, 600, 5, 0, 410),
        "C_VIniGzTE2": (0, None, None, None, None, None),
    }
    assert {one.source for one in db.session.scalars(select(Measurement))} == {Source.OWN_ACCOUNT}
    asked = [path for path, _ in account.asked]
    assert asked.count(MEDIA) == 3, "no page is read after the last post that was looked for"
    assert "/v26.0/1/insights" not in asked, "nobody else's post is looked into"
    assert (row.trouble, row.token_ends_at is not None) == (None, True)
    for table in ("own_account", "job"):
        for line in db.session.execute(text(f"select * from {table}")):
            assert "second" not in str(tuple(line)), "a token is kept encrypted or not at all"
    # the next day the new token is used and not renewed; after a week it is
    read_it(timedelta(days=1))
    assert [path for path, _ in account.asked].count(RENEWAL) == 1
    assert account.asked[-1][1]["access_token"] == "second"
    read_it(timedelta(days=8))
    assert [path for path, _ in account.asked].count(RENEWAL) == 2


def test_trouble_is_told_and_changes_no_number(posts: list[Post], account: OwnAccount) -> None:
    read_it()
    seen = []
    for status, body in (
        (400, error(190, "Error validating access token")),
        (400, error(4, "Application request limit reached")),
        (429, ""),
        (500, "<html>"),
        (200, "<html>"),
        (400, error(100, "Unsupported get request")),
    ):
        account.fail(MEDIA, status, body)
        seen.append(read_it().trouble)
    assert seen == [
        Trouble.TOKEN_REFUSED, Trouble.RATE_LIMITED, Trouble.RATE_LIMITED, Trouble.NETWORK,
        Trouble.UPSTREAM_CHANGED, Trouble.UPSTREAM_CHANGED,
    ]  # fmt: skip
    assert len(db.session.scalars(select(Measurement)).all()) == 2
    # another token in the settings begins anew
    account.token = current_settings().instagram_token = "third"
    account.fail(RENEWAL, 400, error(190, "The token is less than a day old"))
    row = read_it()
    assert (row.trouble, row.sealed_token) == (None, "")
    assert queries.account_of(posts[0].participation.campaign.organisation_id) is row
    with pytest.raises(SourceTrouble) as unreachable:
        list(GraphApi("http://127.0.0.1:9", "a-token").readings({"C_VIniGzTE1"}))
    assert "a-token" not in str(unreachable.value)
    assert unreachable.value.__cause__ is None
    with pytest.raises(SourceTrouble):
        NoAccount().readings(["C_VIniGzTE1"])


def test_the_token_goes_to_instagram_alone() -> None:
    for address in ("https://evil.example", "http://graph.instagram.com", "http://127.0.0.1.evil"):
        with pytest.raises(ValueError, match="can only be"):
            Settings(instagram_api=address)
    assert Settings().instagram_api == "https://graph.instagram.com"
    assert Settings().instagram_look_ups is False
