"""The gateway to public numbers on Instagram: the library Instaloader, anonymous, one post a time.

It waits for nobody and retries nothing: when to ask, and when again, is our queue's business.
Whatever goes wrong comes out as one SourceTrouble with a kind. The library lets nearly every kind
of exception through, and gives four different answers the same words; those are told apart by what
Instagram sent.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any

from campaigns.posts import instaloader_nodes as nodes
from campaigns.posts.measurements.enums import Number, Source, Trouble
from campaigns.posts.measurements.readings import Reading, known
from campaigns.posts.measurements.troubles import SourceTrouble
from core.db import utcnow

TIMEOUT = 20.0
LONGEST_WAIT = 5.0  # the library sleeps for eleven minutes where it feels like it
RATE_CODES = {1675004}
GONE_CODES = {4630001}
BY_NAME = {
    "QueryReturnedNotFoundException": Trouble.GONE,
    "PostChangedException": Trouble.OTHER_POST,
    "LoginRequiredException": Trouble.LOGIN_WALL,
    "PrivateProfileNotFollowedException": Trouble.GONE,
    "AbortDownloadException": Trouble.BLOCKED,
    "QueryReturnedBadRequestException": Trouble.UPSTREAM_CHANGED,
    "TooManyWanted": Trouble.RATE_LIMITED,
}
# What a refused connection says, in this order: a 429 may also name a login page.
BY_WORDS = (
    ("429 Too Many Requests", Trouble.RATE_LIMITED),
    ("401 ", Trouble.LOGIN_WALL),
    ("403 ", Trouble.LOGIN_WALL),
    ("Redirected to login page", Trouble.LOGIN_WALL),
    ("302 ", Trouble.UPSTREAM_CHANGED),
    ("Expecting value", Trouble.UPSTREAM_CHANGED),
    ('"fail" status', Trouble.UPSTREAM_CHANGED),
)


class TooManyWanted(Exception):
    """The library would have slept for minutes in our worker."""


class Instagram:
    """Public numbers by Instaloader. One of these per worker: it keeps the page's tokens."""

    source = Source.INSTALOADER

    def __init__(self) -> None:
        self._loader: Any = None
        self._answer: Any = None

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Yield the numbers of each post. Raises SourceTrouble at the first that has none."""
        for shortcode in shortcodes:
            try:
                yield self._reading(shortcode)
            except SourceTrouble:
                raise
            except Exception as error:  # the library lets KeyError and the like through
                kind = kind_of(error, self._answer)
                raise SourceTrouble(kind, f"{type(error).__name__}: {error}"[:300]) from error
            finally:
                self._answer = None
                if self._loader is not None:
                    self._loader.context.error_log.clear()  # it would grow for ever

    def begin_anew(self) -> None:
        """Forget the tokens, as after hours of having been turned away."""
        self._loader = None

    def _reading(self, shortcode: str) -> Reading:
        from instaloader import Post  # noqa: PLC0415 -- heavy, and nobody else needs it

        if self._loader is None:
            self._loader = self._made()
        node = Post.from_shortcode(self._loader.context, shortcode)._node
        found = nodes.post_in({"node": node}, None)
        if found is None:
            raise SourceTrouble(Trouble.UPSTREAM_CHANGED, "a post without code or date")
        return Reading(
            shortcode=found.shortcode,
            source=self.source,
            taken_at=utcnow(),
            numbers=known(
                {
                    Number.LIKES: found.likes,
                    Number.COMMENTS: found.comments,
                    Number.VIEWS: found.views,
                }
            ),
            likes_hidden=found.likes_hidden,
        )

    def _made(self) -> Any:
        loader = _anonymous_loader()
        context: Any = loader.context  # the library's types know nothing of being told otherwise
        context.error = lambda message, repeat_at_end=True: None  # it prints to stderr
        ask = context.get_json

        def kept(*args: Any, **more: Any) -> Any:
            self._answer = ask(*args, **more)
            return self._answer

        context.get_json = kept
        return loader


def _anonymous_loader() -> Any:
    """Return the library's own object: nobody signed in, one attempt, nothing saved."""
    from instaloader import Instaloader, RateController  # noqa: PLC0415 -- heavy

    class NeverWaiting(RateController):
        def sleep(self, secs: float) -> None:
            if secs > LONGEST_WAIT:
                raise TooManyWanted(f"{secs:.0f} seconds")

        def _dump_query_timestamps(self, current_time: float, failed_query_type: str) -> None:
            """Print nothing."""

    return Instaloader(
        sleep=False,  # the queue keeps a minute and a half between two posts
        quiet=True,
        max_connection_attempts=1,
        request_timeout=TIMEOUT,
        iphone_support=False,
        download_pictures=False,
        download_videos=False,
        save_metadata=False,
        rate_controller=NeverWaiting,
    )


def version() -> str:
    """Return the library's version, for whoever must bring it up to date."""
    from importlib.metadata import version as installed  # noqa: PLC0415 -- one page needs it

    return installed("instaloader")


def kind_of(error: BaseException, answer: object) -> Trouble:
    """Return what kind of trouble an exception of the library is, given Instagram's last answer."""
    name = type(error).__name__
    if name in BY_NAME:
        return BY_NAME[name]
    if name == "BadResponseException":
        return _kind_of_answer(answer)
    if name == "ConnectionException" or _is_from_requests(error):
        words = str(error)
        return next((kind for part, kind in BY_WORDS if part in words), Trouble.NETWORK)
    return Trouble.UPSTREAM_CHANGED


def _is_from_requests(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in ("requests", "urllib3")


def _kind_of_answer(answer: object) -> Trouble:
    """Tell apart what the library calls "Fetching Post metadata failed" alike."""
    if not isinstance(answer, dict):
        return Trouble.UPSTREAM_CHANGED
    errors = answer.get("errors")
    codes = {one.get("code") for one in errors or [] if isinstance(one, dict)}
    if codes & RATE_CODES or "Rate limit" in json.dumps(errors or []):
        return Trouble.RATE_LIMITED
    if codes & GONE_CODES:
        return Trouble.GONE
    if errors:
        return Trouble.UPSTREAM_CHANGED
    shown = (answer.get("data") or {}).get("xdt_api__v1__media__shortcode__web_info", "")
    is_empty = shown is None or (isinstance(shown, dict) and shown.get("items") == [])
    return Trouble.GONE if is_empty else Trouble.UPSTREAM_CHANGED
