"""What an ambassador tells of something she put up or told in public."""

from dataclasses import dataclass
from datetime import date

from campaigns.posts.enums import PostChannel
from campaigns.posts.screenshots.taking import Taken


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that can be said of a post besides its campaign, its kit and its pictures.

    ``channel`` and ``day`` stand where the link does not say them. ``sent_key`` is that of the page
    it was logged from, so that sending it twice logs it once.
    """

    url: str = ""
    channel: PostChannel | None = None
    day: date | None = None
    words: str = ""
    caption: str = ""
    asked_people: bool | None = None
    shows_disclosure: bool | None = None
    screenshot: Taken | None = None
    sent_key: str | None = None
