"""What is not proved is not believed: forged, stale, stolen and misdirected answers."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select

from accounts.external.gateway import Identity, NullProvider
from accounts.external.models import ExternalIdentity
from accounts.models import User
from core.db import db
from core.settings import Environment, Settings
from tests.accounts.external.conftest import CLIENT, Liar, Trip, is_in, pass_liar

Know = Callable[..., None]
SECRET = "x" * 40


def test_an_honest_answer_is_believed(trip: Trip, connected: Liar) -> None:
    assert trip.come_back(pass_liar(trip.go())).location == "/"
    assert is_in(trip)
    assert connected.exchanges[0]["code_verifier"]


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "none"}, claims, OctKey.import_key("x"), algorithms=["none"])


def signed_with_our_secret(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256", "kid": "1"}, claims, OctKey.import_key("s" * 32))


def signed_by_another(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "1"}, claims, RSAKey.generate_key(2048))


@pytest.mark.parametrize("sign", [unsigned, signed_with_our_secret, signed_by_another])
def test_a_forged_signature_is_refused(
    trip: Trip, connected: Liar, sign: Callable[[dict[str, Any]], str]
) -> None:
    connected.sign = sign
    assert trip.come_back(pass_liar(trip.go())).location == "/sign-in"
    assert not is_in(trip)


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(
    trip: Trip, connected: Liar
) -> None:
    public = connected.key.as_pem(private=False)
    connected.sign = lambda claims: jwt.encode(
        {"alg": "HS256", "kid": "1"}, claims, OctKey.import_key(public.hex())
    )
    trip.come_back(pass_liar(trip.go()))
    assert not is_in(trip)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": 17},
        {"iat": int(time.time()) + 3600},
        {"at_hash": "bm90IHRoZSBoYXNo"},
    ],
    ids=[
        "nonce",
        "no-nonce",
        "audience",
        "two-audiences",
        "issuer",
        "expired",
        "no-expiry",
        "no-subject",
        "empty-subject",
        "long-subject",
        "subject-no-text",
        "issued-later",
        "access-token-hash",
    ],
)
def test_a_wrong_claim_is_refused(trip: Trip, connected: Liar, wrong: dict[str, Any]) -> None:
    def change(claims: dict[str, Any]) -> None:
        claims.update({name: value for name, value in wrong.items() if value is not None})
        for name in [name for name, value in wrong.items() if value is None]:
            del claims[name]

    connected.change = change
    assert trip.come_back(pass_liar(trip.go())).location == "/sign-in"
    assert not is_in(trip)


@pytest.mark.parametrize("fault", ["state", "code", "iss", "no state"])
def test_an_answer_that_does_not_fit_the_question_is_refused(
    trip: Trip, connected: Liar, fault: str
) -> None:
    back = pass_liar(trip.go())
    changed = {"state": "another", "code": "", "iss": "https://another.example", "no state": ""}
    name = "state" if fault == "no state" else fault
    assert trip.come_back(back, **{name: changed[fault]}).location == "/sign-in"
    assert not is_in(trip)
    assert connected.exchanges == []


def test_an_answer_counts_once(trip: Trip, connected: Liar) -> None:
    back = pass_liar(trip.go())
    trip.come_back(back)
    trip.client.post("/sign-out")
    assert trip.come_back(back).location == "/sign-in"
    assert not is_in(trip)
    back, exchanges = pass_liar(trip.go()), len(connected.exchanges)
    trip.come_back(back, state="a guess")
    assert trip.come_back(back).location == "/sign-in", "a wrong answer is an answer too"
    assert len(connected.exchanges) == exchanges
    assert not is_in(trip)


def test_an_answer_in_another_browser_signs_nobody_in(trip: Trip, connected: Liar, app) -> None:
    """Else somebody could be signed in as whoever sent them the link."""
    back = pass_liar(trip.go())
    other = Trip(app.test_client())
    assert other.come_back(back).location == "/sign-in"
    assert not is_in(other)


def test_an_answer_from_another_provider_is_refused(
    trip: Trip, connected: Liar, known_providers: Know, app, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even one that would take anybody for Anna: the browser went to somebody else."""
    known_providers("https://another.example", key="another")
    gullible = {"another": NullProvider(Identity(connected.address, "liar-1"))}
    monkeypatch.setitem(app.extensions, "provider_twins", gullible)
    back = pass_liar(trip.go()).replace("/with/wayf/", "/with/another/")
    assert trip.come_back(back).location == "/sign-in"
    assert not is_in(trip)


