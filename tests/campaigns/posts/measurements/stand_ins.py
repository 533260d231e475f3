"""Stand-ins for Instagram on this machine: its web pages, and its official interface.

``Instagram`` answers what Instaloader 4.16 asks anonymously: the start page, and a post by its
code. ``rerouted`` sends the real library there and lets nothing else out of the house.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

START_PAGE = '<script>["LSD",[],{"token":"AVqStub"},323],"IG_USER_EIMU":"0"</script>'
HOSTS = {"www.instagram.com", "i.instagram.com"}
POST = "/api/graphql"


@dataclass
class Answer:
    status: int = 200
    body: Any = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs_up: bool = False


class StandIn:
    """A server on 127.0.0.1 that answers what ``answer`` says and keeps what was asked."""

    def __init__(self) -> None:
        self.next: list[tuple[str, Answer]] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                stand_in._reply(self)

            do_POST = do_GET  # noqa: N815 -- the server's own way of naming them

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        wait = {"poll_interval": 0.01}
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs=wait, daemon=True)

    def __enter__(self) -> Any:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def fail(self, path: str, status: int = 200, body: Any = "", **more: Any) -> None:
        """Answer the next question about a path otherwise."""
        self.next.append((path, Answer(status, body, **more)))

    def answer(self, path: str, question: dict[str, str]) -> Answer:
        raise NotImplementedError

    def _reply(self, handler: BaseHTTPRequestHandler) -> None:
        url = urlsplit(handler.path)
        sent = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        question = {key: one[0] for key, one in parse_qs(sent or url.query).items()}
        self.asked.append((url.path, question))
        found = next((one for one in self.next if one[0] == url.path), None)
        if found:
            self.next.remove(found)
        answer = found[1] if found else self.answer(url.path, question)
        if answer.hangs_up:
            handler.close_connection = True
            return
        body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())


def web_item(code: str, **more: Any) -> dict[str, Any]:
    """The smallest post the library can read."""
    return {
        "code": code, "pk": "37", "media_type": 1, "taken_at": 1_760_000_000,
        "user": {"pk": "1001", "username": "kim.holm"}, "like_count": 42, "comment_count": 7,
        "like_and_view_counts_disabled": False, "caption": {"text": "Hej"}, **more,
    }  # fmt: skip


def web_info(found: Any) -> dict[str, Any]:
    """What the web app is told of a post."""
    return {"data": {"xdt_api__v1__media__shortcode__web_info": found}}


class Instagram(StandIn):
    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, dict[str, Any]] = {}

    def add(self, code: str, **more: Any) -> None:
        self.posts[code] = web_item(code, **more)

    def answer(self, path: str, question: dict[str, str]) -> Answer:
        cookie = {"Set-Cookie": "csrftoken=stub; Path=/; Secure"}
        if path == "/":
            return Answer(200, START_PAGE, cookie)
        if path == POST:
            code = json.loads(question["variables"])["shortcode"]
            found = {"items": [self.posts[code]]} if code in self.posts else None
            return Answer(200, web_info(found))
        return Answer(404, "not found")

    @property
    def asked_for(self) -> list[str]:
        """Return the codes that were asked for."""
        return [json.loads(q["variables"])["shortcode"] for path, q in self.asked if path == POST]


class OwnAccount(StandIn):
    """The documented answers of the interface with Instagram Login."""

    def __init__(self) -> None:
        super().__init__()
        self.media: list[dict[str, Any]] = []
        self.insights: dict[str, dict[str, int]] = {}
        self.account: dict[str, Any] = {"user_id": "1001", "username": "solby"}
        self.comments: dict[str, list[dict[str, Any]]] | None = {}  # None: no permission
        self.at_once = 1
        self.token = "first"

    def answer(self, path: str, question: dict[str, str]) -> Answer:
        if question.get("access_token") != self.token:
            return Answer(400, error(190, "Error validating access token"))
        if path == "/refresh_access_token":
            self.token = "second"
            days = 60 * 24 * 60 * 60
            renewed = {"access_token": "second", "token_type": "bearer", "expires_in": days}
            return Answer(200, renewed)
        if path.endswith("/me/media"):
            start = int(question.get("after", 0))
            end = start + self.at_once
            paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(end)}}
            if end < len(self.media):
                paging["next"] = "https://graph.instagram.com/never-followed"
            return Answer(200, {"data": self.media[start:end], "paging": paging})
        if path.endswith("/me"):
            return Answer(200, self.account)
        if path.endswith("/comments"):
            if self.comments is None:
                return Answer(403, error(10, "Application does not have permission"))
            return Answer(200, {"data": self.comments.get(path.split("/")[2], [])})
        numbers = self.insights.get(path.split("/")[2], {})
        data = [
            {"name": name, "period": "lifetime", "values": [{"value": value}]}
            for name, value in numbers.items()
        ]
        return Answer(200, {"data": data})


def error(code: int, message: str) -> dict[str, Any]:
    """What Meta answers instead."""
    return {"error": {"message": message, "type": "OAuthException", "code": code}}


class ReroutingAdapter(requests.adapters.HTTPAdapter):
    """Takes what is meant for Instagram to the stand-in, and refuses everything else."""

    def __init__(self, base: str) -> None:
        self.base = base
        super().__init__(max_retries=0)

    def send(self, request: Any, *args: Any, **more: Any) -> Any:
        parts = urlsplit(request.url)
        if parts.hostname not in HOSTS:
            raise requests.exceptions.ConnectionError(f"nobody may ask {parts.hostname}")
        original, local = request.url, request.copy()
        local.url = self.base + parts.path + (f"?{parts.query}" if parts.query else "")
        local.headers["Host"] = parts.hostname
        answer = super().send(local, *args, **more)
        answer.url, answer.request = original, request
        return answer


@contextmanager
def rerouted(base: str) -> Iterator[None]:
    """Send the real library to a stand-in: it makes sessions all the time, so all of them."""
    adapter = ReroutingAdapter(base)
    before = requests.Session.get_adapter
    requests.Session.get_adapter = lambda self, url: adapter  # type: ignore[method-assign,assignment]  # the one place every session passes
    try:
        yield
    finally:
        requests.Session.get_adapter = before  # type: ignore[method-assign]  # as it was
