"""The organisation's own page in the demo: passed-on posts before the season, its own since."""

from datetime import date, timedelta

from campaigns.results.page_check import operations
from campaigns.results.page_check.enums import Language, Way
from campaigns.results.page_check.listing import Listing, ReadPost
from campaigns.results.page_check.operations import Asked
from demo.building import House

BEFORE, BEFORE_DAYS = 120, (1, 3, 4, 51, 52, 54, 55, 57, 60, 62, 63, 66, 68, 70, 115, 117, 118, 120)
PASSED_ON = "We are proud to share the new strategy of our group with all of you."
OWN = (
    "Mød Mikkel, der er i praktik hos os og viser sin dag frem.",
    "I dag holder vi åbent hus. Kom forbi, og tag en ven med.",
    "Vores kolleger i køkkenet har prøvet noget nyt. Hvad skal retten hedde?",
)


def check(house: House, today: date) -> None:
    """Check the page before the season, and again now."""
    before = today - timedelta(days=BEFORE)
    _check(house, before, [_post(before, day, PASSED_ON, 9, 0) for day in BEFORE_DAYS], (20, 3))
    since = [_post(today, 2 + 5 * n, OWN[n % 3], 18 + n % 7, n % 4) for n in range(24)]
    earlier = [_post(before, day, PASSED_ON, 9, 0) for day in BEFORE_DAYS]
    _check(house, today, since + earlier, (20, 14))


def _post(as_of: date, back: int, text: str, likes: int, comments: int) -> ReadPost:
    day = as_of - timedelta(days=back)
    return ReadPost(posted_on=day, text=text, likes=likes, comments=comments)


def _check(house: House, as_of: date, posts: list[ReadPost], answered: tuple[int, int]) -> None:
    operations.check(
        house.organisation,
        Listing(way=Way.PASTE, posts=posts),
        Asked(
            language=Language.DANISH,
            followers=1_840,
            comments_seen=answered[0],
            comments_answered=answered[1],
        ),
        as_of=as_of,
        actor=house.actor,
    )
