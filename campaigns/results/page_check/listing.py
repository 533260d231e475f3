"""Posts of a page as they were read, before only their days, kind and numbers are kept."""

from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from campaigns.results.page_check.enums import Part, Way
from core.errors import DomainError

MOST = 2_000
LARGEST = 2_000_000_000


class NothingRead(DomainError):
    """Not one post with a date was found; the message says what to do."""

    def __init__(self, field: str) -> None:
        super().__init__(
            _(
                "We find no post with a date. Write the day first, such as 12. november 2026, "
                "and the text after it."
            ),
            field=field,
        )


class TooManyPosts(DomainError):
    def __init__(self, field: str) -> None:
        super().__init__(
            _("That is more than %(most)s posts. The last half-year is enough.", most=MOST),
            field=field,
        )


@dataclass(kw_only=True)
class ReadPost:
    """A post as it was read; the text is looked at and let go of."""

    posted_on: date
    text: str = ""
    likes: int | None = None
    comments: int | None = None
    part: Part | None = None


@dataclass(kw_only=True)
class Listing:
    """The posts of a page, how they came, and how many rows could not be read."""

    way: Way
    posts: list[ReadPost] = field(default_factory=list)
    left_out: int = 0
    followers: int | None = None


def number_in(text: str) -> int | None:
    """Return a count as people and apps write it, as 1.234 or 1,234; None for anything else."""
    digits = text.strip().replace(".", "").replace(",", "").replace("\N{NO-BREAK SPACE}", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 10:
        return None
    return number if (number := int(digits)) <= LARGEST else None
