"""What somebody says yes to, word for word; another wording is another version.

Earlier wordings stay: a yes that was given to one is proved by it.
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FIRST, SECOND = "2026-11", "2026-11b"
VERSION = SECOND

SEEN_BY_ALL: tuple[LazyString, ...] = (
    _l(
        "On social media everybody can see them, and the company behind keeps them by its own "
        "rules, also outside the EU."
    ),
)
WHAT: tuple[LazyString, ...] = (
    _l("The pictures may be used to tell about %(organisation)s in the channels you tick."),
    _l("Our ambassadors, people who tell about us in their own words, may share them there."),
)
YOURS: tuple[LazyString, ...] = (
    _l("It is voluntary. Saying no has no consequences, and you need not say why."),
    _l("You can take your yes back at any time with this link, as easily as you gave it."),
    _l(
        "Then we stop using the pictures at once and ask everybody who fetched them to remove "
        "them. What others have copied meanwhile we cannot reach."
    ),
)
WORDINGS = {FIRST: WHAT + YOURS, SECOND: WHAT + SEEN_BY_ALL + YOURS}


def lines(organisation: str, version: str = VERSION) -> list[str]:
    """Return a wording in the language in use, a sentence or two at a time."""
    found = WORDINGS.get(version, ())
    return [str(line) % {"organisation": organisation} for line in found]
