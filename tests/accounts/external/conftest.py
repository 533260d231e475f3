"""Providers on this machine: a real one, and one that lies as it is told."""

import base64
import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey

from accounts import passwords
from accounts.external import operations
from accounts.external.gateway import Identity
from accounts.models import User
from core.db import db
from core.settings import Settings
from core.sign_in_providers import SignInProvider
from tests.browsing import served
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory
from tests.services import ROOT, free_port, stop, wait_for_port

PASSWORD = "lyng klit strand sol"
# As WAYF names people: another name for the same person at each service.
PAIRWISE = "WAYF-DK-3f1a9c57d0e24b6c8a1d5e7f90b2c4d6e8fa0b1c"
CLIENT = "tillid"


@pytest.fixture(scope="session")
def wayf() -> Iterator[str]:
    """A provider as a process of its own; the address is its issuer."""
    port = free_port()
    claims = json.dumps({"sub": PAIRWISE, "email": "anna@example.org"})
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--require-nonce"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--user-claims", claims],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(process)


@dataclass
class Liar:
    """A provider that proves what it is told to; by default it is honest."""

    address: str = ""
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
    )
    published: RSAKey | None = None
    change: Callable[[dict[str, Any]], None] = lambda claims: None
    sign: Callable[[dict[str, Any]], str] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    exchanged: Callable[[], object] | None = None
    fails: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    exchanges: list[dict[str, str]] = field(default_factory=list)

    def claims(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "liar-1",
            "aud": CLIENT,
            "nonce": self.asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "email": "anna@example.org",
        }
        self.change(claims)
        return claims

    def token(self) -> str:
        if self.sign:
            return self.sign(self.claims())
        return jwt.encode({"alg": "RS256", "kid": "1"}, self.claims(), self.key)


def serve(liar: Liar) -> Flask:
    app = Flask("liar")

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Any:
        return jsonify(
            {
                "issuer": liar.address,
                "authorization_endpoint": f"{liar.address}/authorize",
                "token_endpoint": f"{liar.address}/token",
                "jwks_uri": f"{liar.address}/keys",
                "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
                **liar.metadata,
            }
        )

    @app.get("/keys")
    def keys() -> Any:
        return jsonify({"keys": [(liar.published or liar.key).as_dict(private=False)]})

    @app.get("/authorize")
    def authorize() -> Any:
        liar.asked = request.args.to_dict()
        return redirect(f"{liar.asked['redirect_uri']}?code=c&state={liar.asked['state']}")

    @app.post("/token")
    def token() -> Any:
        liar.exchanges.append(request.form.to_dict())
        return exchange(liar)

    return app


def exchange(liar: Liar) -> Any:
    """Answer who brings a code."""
    if liar.exchanged:
        return jsonify(liar.exchanged())
    if liar.fails == "exchange":
        return jsonify({"error": "invalid_grant"}), 400
    if liar.fails == "elsewhere":
        return redirect("http://127.0.0.1:1/token", 307)
    digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    if challenge != liar.asked["code_challenge"]:
        return jsonify({"error": "invalid_grant"}), 400
    return jsonify({"access_token": "a", "token_type": "Bearer", "id_token": liar.token()})


@contextmanager
def trickling(liar: Liar) -> Iterator[str]:
    """Serve what a provider says under another address, a space at a time."""

    class Trickle(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers["Content-Length"] or 0)
            named = {key: self.headers[key] for key in ("Authorization", "Content-Type")}
            answer = requests.request(
                self.command,
                f"{liar.address}{self.path}",
                data=self.rfile.read(length),
                headers={key: value for key, value in named.items() if value},
                timeout=10,
            )
            self.send_response(answer.status_code)
            self.end_headers()
            with suppress(OSError):
                for piece in (*[b" "] * 60, answer.content):
                    self.wfile.write(piece)
                    threading.Event().wait(0.01)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Trickle) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def provider_at(issuer: str, *, key: str = "wayf", **more: Any) -> SignInProvider:
    """Return the settings of a provider called WAYF."""
    names = {"name_da": "WAYF", "name_en": "WAYF"}
    return SignInProvider(
        key=key, issuer=issuer, client_id=CLIENT, client_secret="s", **{**names, **more}
    )


@pytest.fixture
def liar() -> Iterator[Liar]:
    """A provider that can be told to lie."""
    made = Liar()
    with served(serve(made)) as port:
        made.address = f"http://127.0.0.1:{port}"
        yield made


@pytest.fixture
def known_providers(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Return a function that puts a provider into the settings."""
    app.extensions.pop("provider_documents", None)

    def know(issuer: str, *, key: str = "wayf", **more: Any) -> None:
        made = provider_at(issuer, key=key, **more)
        monkeypatch.setattr(settings, "oidc_providers", [*settings.oidc_providers, made])

    return know


@pytest.fixture
def anna(app: Flask) -> User:
    return UserFactory(email="anna@example.org", password=passwords.hashed(PASSWORD))


@dataclass
class Trip:
    """A browser that goes to a provider and comes back."""

    client: AuditingClient

    def go(self, path: str = "/sign-in/with/wayf", **query: str) -> str:
        """Leave for a provider; return the address of its page."""
        return str(self.client.get(path, query_string=query).location)

    def come_back(self, address: str, **form: str):
        """Open the address the provider sends the browser to, and send the form found there."""
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}"
        assert self.client.get(path).status_code == 200  # reading it signs nobody in
        return self.client.post(parts.path, data={**dict(parse_qsl(parts.query)), **form})


@pytest.fixture
def trip(client: AuditingClient) -> Trip:
    return Trip(client)


def pass_wayf(address: str, subject: str = PAIRWISE) -> str:
    """Sign in at the real provider; return where it sends the browser."""
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
    return answer.headers["Location"]


def pass_liar(address: str) -> str:
    return requests.get(address, allow_redirects=False, timeout=10).headers["Location"]


def is_in(trip: Trip) -> bool:
    return trip.client.get("/account").status_code == 200


@pytest.fixture
def connected(liar: Liar, anna: User, known_providers: Callable[..., None]) -> Liar:
    """A provider at which Anna is known: whoever it believes to be her gets in."""
    known_providers(liar.address)
    operations.connect(anna, Identity(liar.address, "liar-1"), provider="Liar")
    db.session.commit()
    return liar
