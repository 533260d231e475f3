"""How much of what is sent is taken in: little of a guest's, and nobody's files into memory."""

import io
import uuid
from collections.abc import Callable

import pytest
from flask import Flask, request

from accounts.models import User
from core import bodies
from core.bodies import IN_MEMORY, LARGEST_OF_GUESTS, LONGEST_PART, MOST_PARTS
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory

URLENCODED = "application/x-www-form-urlencoded"
CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
FORM_MEMORY = 2 * 1024**2


def form_of(parts: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    """Return a form with these parts, and its type."""
    head = b'--x\r\nContent-Disposition: form-data; name="one"%s\r\n\r\n'
    sent = b"".join(head % name.encode() + content + b"\r\n" for name, content in parts)
    return sent + b"--x--\r\n", "multipart/form-data; boundary=x"


def file_of(size: int) -> tuple[str, bytes]:
    """Return a part that is a file."""
    return ('; filename="a.jpg"', b"j" * size)


def test_a_guest_sends_little_wherever_it_goes(client: AuditingClient) -> None:
    much = LARGEST_OF_GUESTS + 1
    ways = [
        (b"x" * much, URLENCODED),
        (b"a=&" * much, URLENCODED),  # would become a million fields
        form_of([file_of(much)]),
        form_of([("", b"x" * (much // 2))] * 2),
    ]
    for path in ("/language", "/sign-in", "/nothing-here", f"/consent/{uuid.uuid4()}"):
        for sent, kind in ways:
            assert client.post(path, data=sent, content_type=kind).status_code == 413, path
            line = io.BytesIO(sent)  # what tells no length, too
            told = client.post(
                path, input_stream=line, content_type=kind, environ_overrides=CHUNKED
            )
            assert told.status_code == 413, (path, kind)
    most = b"next=/sign-in&x=".ljust(LARGEST_OF_GUESTS, b"x")
    assert client.post("/language", data=most, content_type=URLENCODED).status_code == 302


def test_who_is_signed_in_sends_files_but_no_endless_words(
    sign_in: Callable[[User], AuditingClient],
) -> None:
    client = sign_in(MembershipFactory().user)
    large = file_of(FORM_MEMORY)
    ways = {
        302: [form_of([large]), form_of([large] * 5), (b"x" * FORM_MEMORY, URLENCODED)],
        413: [
            (b"x" * (FORM_MEMORY + 1), URLENCODED),
            form_of([large, ("", b"x" * (LONGEST_PART + 1))]),
            form_of([large, *[("", b"x")] * MOST_PARTS]),
        ],
    }
    for answer, some in ways.items():
        for sent, kind in some:
            told = client.post("/language", data=sent, content_type=kind)
            assert told.status_code == answer, (len(sent), kind)


def test_files_wait_on_the_disk_that_keeps_them(
    app: Flask, client: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, kind = form_of([file_of(IN_MEMORY + 1)])
    with app.test_request_context("/", method="POST", data=sent, content_type=kind):
        assert request.files["one"].stream._rolled  # type: ignore[attr-defined]  # not in memory
    monkeypatch.setattr(bodies, "working_folder", lambda: "/nowhere/at/all")  # as if it were full
    told = client.post("/language", data=sent, content_type=kind)
    assert told.status_code == 503
    assert "Retry-After" in told.headers
