"""The real services that other tests lean on start and answer."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage

import psycopg
import pytest
import redis
from obstore.exceptions import PermissionDeniedError
from obstore.store import S3Store
from playwright.sync_api import Error, Page

from tests.services import Mailbox, S3Server


def test_postgresql_makes_databases_apart(make_postgres: Callable[[], str]) -> None:
    first, second = make_postgres(), make_postgres()
    with psycopg.connect(first.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("create table kit (id integer)")
    with psycopg.connect(second.replace("+psycopg", "")) as connection:
        found = connection.execute("select to_regclass('public.kit')").fetchone()
    assert found == (None,)


def test_valkey_remembers(valkey_url: str) -> None:
    with redis.Redis.from_url(valkey_url) as valkey:
        valkey.set("kit", "14 pictures")
        assert valkey.get("kit") == b"14 pictures"


def test_s3_keeps_and_checks_signatures(s3_server: S3Server) -> None:
    options = {
        "endpoint": s3_server.endpoint,
        "access_key_id": s3_server.access_key,
        "region": "auto",
        "virtual_hosted_style_request": False,
        "client_options": {"allow_http": True},
    }
    store = S3Store(s3_server.bucket, secret_access_key=s3_server.secret_key, **options)
    store.put("a.txt", b"picture")
    assert bytes(store.get("a.txt").bytes()) == b"picture"
    stranger = S3Store(s3_server.bucket, secret_access_key="W" * 40, **options)
    with pytest.raises(PermissionDeniedError):
        stranger.get("a.txt")


def test_mail_arrives_over_smtp(smtp_catcher: Mailbox) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "tillid@example.org", "anna@example.org"
    message["Subject"] = "Velkommen på holdet"
    message.set_content("Hej Anna")
    host, port = smtp_catcher.url.removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port)) as server:
        server.send_message(message)
    arrived = smtp_catcher.wait_for("anna@example.org")
    assert arrived["Subject"] == "Velkommen på holdet"
    assert arrived.get_content().strip() == "Hej Anna"


@pytest.mark.browser
def test_the_browser_shows_a_page_and_reaches_nobody(page: Page) -> None:
    page.set_content("<h1>Tillid</h1>")
    assert page.get_by_role("heading").inner_text() == "Tillid"
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
