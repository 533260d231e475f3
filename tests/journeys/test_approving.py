"""Twelve posts looked at before they count: eleven approved, one returned and sent again (O6)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from accounts import passwords
from accounts.enums import Role
from campaigns.models import Campaign, CampaignDay
from campaigns.posts import operations
from campaigns.posts.enums import ReviewState
from campaigns.posts.models import Post
from campaigns.posts.telling import Told
from core.db import db, utcnow
from tests.factories.accounts import OrganisationFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory
from tests.journeys.ambassador import PASSWORD, Ambassador, shortcode_of
from tests.journeys.organiser import Organiser
from tests.journeys.person import DESK, PHONE, Walk
from tests.journeys.staff import staff_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POSTS = 12
REASON = "Hvilken dag var det? – Which day was it?"


def seed(slug: str, language: str) -> tuple[str, str]:
    """Twelve ambassadors have each logged one post, and none counts yet.

    Return the addresses of an organiser and of whoever has waited longest.
    """
    organisation = OrganisationFactory(slug=slug)
    cohort = CohortFactory(organisation=organisation, reviews_posts=True)
    campaign = CampaignFactory(organisation=organisation, cohorts=[cohort])
    for number in range(POSTS):
        who = AmbassadorFactory(
            cohort=cohort, user__name=f"Kim {number}", user__email=f"kim{number}@{slug}.example",
            user__locale=language, user__password=passwords.hashed(PASSWORD),
        )  # fmt: skip
        part = ParticipationFactory(ambassador=who, campaign=campaign)
        code = shortcode_of(utcnow() - timedelta(hours=number + 1))
        post = operations.log_post(part, told=Told(url=f"instagram.com/p/{code}", caption="Hej"))
        post.sent_in_at = utcnow() - timedelta(minutes=POSTS - number)
    email = staff_of(organisation, Role.ORGANISER, name="Karen Toft", locale=language)
    db.session.commit()
    return email, f"kim0@{slug}.example"


@pytest.mark.parametrize("language", ["da", "en"])
def test_eleven_are_approved_and_one_comes_back_better(
    language: str, walk_in: Callable[[str], tuple[Walk, Flask]]
) -> None:
    walk, app = walk_in(language)
    slug = f"approval-{language}"
    with app.app_context():
        email, waiting = seed(slug, language)
    karen = Organiser(walk, slug)
    karen.sign_in(email)
    karen.go("/posts")
    waiting_words = walk.words.counted(
        "Look at %(num)d that waits", "Look at %(num)d that wait", POSTS
    )
    karen.follow(karen.control(waiting_words))
    karen.heading(waits(walk, POSTS))
    returns_one_on_a_phone(karen)
    for left in range(POSTS - 1, 0, -1):
        karen.heading(waits(walk, left))
        expect(karen.control(walk.words("Approve"))).to_be_focused()
        with karen.page.expect_navigation():
            karen.page.keyboard.press("Enter")
        karen.settle()
    karen.heading(walk.words("Nothing waits"))
    sees_why_and_sends_it_again(walk, waiting)
    karen.go("/posts/review")
    karen.reads("Det var i mandags")
    karen.press("Approve", within="main")
    karen.heading(walk.words("Nothing waits"))
    with app.app_context():
        campaign = select(Campaign.id).where(Campaign.organisation.has(slug=slug))
        posts = db.session.scalars(select(Post).where(Post.campaign_id.in_(campaign))).all()
        assert [post.review for post in posts] == [ReviewState.APPROVED] * POSTS
        days = select(CampaignDay.posts).where(CampaignDay.campaign_id.in_(campaign))
        assert sum(db.session.scalars(days)) == POSTS
    assert walk.troubles == []


def waits(walk: Walk, number: int) -> str:
    """Return the heading of the queue."""
    return walk.words.counted("%(num)d post waits for you", "%(num)d posts wait for you", number)


def returns_one_on_a_phone(karen: Organiser) -> None:
    """Whose it is stands in sight, and without a reason nothing goes back."""
    karen.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height, as it wants
    karen.go("/posts/review")
    expect(karen.page.get_by_role("heading", name="Kim 0", exact=True)).to_be_in_viewport()
    summary = karen.page.locator("details.review > summary")
    summary.click()
    with karen.expecting_refusal():
        karen.press("Return it", within="details.review form")
    karen.sees("Write what should be different.")
    karen.fill(reason=REASON)
    karen.press("Return it", within="details.review form")
    karen.sees("Returned, with your words in a mail.")
    karen.page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above


def sees_why_and_sends_it_again(walk: Walk, email: str) -> None:
    """The mail holds the reason and the way; she says the day, and it is looked at once more."""
    message = walk.mailbox.wait_for(email).get_body(("plain",))
    assert message is not None
    assert REASON in message.get_content()
    kim = Ambassador(walk)
    kim.sign_in(email)
    kim.open(kim.mail_link(email, part="/my/log/posts/"))
    kim.reads(REASON)
    kim.fill(words="Det var i mandags")
    kim.press("Save", within="main")
    kim.sees("Saved.")
    expect(kim.page.locator(".post").first).to_contain_text(walk.words("Waits to be looked at"))
