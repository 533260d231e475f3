"""Pages that are the same for every stranger, written once in each language and then kept.

The only thing that differs from one stranger to the next is the token in the page's forms, so a
kept page is the pieces between the tokens. What a page shows must therefore depend on nothing but
its address and the language; whoever is signed in, came with a question in the address, has a
message waiting or sent a form is given a page of their own.
"""

from functools import wraps

from flask import Flask, current_app, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from core.access import View
from core.languages import language

# What a session may hold without the page showing it; anything else gets a page of its own.
UNSEEN = frozenset({"language", "csrf_token", "_permanent", "_fresh", "fs_cc"})


def keep_for_strangers(view: View[[]]) -> View[[]]:
    """Write a public page once in each language, and give each stranger a token of their own."""

    @wraps(view)
    def kept_or_written() -> ResponseReturnValue:
        if not _asks_for_nothing_special():
            return view()
        pages: dict[tuple[str, str, str], list[str]] = current_app.extensions["kept_pages"]
        place = (request.script_root, request.path, language())
        if place not in pages:
            written = view()
            if not isinstance(written, str):
                return written
            pages[place] = written.split(generate_csrf())
        token: str = generate_csrf()
        return token.join(pages[place])

    return kept_or_written


def _asks_for_nothing_special() -> bool:
    return (
        request.method == "GET"
        and not request.query_string
        and not current_app.debug
        and session.keys() <= UNSEEN
        and not current_user.is_authenticated
    )


def init_app(app: Flask) -> None:
    """Start with no page kept."""
    app.extensions["kept_pages"] = {}
