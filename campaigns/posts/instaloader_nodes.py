"""The three shapes in which Instaloader has saved a post, read into one. Pure; never goes online.

4.16 by shortcode (``like_count``, ``comment_count``), a timeline fetched while signed in
(``iphone_struct``, ``comments``), and the older graph (``edge_media_preview_like.count``). What
is not there is None, never 0: 4.16 writes 0 likes into the older fields where Instagram sent none,
and a placeholder where the likes are hidden.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

MENTION = re.compile(r"(?<![\w.@])@([A-Za-z0-9_](?:[A-Za-z0-9._]{0,28}[A-Za-z0-9_])?)")
SHORTCODE = re.compile(r"[A-Za-z0-9_-]{10,50}")
EARLIEST, LATEST = 1_286_323_200, 4_102_444_800  # Instagram's first day; the end of the century
MOST = 2_000_000_000  # what the database holds
LONGEST_CAPTION = 5_000
LONGEST_NAME = 40


@dataclass(frozen=True, kw_only=True)
class SavedPost:
    """A post as it stood when it was saved; a number that is unknown or hidden is None."""

    shortcode: str
    posted_at: datetime
    saved_at: datetime | None
    caption: str
    owner: str = ""
    likes: int | None = None
    comments: int | None = None
    views: int | None = None
    likes_hidden: bool = False
    tagged: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()  # with the owner, where it is a shared post

    @property
    def mentioned(self) -> frozenset[str]:
        """Names the caption mentions with an @, in small letters."""
        return frozenset(name.lower() for name in MENTION.findall(self.caption))


@dataclass(frozen=True, kw_only=True)
class SavedProfile:
    """A page as it stood when it was saved."""

    username: str
    followers: int | None
    saved_at: datetime | None


def kind_of(structure: object) -> str:
    """Return what Instaloader calls what it saved, such as Post; empty for anything else."""
    kind = _at(structure, "instaloader", "node_type")
    return kind if isinstance(kind, str) else ""


def post_in(structure: object, saved_at: datetime | None) -> SavedPost | None:
    """Return the post in one of the three shapes; None where it has no code or no date."""
    node = _at(structure, "node")
    inner = _at(node, "iphone_struct")
    code = _first(node, ("shortcode",), ("code",)) or _at(inner, "code")
    taken = _first(node, ("taken_at_timestamp",), ("taken_at",), ("date",)) or _at(
        inner, "taken_at"
    )
    moment = _number(taken)
    if not isinstance(code, str) or not SHORTCODE.fullmatch(code):
        return None
    if moment is None or not EARLIEST <= moment <= LATEST:
        return None
    hidden = any(_at(one, "like_and_view_counts_disabled") is True for one in (node, inner))
    return SavedPost(
        shortcode=code,
        posted_at=datetime.fromtimestamp(moment, UTC),
        saved_at=saved_at,
        caption=_caption(node, inner),
        owner=_name(_first(node, ("owner", "username"), ("user", "username"))),
        likes=None if hidden else _likes(node, inner),
        comments=_comments(node, inner),
        views=None if hidden else _views(node, inner),
        likes_hidden=hidden,
        tagged=_names(_tags(node) + _tags(inner)),
        authors=_names(_listed(node, "coauthor_producers") + _listed(inner, "coauthor_producers")),
    )


def profile_in(structure: object, saved_at: datetime | None) -> SavedProfile | None:
    """Return the page a profile's file is about; None where it has no name."""
    node = _at(structure, "node")
    name = _name(_at(node, "username"))
    followers = _first(node, ("edge_followed_by", "count"), ("follower_count",))
    if not name:
        return None
    return SavedProfile(username=name, followers=_number(followers), saved_at=saved_at)


def _likes(node: object, inner: object) -> int | None:
    if inner is not None:
        return _number(_at(inner, "like_count"))
    if _at(node, "media_type") is not None:  # the older fields hold a 0 of the library's own
        return _number(_at(node, "like_count"))
    return _number(_at(node, "edge_media_preview_like", "count"))


def _comments(node: object, inner: object) -> int | None:
    if inner is not None:
        found = _at(inner, "comment_count")
        return _number(_at(node, "comments") if found is None else found)
    if _at(node, "media_type") is not None:
        return _number(_at(node, "comment_count"))
    older = (("edge_media_to_comment", "count"), ("edge_media_to_parent_comment", "count"))
    return _number(_first(node, *older))


def _views(node: object, inner: object) -> int | None:
    for source in (inner, node):
        found = _first(source, ("play_count",), ("video_play_count",), ("view_count",))
        found = found if found is not None else _at(source, "video_view_count")
        if _number(found) is not None:
            return _number(found)
    return None


def _caption(node: object, inner: object) -> str:
    edges = _listed(_at(node, "edge_media_to_caption"), "edges")
    found = [
        _at(edges[0], "node", "text") if edges else None,
        _at(node, "caption"),
        _at(node, "caption", "text"),
        _at(inner, "caption", "text"),
    ]
    text = next((one for one in found if isinstance(one, str)), "")
    return text.replace("\0", "").strip()[:LONGEST_CAPTION]


def _tags(node: object) -> list[object]:
    edges = _listed(_at(node, "edge_media_to_tagged_user"), "edges")
    return [_at(one, "node", "user") for one in edges] + [
        _at(one, "user") for one in _listed(_at(node, "usertags"), "in")
    ]


def _names(people: list[object]) -> frozenset[str]:
    return frozenset(name for one in people if (name := _name(_at(one, "username"))))


def _name(name: object) -> str:
    return name.strip().lower()[:LONGEST_NAME] if isinstance(name, str) else ""


def _number(value: object) -> int | None:
    """Return a count; None for -1, for text, for true and for what no page can have."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= MOST else None


def _listed(thing: object, key: str) -> list[object]:
    found = _at(thing, key)
    return found if isinstance(found, list) else []


def _first(thing: object, *paths: tuple[str, ...]) -> object:
    """Return what stands at the first of several places where anything stands."""
    return next((found for path in paths if (found := _at(thing, *path)) is not None), None)


def _at(thing: object, *keys: str) -> object:
    """Return what is under one key after another; None as soon as one is missing."""
    for key in keys:
        if not isinstance(thing, dict):
            return None
        thing = thing.get(key)
    return thing
