"""Every page behind a link that was mailed keeps the link to itself, found or not."""

from datetime import timedelta

from flask import Flask

from accounts import links
from accounts.enums import LinkPurpose
from accounts.operations import WELCOME_DAYS
from ambassadors.joining import invitations
from tests.client import AuditingClient


def test_no_page_with_a_token_passes_it_on_or_stays_in_a_cache(
    app: Flask, client: AuditingClient
) -> None:
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "token" in rule.arguments and "GET" in (rule.methods or ())
    ]
    assert len(rules) > 12
    wrong = {}
    for rule in rules:
        other = dict.fromkeys(rule.arguments, "00000000-0000-0000-0000-000000000000")
        path = app.url_map.bind("localhost").build(rule.endpoint, {**other, "token": "x" * 32})
        answer = client.get(path)
        if answer.status_code == 302 and answer.location.startswith("/sign-in"):
            continue  # whoever it is has to sign in before the link is read
        if (
            answer.headers["Referrer-Policy"] != "no-referrer"
            or "no-store" not in answer.headers.get("Cache-Control", "")
            or answer.status_code not in (404, 410)
        ):
            wrong[path] = (answer.status_code, answer.headers.get("Cache-Control"))
    assert wrong == {}


def test_links_live_no_longer_than_they_should() -> None:
    assert links.LIFE[LinkPurpose.SIGN_IN] <= timedelta(minutes=10)
    assert links.LIFE[LinkPurpose.NEW_PASSWORD] <= timedelta(minutes=60)
    assert links.LIFE[LinkPurpose.NEW_EMAIL] <= timedelta(minutes=60)
    assert WELCOME_DAYS <= 10  # gives a role
    assert timedelta(days=14) >= invitations.VALID  # gives no more than a place of one's own
