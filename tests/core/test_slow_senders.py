"""Whoever sends over a slow line keeps nobody from writing: first all comes, then all else."""

import io
import uuid
from collections.abc import Callable

from accounts.models import User
from core.bodies import LARGEST_PIECE, RAW
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory

FORM = (
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n'
    b"Content-Type: image/jpeg\r\n\r\n" + b"j" * 300_000 + b"\r\n--x--\r\n"
)


class Line(io.BytesIO):
    """What is on its way to us; nobody may have asked the database while it comes."""

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]  # what io asks for
        self.watch()
        return super().readinto(buffer)

    def read(self, size: int | None = -1) -> bytes:
        self.watch()
        return super().read(size)

    def watch(self) -> None:
        assert not db.session().in_transaction(), "somebody was looked up too early"


class Silent(io.BytesIO):
    """A line on which nothing more comes."""

    def read(self, _size: int | None = -1) -> bytes:
        raise TimeoutError


def test_nobody_is_looked_up_before_everything_is_here(
    sign_in: Callable[[User], AuditingClient],
) -> None:
    membership = MembershipFactory(user__locale="en")
    client = sign_in(membership.user)
    library = f"/o/{membership.organisation.slug}/library"
    db.session.commit()
    nowhere = uuid.uuid4()
    sent = [
        (f"{library}/arrivals/{nowhere}/0", "application/octet-stream", b"x" * 300_000),
        (library, "multipart/form-data; boundary=x", FORM),
        (f"/webhooks/{nowhere}", "application/json", b'{"a": 1}'),
        (f"/api/v1/campaigns/{nowhere}/outcomes", "application/json", b"{}"),
    ]
    for path, kind, content in sent:
        line = Line(content)
        client.post(path, input_stream=line, content_type=kind, content_length=len(content))
        assert line.tell() == len(content), path


def test_what_is_no_form_is_held_in_memory_and_so_is_limited(client: AuditingClient) -> None:
    path = f"/webhooks/{uuid.uuid4()}"
    for size, answer in ((2 * 1024**2, 413), (2 * 1024**2 + 1, 413), (64 * 1024, 404)):
        told = client.post(path, data=b"x" * size, content_type="application/json")
        assert told.status_code == answer, size


def test_no_token_of_a_form_opens_a_way_around_the_limit(client: AuditingClient) -> None:
    for kind, most in (("application/json", 2 * 1024**2), ("", 2 * 1024**2), (RAW, LARGEST_PIECE)):
        told = client.post("/language", data=b"x" * (most + 1), content_type=kind)
        assert told.status_code == 413, kind
        told = client.post("/language", data=b"x" * most, content_type=kind)
        assert told.status_code in {302, 400}, kind


def test_what_tells_no_length_is_limited_too(client: AuditingClient) -> None:
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    for size, answer in ((2 * 1024**2, 413), (1000, 302)):
        line = io.BytesIO(b"x" * size)
        told = client.post(
            "/language", input_stream=line, content_type="text/plain", environ_overrides=chunked
        )
        assert told.status_code == answer, size


def test_a_piece_that_stops_half_way_is_not_taken(client: AuditingClient) -> None:
    path = f"/o/no-such/library/arrivals/{uuid.uuid4()}/0"
    for sent, answer in ((1000, 302), (999, 400)):
        announced = {"CONTENT_LENGTH": "1000"}
        told = client.post(path, data=b"x" * sent, content_type=RAW, environ_overrides=announced)
        assert told.status_code == answer, sent
    line = Silent(b"x" * 1000)
    assert client.post(path, input_stream=line, content_type=RAW).status_code == 400


def test_a_piece_of_a_file_may_be_larger(client: AuditingClient) -> None:
    path = f"/o/no-such/library/arrivals/{uuid.uuid4()}/0"
    for size, answer in ((LARGEST_PIECE, 302), (LARGEST_PIECE + 1, 413)):  # to the page to sign in
        told = client.post(path, data=b"x" * size, content_type=RAW)
        assert told.status_code == answer, size
