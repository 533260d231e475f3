"""What another site makes a visitor's browser send is refused, token or not."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from core.access import Audience
from tests.client import AuditingClient

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
]
OWN = [
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {"Origin": "null"},  # from a page that sends no referrer
    {},
]
# Machines sign what they send to the one; the other only hints at what is asked for elsewhere.
SIGNED_OR_ASKED_ABOUT = {"webhooks_public.take_in", "pretix_public.take_hint"}


def sent_to(app: Flask) -> Iterator[str]:
    """Every address something can be sent to, but those for machines, which sign what they send."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        for_machines = Audience.API in getattr(view, "audiences", ())
        for_machines = for_machines or rule.endpoint in SIGNED_OR_ASKED_ABOUT
        if "POST" in (rule.methods or ()) and not for_machines:
            values = {
                name: 0
                if isinstance(converter, IntegerConverter)
                else min(getattr(converter, "items", {"00000000-0000-0000-0000-000000000000"}))
                for name, converter in rule._converters.items()
            }
            adapter = app.url_map.bind("localhost")
            yield adapter.build(rule.endpoint, values, method="POST")


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_nothing_another_site_sends_is_done(
    client: AuditingClient, app: Flask, headers: dict[str, str]
) -> None:
    addresses = list(sent_to(app))
    assert len(addresses) > 60
    answers = {path: client.post(path, headers=headers).status_code for path in addresses}
    assert {path: status for path, status in answers.items() if status != 400} == {}


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_what_our_own_pages_send_is_done(client: AuditingClient, headers: dict[str, str]) -> None:
    answer = client.post("/language", data={"language": "en"}, headers=headers)
    assert answer.status_code == 302


def test_nothing_but_forms_is_read_as_a_form(client: AuditingClient) -> None:
    """What limits count and what is done would else be read from two places."""
    for sent in ({"email": "anna@example.org", "password": "x"}, [1, 2], "x", {"email": [1]}):
        for path in ("/sign-in", "/sign-in/link", "/forgotten-password"):
            assert client.post(path, json=sent).status_code == 400


def test_links_from_other_sites_work(client: AuditingClient) -> None:
    assert client.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_signing_in_and_out_takes_a_token(client: AuditingClient, path: str) -> None:
    assert client.post(path, csrf=False).status_code == 400
