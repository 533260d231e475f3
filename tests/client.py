"""A test client that refuses bad pages, GETs that write and forgotten commits.

Protection against forged requests is on in tests, as in production. The client sends the token in
a header, as htmx does, unless a test says ``csrf=False``; that forms carry it is part of the audit.
"""

import hashlib
import os
from typing import Any

from flask import g
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from core.db import db
from tests.audit import audit_page
from tests.queries import ledger

READS = {"GET", "HEAD", "OPTIONS"}


class AuditingClient(FlaskClient):
    """Open pages as a browser would and check what comes back."""

    reads_pages = True

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        """Send one request as if it were the only one of its app context, then audit the answer."""
        db.session.commit()  # the test's own preparations: visible, and no lock kept
        g.__dict__.clear()  # Flask 3.1 shares the pushed context; a real request starts empty
        if csrf and kwargs.get("method", "GET") not in READS:
            kwargs["headers"] = {
                "X-CSRFToken": self.csrf_token(),
                **dict(kwargs.get("headers") or {}),
            }
        kwargs.setdefault("buffered", True)  # files are read to their end and closed
        before = len(ledger.writes)
        response = super().open(*args, **kwargs)
        try:
            self.audit_writes(response, ledger.writes[before:])
        finally:
            db.session.rollback()  # what closing the app context does
        if self.reads_pages:
            self.audit_markup(response)
        return response

    def csrf_token(self) -> str:
        """Return a token that belongs to this client's session."""
        with self.session_transaction() as session:
            secret = session.setdefault("csrf_token", hashlib.sha1(os.urandom(64)).hexdigest())
        serializer = URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token")
        return str(serializer.dumps(secret))

    def audit_writes(self, response: TestResponse, writes: list[str]) -> None:
        """Refuse a GET that wrote and an answer that promises what was never committed."""
        where = f"{response.request.method} {response.request.path}"
        if response.request.method in READS:
            assert not writes, f"{where} changed the database: {writes[0]}"
        if response.status_code >= 400:
            return  # refused: closing the context throws the changes away, as it should
        assert not ledger.unsaved, f"{where} forgot to commit: {ledger.unsaved[0]}"
        waiting = [*db.session.new, *db.session.deleted]
        waiting += [thing for thing in db.session.dirty if db.session.is_modified(thing)]
        assert not waiting, f"{where} forgot to commit: {waiting[0]!r}"

    def audit_markup(self, response: TestResponse) -> None:
        """Audit HTML answers; redirects carry a page nobody sees."""
        if response.mimetype != "text/html" or 300 <= response.status_code < 400:
            return
        if response.request.method == "HEAD":
            return
        fragment = response.request.headers.get("HX-Request") == "true"
        is_whole = not fragment or "<html" in response.text[:500]
        audit_page(response.text, host=response.request.host.split(":")[0], whole=is_whole)
