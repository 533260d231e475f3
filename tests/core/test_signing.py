"""What is signed for a session is what Flask and Flask-WTF sign, worked out once."""

import inspect
from itertools import chain

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf, validate_csrf
from time_machine import travel
from werkzeug.test import EnvironBuilder

from core import signing
from core.signing import form_token


def opened(app: Flask, cookie: str) -> dict[str, object]:
    """Return what a request with this cookie finds in its session, the quick way and the plain."""
    name = app.config["SESSION_COOKIE_NAME"]
    request = app.request_class(
        EnvironBuilder(headers={"Cookie": f"{name}={cookie}"}).get_environ()
    )
    quick = app.session_interface.open_session(app, request)
    plain = SecureCookieSessionInterface().open_session(app, request)
    assert quick is not None
    assert plain is not None
    assert dict(quick) == dict(plain)
    quick.setdefault("seen", []).append("changed by one request")
    quick["language"] = "changed"
    return dict(plain)


def test_cookies_are_read_as_flask_reads_them(plain_app: Flask) -> None:
    signer = plain_app.session_interface.get_signing_serializer(plain_app)  # type: ignore[attr-defined]
    held = {"language": "da", "seen": ["a"], "half": {"at": 1.5}}
    with travel("2026-03-01 12:00", tick=False):
        cookie, other = signer.dumps(held), signer.dumps({})
        for _request in range(3):  # none sees what another has changed
            assert opened(plain_app, cookie) == held
        body, stamp, signature = cookie.split(".")
        strange = [f"{other.split('.')[0]}.{stamp}.{signature}", f"{body}.{stamp}.x", "nonsense"]
        assert [opened(plain_app, one) for one in strange] == [{}, {}, {}]
    with travel("2026-02-28", tick=False):  # signed in the future
        assert opened(plain_app, cookie) == {}
    with travel("2027-03-01", tick=False):
        assert opened(plain_app, cookie) == {}


def test_a_session_has_one_token_and_nobody_elses(plain_app: Flask) -> None:
    def token_of(csrf_token: str, make: object = form_token) -> str:
        with plain_app.test_request_context():
            session["csrf_token"] = csrf_token
            made = str(make())  # type: ignore[operator]
            validate_csrf(made)
            assert made == generate_csrf() == form_token()
            return made

    with travel("2026-03-01 12:00", tick=False):
        signing._signed.cache_clear()
        first = token_of("a" * 40)
        assert first == token_of("a" * 40, generate_csrf)
    assert token_of("a" * 40) == first != token_of("b" * 40)
    with plain_app.test_request_context():
        begun = form_token()
        assert begun == generate_csrf()
        assert len(session["csrf_token"]) == 40


def test_no_view_and_no_hook_is_async(plain_app: Flask) -> None:
    hooks = [
        plain_app.before_request_funcs,
        plain_app.after_request_funcs,
        plain_app.teardown_request_funcs,
        plain_app.template_context_processors,
        plain_app.url_value_preprocessors,
    ]
    functions = [*plain_app.view_functions.values(), *plain_app.teardown_appcontext_funcs]
    functions += chain.from_iterable(chain.from_iterable(each.values() for each in hooks))
    assert [one for one in functions if inspect.iscoroutinefunction(one)] == []
