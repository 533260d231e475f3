"""The log, conversations, screenshots, and posts looked at before they count."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from campaigns.posts.enums import ReviewState
from campaigns.posts.models import Conversation, Post
from campaigns.posts.screenshots.models import Screenshot
from core import storage
from core.db import db, utcnow
from tests.core.permission_matrix import Rows
from tests.core.world import AMBASSADORS, Who, World, thing
from tests.factories.campaigns import ConversationFactory, ParticipationFactory, PostFactory

ORGANISERS = frozenset({Who.OWNER, Who.ORGANISER})
OWN = frozenset({Who.AMBASSADOR})


@thing
def post(world: World) -> Post:
    return PostFactory(participation=world.participation, shortcode=f"C_{world.slug[:4]}00001")


@thing
def waiting_post(world: World) -> Post:
    return PostFactory(
        participation=world.participation, review=ReviewState.WAITING, sent_in_at=utcnow()
    )


@thing
def removed_post(world: World) -> Post:
    return PostFactory(participation=world.participation, removed_at=utcnow())


@thing
def shared_post(world: World) -> Post:
    other = ParticipationFactory(campaign=world.campaign, ambassador__cohort=world.cohort)
    return PostFactory(participation=other, sharers=[world.participation])


@thing
def conversation(world: World) -> Conversation:
    return ConversationFactory(participation=world.participation)


ONE_PIXEL = b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")


@thing
def screenshot(world: World) -> Screenshot:
    key = f"screenshots/{world.slug}.webp"
    storage.save(key, ONE_PIXEL, mimetype="image/webp")
    made = Screenshot(post=world.post, storage_key=key, width=320, height=640, checksum=world.slug)
    db.session.add(made)
    db.session.flush()
    return made


def _act(
    endpoint: str, path: Callable[[World], str], room: str = "posts_ambassador", **data: Any
) -> Rows:
    return Rows(
        endpoint=f"{room}.{endpoint}",
        method="POST",
        path=path,
        data=lambda w: data,
        allowed=OWN if room in ("posts_ambassador", "posts_talks") else ORGANISERS,
    )


ROWS = [
    Rows(endpoint="posts_ambassador.choose_log", path=lambda w: "/my/log", allowed=AMBASSADORS),
    Rows(
        endpoint="posts_ambassador.log_post",
        method="POST",
        path=lambda w: "/my/log/posts",
        data=lambda w: {"url": "", "participation": str(w.participation.id)},
        allowed=AMBASSADORS,
    ),
    *(
        Rows(
            endpoint=f"posts_ambassador.log_{way}",
            method=method,
            path=lambda w, way=way: f"/my/log/{way}",
            data=lambda w: {},
            allowed=AMBASSADORS,
        )
        for way in ("story", "elsewhere")
        for method in ("GET", "POST")
    ),
    Rows(
        endpoint="posts_ambassador.list_posts", path=lambda w: "/my/log/posts", allowed=AMBASSADORS
    ),
    Rows(
        endpoint="posts_ambassador.change_post",
        path=lambda w: f"/my/log/posts/{w.post.id}",
        allowed=OWN,
    ),
    _act("change_post", lambda w: f"/my/log/posts/{w.post.id}", words="A talk"),
    _act("remove_post", lambda w: f"/my/log/posts/{w.post.id}/removal"),
    _act("restore_post", lambda w: f"/my/log/posts/{w.removed_post.id}/return"),
    _act("leave_shared", lambda w: f"/my/log/posts/{w.shared_post.id}/sharing/removal"),
    Rows(
        endpoint="posts_talks.log_conversation",
        method="POST",
        path=lambda w: "/my/log/conversations",
        data=lambda w: {"participation": str(w.participation.id)},
        allowed=OWN,
    ),
    Rows(
        endpoint="posts_talks.show_conversation",
        path=lambda w: f"/my/log/conversations/{w.conversation.id}",
        allowed=OWN,
    ),
    _act(
        "tell_more",
        lambda w: f"/my/log/conversations/{w.conversation.id}",
        "posts_talks",
        topic="housing",
    ),
    _act(
        "remove_conversation",
        lambda w: f"/my/log/conversations/{w.conversation.id}/removal",
        "posts_talks",
    ),
    Rows(
        endpoint="screenshots_ambassador.send_screenshot",
        path=lambda w: f"/my/log/screenshots/{w.screenshot.id}",
        allowed=OWN,
    ),
    Rows(
        endpoint="screenshots_organiser.send_screenshot",
        path=lambda w: f"/o/{w.slug}/posts/screenshots/{w.screenshot.id}",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="posts_organiser.list_posts",
        path=lambda w: f"/o/{w.slug}/posts",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="posts_reviews.show_next",
        path=lambda w: f"/o/{w.slug}/posts/review" if w.waiting_post else "",
        allowed=ORGANISERS,
    ),
    _act(
        "approve",
        lambda w: f"/o/{w.slug}/posts/review/{w.waiting_post.id}/approval",
        "posts_reviews",
    ),
    _act(
        "send_back",
        lambda w: f"/o/{w.slug}/posts/review/{w.waiting_post.id}/return",
        "posts_reviews",
        reason="The link is missing.",
    ),
    _act(
        "set_wanted",
        lambda w: f"/o/{w.slug}/posts/review/cohorts/{w.cohort.id}",
        "posts_reviews",
        wanted="yes",
    ),
]
