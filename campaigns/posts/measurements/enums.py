"""Which numbers a post has, and where they can come from. A leaf: imports nothing of this house."""

from enum import StrEnum


class Source(StrEnum):
    BY_HAND = "by_hand"
    FILE = "file"
    INSTALOADER = "instaloader"
    OWN_ACCOUNT = "own_account"


class Number(StrEnum):
    """What can be read of a post; the value is the column it is kept in."""

    LIKES = "likes"
    COMMENTS = "comments"
    VIEWS = "views"
    SAVES = "saves"
    SHARES = "shares"
    REACH = "reach"


class Trouble(StrEnum):
    """Why a source gave no numbers."""

    OFF = "off"
    LOGIN_WALL = "login_wall"
    RATE_LIMITED = "rate_limited"
    BLOCKED = "blocked"
    UPSTREAM_CHANGED = "upstream_changed"
    NETWORK = "network"
    GONE = "gone"
    OTHER_POST = "other_post"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 -- the name of a trouble, no secret