def test_a_late_answer_is_refused(
    trip: Trip, connected: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = pass_liar(trip.go())
    now = time.time()
    monkeypatch.setattr("accounts.external.waiting.time.time", lambda: now + 901)
    assert trip.come_back(back).location == "/sign-in"
    assert not is_in(trip)


def test_a_stolen_code_is_worth_nothing_without_the_verifier(
    trip: Trip, connected: Liar, app
) -> None:
    """The provider holds the code to the browser that asked for it."""
    first, second = trip.go(), Trip(app.test_client())
    pass_liar(first)
    mine = pass_liar(second.go())
    pass_liar(first)  # the code that now counts belongs to the first browser's challenge
    assert second.come_back(mine).location == "/sign-in"
    assert not is_in(second)


@pytest.mark.parametrize("fails", ["exchange", "elsewhere"])
def test_a_provider_that_fails_is_survived(trip: Trip, connected: Liar, fails: str) -> None:
    connected.fails = fails
    assert trip.come_back(pass_liar(trip.go())).location == "/sign-in"
    assert not is_in(trip)


def test_a_provider_that_says_no_is_survived(trip: Trip, connected: Liar) -> None:
    trip.go()
    back = "/sign-in/with/wayf/answer?error=access_denied&state=s"
    assert trip.come_back(back).location == "/sign-in"


def test_a_provider_that_is_away_is_survived(trip: Trip, known_providers: Know) -> None:
    known_providers("http://127.0.0.1:1")
    assert trip.go() == "/sign-in"


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": None},
        {"authorization_endpoint": "/authorize"},
        {"token_endpoint": "https://169.254.169.254/latest/meta-data"},
        {"jwks_uri": "http://[::ffff:10.0.0.1]/keys"},
        {"jwks_uri": "https://intranet/keys"},
    ],
)
def test_a_provider_that_describes_itself_wrongly_is_not_asked(
    trip: Trip, connected: Liar, metadata: dict[str, Any]
) -> None:
    connected.metadata = metadata
    assert trip.go() == "/sign-in"


def test_a_new_key_is_fetched_when_the_provider_changes_it(trip: Trip, connected: Liar) -> None:
    trip.come_back(pass_liar(trip.go()))
    trip.client.post("/sign-out")
    connected.key = RSAKey.generate_key(2048, {"kid": "2", "use": "sig"})
    connected.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "2"}, claims, connected.key)
    trip.come_back(pass_liar(trip.go()))
    assert is_in(trip)


def test_a_forged_request_connects_nothing(connected: Liar, sign_in, anna: User) -> None:
    browser = sign_in(anna)
    answer = browser.post("/account/connections/new", data={"connect": "1"}, csrf=False)
    assert answer.status_code == 400
    assert len(list(db.session.scalars(select(ExternalIdentity)))) == 1


@pytest.mark.parametrize(
    "providers",
    [
        [{"key": "a", "issuer": "http://a.example", "client_id": "c"}],
        [{"key": "a", "issuer": "https://a.example", "client_id": ""}],
        [{"key": "A b", "issuer": "https://a.example", "client_id": "c"}],
        [{"key": "a", "issuer": "https://a.example", "client_id": "c", "scopes": "email"}],
        [{"key": "a", "issuer": "https://a.example", "client_id": "c"}] * 2,
        [{"key": "a", "issuer": "https://a.example", "client_id": "c", "secret": "misspelt"}],
    ],
)
def test_settings_that_cannot_be_right_stop_the_start(providers: list[dict[str, str]]) -> None:
    options = {
        "environment": Environment.PRODUCTION,
        "secret_key": SECRET,
        "base_url": "https://a.example",
    }
    with pytest.raises(ValueError, match=r"provider|key|secret|Extra"):
        Settings(**options, oidc_providers=providers)


def test_one_provider_needs_no_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLID_OIDC_ISSUER", "https://wayf.example")
    monkeypatch.setenv("TILLID_OIDC_CLIENT_ID", "c")
    monkeypatch.setenv("TILLID_OIDC_NAME_DA", "WAYF")
    provider = Settings().oidc_providers[0]
    assert (provider.key, provider.name("da"), provider.name("en")) == ("oidc", "WAYF", "WAYF")


def test_several_providers_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[{"key": "wayf", "issuer": "https://wayf.example", "client_id": "c"}]'
    monkeypatch.setenv("TILLID_OIDC_PROVIDERS", text)
    assert [p.name("en") for p in Settings().oidc_providers] == ["wayf.example"]
