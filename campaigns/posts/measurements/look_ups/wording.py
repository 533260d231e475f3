"""How looking up stands, in plain words."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.look_ups.status import State

HEADLINES: dict[State, LazyString] = {
    State.OFF: _l("Look-ups are turned off here"),
    State.STOPPED: _l("You have stopped all look-ups"),
    State.NOBODY: _l("Nobody has said yes to look-ups yet"),
    State.CLOSED: _l("Instagram is not answering our look-ups right now"),
    State.NOTHING_DUE: _l("Look-ups are on, and nothing is due"),
    State.WORKS: _l("Look-ups are on"),
}
TROUBLES: dict[Trouble, LazyString] = {
    Trouble.OFF: _l("It is turned off."),
    Trouble.LOGIN_WALL: _l("Instagram asks for a login. We never log in, so we wait."),
    Trouble.RATE_LIMITED: _l("Instagram says it has been asked too much, by us or others nearby."),
    Trouble.BLOCKED: _l("Instagram has turned us away. We wait."),
    Trouble.UPSTREAM_CHANGED: _l(
        "Instagram answers in a way we do not understand. Most often it has changed something, "
        "and whoever runs this installation must bring it up to date."
    ),
    Trouble.NETWORK: _l("Instagram could not be reached."),
    Trouble.GONE: _l("Instagram shows no such post to strangers. It may be private or deleted."),
    Trouble.OTHER_POST: _l("Instagram answered with another post than this one."),
    Trouble.TOKEN_REFUSED: _l("Instagram does not accept the token any more."),
}
