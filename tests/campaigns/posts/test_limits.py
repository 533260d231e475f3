"""How often somebody may send things in: counted for each person, and never for reading."""

from collections.abc import Callable

import pytest
from limits.storage import MemoryStorage

from accounts.enums import Role
from accounts.models import User
from campaigns.posts.models import Post
from core.db import db
from core.extensions import limiter
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import PostFactory

SignIn = Callable[[User], AuditingClient]
CHECKS, NUMBERS = "results/page-checks", "posts/numbers"


@pytest.fixture
def post(app) -> Post:
    made = PostFactory()
    db.session.commit()
    return made


def send_all_but_one(times: int) -> None:
    """Let whatever has been counted once stand one short of its limit."""
    storage = limiter.storage
    assert isinstance(storage, MemoryStorage)
    for key in [key for key, counted in storage.storage.items() if counted == 1]:
        storage.storage[key] = times - 1


def tries(client: AuditingClient, path: str, times: int) -> list[bool]:
    """Return of the first, the last and the one after that whether it was too much."""
    first = client.post(path, data={}).status_code
    send_all_but_one(times)
    return [code == 429 for code in (first, *(client.post(path).status_code for _ in range(2)))]


def test_one_changes_and_logs_with_pictures_sixty_times_a_day(post: Post, sign_in: SignIn) -> None:
    me = post.participation.ambassador
    for path in (f"/my/log/posts/{post.id}", "/my/log/story", "/my/log/elsewhere"):
        limiter.reset()
        client = sign_in(me.user)
        assert tries(client, path, 60) == [False, False, True], path
        assert client.get(path).status_code == 200, "reading is not counted"
        other = sign_in(AmbassadorFactory(cohort=me.cohort).user)
        assert other.post(path, data={}).status_code != 429, "each is counted for themselves"


def test_files_and_checks_have_a_measure(post: Post, sign_in: SignIn) -> None:
    organisation = post.participation.campaign.organisation
    here = f"/o/{organisation.slug}"
    boss, other = (
        MembershipFactory(role=Role.ORGANISER, organisation=organisation).user for _ in range(2)
    )
    db.session.commit()
    for path, times in (
        (f"{here}/{CHECKS}/new", 60),
        (f"{here}/{NUMBERS}/file", 60),
        (f"{here}/{NUMBERS}/file/confirmation", 60),
        (f"{here}/{NUMBERS}/{post.id}", 60),
        (f"{here}/{CHECKS}/own-account", 12),
    ):
        limiter.reset()
        assert tries(sign_in(boss), path, times) == [False, False, True], path
        is_shared = path.endswith("own-account")  # one account, however many ask
        assert (sign_in(other).post(path, data={}).status_code == 429) is is_shared, path
