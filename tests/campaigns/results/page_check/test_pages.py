"""A reader checks the page, again after the season, and is reminded once a quarter."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.audit import AuditEvent
from accounts.enums import Role
from accounts.models import Membership, User
from campaigns.results.page_check.models import PageCheck, PageCheckPost
from core import jobs
from core.db import db, utcnow
from core.models import OutgoingMail
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.queries import count_queries

SignIn = Callable[[User], AuditingClient]
BACK = (3, 5, 6, 9, 12, 14, 20, 67, 69, 70, 74, 80, 82, 88, 90, 99, 105, 110, 121, 126)


def paste(own: int) -> str:
    """Twenty posts with a silence of 47 days; ``own`` of them are in Danish."""
    days = [(utcnow() - timedelta(days=day)).strftime("%d.%m.%Y") for day in BACK]
    texts = ["Vi holder åbent hus, og alle er med @Kim"] * own
    texts += ["We are proud to share our global strategy"] * (len(days) - own)
    return "\n".join(f"{day}\n{text}\n24 likes" for day, text in zip(days, texts, strict=True))


@pytest.fixture
def rita(app: Flask) -> Membership:
    made = MembershipFactory(role=Role.READER, organisation__slug="odder", user__locale="en")
    made.organisation.locale = "da"
    db.session.commit()
    return made


def test_a_page_is_checked_twice_and_set_beside_itself(rita: Membership, sign_in: SignIn) -> None:
    client = sign_in(rita.user)
    page = "/o/odder/results/page-checks"
    assert "The page has not been checked yet" in client.get(page).text
    sent = {"pasted": paste(1), "language": "da", "names": "@kim, anna", "followers": "500"}
    first = client.post(f"{page}/new", data=sent)
    text = client.get(first.headers["Location"]).text
    for words in ("1 sign of a dead page", "1 of 20 posts are in the page’s own language (5%)",
                  "The longest silence is 47 days", "Not one of 20 posts tells of colleagues",
                  "count how many comments are answered"):  # fmt: skip
        assert words in text
    second = client.post(f"{page}/new", data={**sent, "pasted": paste(12)})
    text = client.get(second.headers["Location"]).text
    assert "The page is alive" in text
    assert "Gone since" in text
    kept = db.session.scalars(select(PageCheckPost)).all()
    assert {(post.likes, post.comments) for post in kept} == {(24, None)}
    assert (
        sorted(post.part.value for post in kept if post.part) == ["mentioned"] * 13 + ["none"] * 27
    )
    other = MembershipFactory(role=Role.READER, organisation=rita.organisation, user__locale="en")
    assert sign_in(other.user).post(f"{second.headers['Location']}/removal").status_code == 403
    assert "Take the check away" not in sign_in(other.user).get(second.headers["Location"]).text
    client.post(f"{second.headers['Location']}/removal")
    assert db.session.scalars(select(PageCheck)).one().followers == 500
    actions = [event.action for event in db.session.scalars(select(AuditEvent))]
    assert [actions.count(one) for one in ("page_checked", "page_check_removed")] == [2, 1]


def test_what_cannot_be_read_is_said(rita: Membership, sign_in: SignIn) -> None:
    client = sign_in(rita.user)
    for more, words in (
        ({}, "Paste some posts, or choose a file."),
        ({"pasted": "Hej med jer"}, "We find no post with a date."),
        ({"is_empty": "y", "comments_seen": "3"}, "Write both numbers of comments, or none."),
        ({"is_empty": "y", "comments_seen": "3", "comments_answered": "4"}, "More cannot be"),
    ):
        answer = client.post("/o/odder/results/page-checks/new", data={"language": "da", **more})
        assert answer.status_code == 422
        assert words in answer.text
    sent = {"language": "da", "is_empty": "y"}
    made = client.post("/o/odder/results/page-checks/new", data=sent)
    assert "There is no post on the page." in client.get(made.headers["Location"]).text


def test_a_list_asks_the_same_of_one_check_and_of_three(rita: Membership, sign_in: SignIn) -> None:
    client = sign_in(rita.user)
    asked = []
    for more in (1, 2):
        for _number in range(more):
            sent = {"pasted": paste(9), "language": "da"}
            made = client.post("/o/odder/results/page-checks/new", data=sent)
        counts = []
        for path in ("/o/odder/results/page-checks", made.headers["Location"]):
            client.get(path)
            db.session.expunge_all()
            with count_queries() as counted:
                client.get(path)
            counts.append(counted)
        asked.append([len(one) for one in counts])
    # the first check has none before it, and so no posts of theirs to load
    assert asked[0][0] == asked[1][0]
    assert asked[1][1] - asked[0][1] <= 1


def test_whoever_checked_is_reminded_once_after_a_quarter(
    rita: Membership, sign_in: SignIn, outbox: Callable[[], list[OutgoingMail]]
) -> None:
    sent = {"pasted": paste(9), "language": "da"}
    client = sign_in(rita.user)
    client.post("/o/odder/results/page-checks/new", data=sent)
    client.post("/o/odder/results/page-checks/new", data=sent)
    for days, mails in ((90, 0), (92, 1), (92, 1)):
        for check in db.session.scalars(select(PageCheck)):
            check.as_of = utcnow().date() - timedelta(days=days)
        jobs.enqueue("remind_of_page_checks")
        to = [mail for mail in outbox() if mail.recipient == rita.user.email]
        assert len(to) == mails
    assert to[-1].subject == "Time to look at your page again"
    assert "three months since the last check" in client.get("/o/odder/results/page-checks").text
