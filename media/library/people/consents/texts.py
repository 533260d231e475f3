"""What somebody says yes to, word for word; another wording is another version."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

VERSION = "2026-11b"

TEXT: tuple[LazyString, ...] = (
    _l("The pictures may be used to tell about %(organisation)s in the channels you tick."),
    _l("Our ambassadors, people who tell about us in their own words, may share them there."),
    _l(
        "On social media everybody can see them, and the company behind keeps them by its own "
        "rules, also outside the EU."
    ),
    _l("It is voluntary. Saying no has no consequences, and you need not say why."),
    _l("You can take your yes back at any time with this link, as easily as you gave it."),
    _l(
        "Then we stop using the pictures at once and ask everybody who fetched them to remove "
        "them. What others have copied meanwhile we cannot reach."
    ),
)


def lines(organisation: str) -> list[str]:
    """Return the text in the language in use, a sentence or two at a time."""
    return [str(line) % {"organisation": organisation} for line in TEXT]
