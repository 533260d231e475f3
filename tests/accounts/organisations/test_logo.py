"""A logo passes the gate, is made anew by the worker, and is shown to everybody."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from accounts.models import Organisation
from core import storage
from core.db import db
from tests.client import AuditingClient


def drawn(width: int = 800, height: int = 200, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#14594f").save(file, kind)
    return file.getvalue()


def send(owner: AuditingClient, content: bytes, name: str = "logo.png"):
    return owner.post("/o/odder/settings/logo", data={"logo": (io.BytesIO(content), name)})


def test_a_logo_is_made_anew_and_shown(
    owner: AuditingClient,
    organisation: Organisation,
    run_jobs: Callable[[], None],
    client: AuditingClient,
) -> None:
    assert client.get("/brand/odder.png").status_code == 404
    assert send(owner, drawn()).location == "/o/odder/settings/brand"
    assert "being made ready" in owner.get("/o/odder/settings/brand").text
    original = organisation.logo_original_key
    run_jobs()
    db.session.refresh(organisation)
    assert (organisation.logo_width, organisation.logo_height) == (640, 160)
    assert not storage.exists(original)
    shown = client.get("/brand/odder.png")
    assert shown.mimetype == "image/png"
    assert "public" in shown.headers["Cache-Control"]
    page = owner.get("/o/odder/settings").text
    assert 'alt="Odder Kommune"' in page
    first = organisation.logo_key
    send(owner, drawn(100, 100, "JPEG"))
    run_jobs()
    db.session.refresh(organisation)
    assert organisation.logo_key != first
    assert not storage.exists(first)
    assert owner.post("/o/odder/settings/logo/removal").status_code == 302
    assert owner.post("/o/odder/settings/logo/removal").status_code == 302
    run_jobs()
    assert client.get("/brand/odder.png").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "JPEG or PNG"),
        (b"hello", "not a picture"),
        (b"", "not a picture"),
        (drawn(200, 40), "48 pixels"),
        (drawn()[:-40], "damaged"),
    ],
)
def test_what_is_no_logo_is_refused(
    owner: AuditingClient, organisation: Organisation, app: Flask, content: bytes, said: str
) -> None:
    page = send(owner, content)
    assert page.status_code == 200
    assert said in page.text
    db.session.refresh(organisation)
    assert organisation.logo_original_key is None
