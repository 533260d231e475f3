"""The real library against a stand-in: what it reads, and every way it can be turned away."""

from collections.abc import Iterator
from typing import Any

import pytest

from campaigns.posts.measurements.enums import Number, Trouble
from campaigns.posts.measurements.look_ups.instagram import Instagram as Gateway
from campaigns.posts.measurements.readings import Nowhere, Reading
from campaigns.posts.measurements.troubles import SourceTrouble
from tests.campaigns.posts.measurements.stand_ins import (
    POST,
    Instagram,
    rerouted,
    web_info,
    web_item,
)

CODE = "C_VIniGzTER"
LOGIN = "https://www.instagram.com/accounts/login/"


@pytest.fixture
def instagram() -> Iterator[Instagram]:
    with Instagram() as made, rerouted(made.base):
        made.add(CODE)
        yield made


def read(gateway: Gateway, code: str = CODE) -> Reading:
    (reading,) = gateway.readings([code])
    return reading


def trouble(gateway: Gateway, code: str = CODE) -> Trouble:
    with pytest.raises(SourceTrouble) as caught:
        read(gateway, code)
    return caught.value.kind


def test_what_is_not_there_or_hidden_is_unknown(instagram: Instagram) -> None:
    gateway = Gateway()
    assert read(gateway).numbers == {Number.LIKES: 42, Number.COMMENTS: 7}
    assert [path for path, _ in instagram.asked] == ["/", POST]
    instagram.add(CODE, like_count=None, comment_count=None)
    silent = read(gateway)
    assert (silent.numbers, silent.says_something) == ({}, False)
    instagram.add(CODE, like_count=3, like_and_view_counts_disabled=True)
    hidden = read(gateway)
    assert (hidden.numbers, hidden.likes_hidden) == ({Number.COMMENTS: 7}, True)
    film = {"media_type": 2, "video_versions": [{"url": "https://cdn.invalid/a.mp4"}]}
    instagram.add(CODE, **film, like_count=-1, view_count=900, play_count=1_200)
    assert read(gateway).numbers == {Number.COMMENTS: 7, Number.VIEWS: 1_200}
    # the start page is asked for once, and nobody was signed in
    assert [path for path, _ in instagram.asked].count("/") == 1
    assert all("password" not in question for _, question in instagram.asked)


FAIL = {"message": "Please wait a few minutes before you try again.", "status": "fail"}
ODD: list[tuple[Trouble, dict[str, Any]]] = [
    (Trouble.LOGIN_WALL, {"status": 401, "body": FAIL}),
    (Trouble.LOGIN_WALL, {"status": 403}),
    (Trouble.LOGIN_WALL, {"status": 302, "headers": {"Location": LOGIN}}),
    (Trouble.RATE_LIMITED, {"status": 429}),
    (Trouble.RATE_LIMITED, {"body": {"data": None, "errors": [{"code": 1675004}]}}),
    (Trouble.BLOCKED, {"status": 400, "body": {"message": "feedback_required"}}),
    (Trouble.BLOCKED, {"status": 400, "body": {"message": "checkpoint_required"}}),
    (Trouble.BLOCKED, {"status": 400, "body": {"message": "challenge_required"}}),
    (Trouble.UPSTREAM_CHANGED, {"status": 400, "body": {"message": "bad"}}),
    (Trouble.UPSTREAM_CHANGED, {"status": 302, "headers": {"Location": "/elsewhere/"}}),
    (Trouble.UPSTREAM_CHANGED, {"body": "<html>"}),
    (
        Trouble.UPSTREAM_CHANGED,
        {"body": {"status": "fail", "message": "useragent mismatch"}},
    ),
    (
        Trouble.UPSTREAM_CHANGED,
        {"body": {"data": None, "errors": [{"message": "execution error"}]}},
    ),
    (Trouble.UPSTREAM_CHANGED, {"body": {"something": "else"}}),
    (Trouble.UPSTREAM_CHANGED, {"body": []}),
    (Trouble.UPSTREAM_CHANGED, {"body": web_info({"items": [{"media_type": 1}]})}),
    (
        Trouble.UPSTREAM_CHANGED,
        {"body": web_info({"items": [web_item(CODE, media_type=11)]})},
    ),
    (Trouble.GONE, {"body": {"data": None, "errors": [{"code": 4630001}]}}),
    (Trouble.GONE, {"body": web_info(None)}),
    (Trouble.GONE, {"body": web_info({"items": []})}),
    (Trouble.GONE, {"status": 404}),
    (Trouble.OTHER_POST, {"body": web_info({"items": [web_item("C_VIniGzTEX")]})}),
    (Trouble.NETWORK, {"status": 502}),
    (Trouble.NETWORK, {"hangs_up": True}),
]


def test_each_way_of_being_turned_away_has_its_kind(
    instagram: Instagram, capsys: pytest.CaptureFixture[str]
) -> None:
    gateway = Gateway()
    read(gateway)
    seen = []
    for _, answer in ODD:
        asked = len(instagram.asked)
        instagram.fail(POST, **answer)
        seen.append(trouble(gateway))
        assert len(instagram.asked) == asked + 1, "asked again by itself"
        assert read(gateway).numbers[Number.LIKES] == 42, "the next answer is understood"
    assert seen == [kind for kind, _ in ODD]
    assert capsys.readouterr() == ("", "")
    assert trouble(gateway, "C_VIniGzTEQ") is Trouble.GONE


def test_a_start_page_that_fails_is_told_apart_too(instagram: Instagram) -> None:
    for kind, answer in (
        (Trouble.UPSTREAM_CHANGED, {"body": "<html>no token</html>"}),
        (Trouble.LOGIN_WALL, {"status": 302, "headers": {"Location": LOGIN}}),
        (Trouble.RATE_LIMITED, {"status": 429}),
        (Trouble.LOGIN_WALL, {"status": 403}),
        (Trouble.NETWORK, {"status": 503}),
        (Trouble.NETWORK, {"hangs_up": True}),
    ):
        gateway = Gateway()
        instagram.fail("/", **answer)  # type: ignore[arg-type]  # by name
        assert trouble(gateway) is kind, answer
        assert read(gateway).numbers[Number.LIKES] == 42
    with pytest.raises(SourceTrouble):
        Nowhere().readings([CODE])
