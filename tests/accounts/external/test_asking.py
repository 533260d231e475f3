"""A provider is asked for a while and no longer, and nowhere inside our own network."""

from copy import deepcopy
from functools import partial

import pytest
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask
from requests import ConnectionError

from accounts.external import asking
from accounts.external.errors import ProviderAway
from tests.accounts.external.conftest import (
    CLIENT,
    Liar,
    Trip,
    is_in,
    pass_liar,
    provider_at,
    trickling,
)


def test_an_answer_that_is_none_is_survived(trip: Trip, connected: Liar) -> None:
    for answer in ([], 7, None, "x", [["a"]], {"id_token": {}}):
        connected.exchanged = partial(deepcopy, answer)
        assert trip.come_back(pass_liar(trip.go())).location == "/sign-in", answer
        assert not is_in(trip), answer


def test_a_provider_that_trickles_keeps_nobody_waiting(
    trip: Trip, connected: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be believed, had it said the same in time."""
    with trickling(connected) as slow:
        connected.metadata = {"token_endpoint": f"{slow}/token", "jwks_uri": f"{slow}/keys"}
        trip.come_back(pass_liar(trip.go()))
        assert is_in(trip)
        trip.client.post("/sign-out")
        back = pass_liar(trip.go())
        monkeypatch.setattr(asking, "SECONDS", 0.2)
        assert trip.come_back(back).location == "/sign-in"
        assert not is_in(trip)
        for path in ("/keys", "/.well-known/openid-configuration"):
            with pytest.raises(ProviderAway):
                asking.document(f"{slow}{path}", provider_at(connected.address), "WAYF")


def test_a_provider_leads_us_nowhere_inside_by_a_name(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: found)
    provider = provider_at("https://wayf.example")
    with pytest.raises(ProviderAway):
        asking.document("https://keys.example/keys", provider, "WAYF")
    with OAuth2Session(CLIENT, "s") as client:
        client.mount("https://", asking.Carrier(provider))
        with pytest.raises(ConnectionError, match="NotAllowed"):
            client.fetch_token("https://tokens.example/token", code="c")
