"""Pieces of pages that are the same for many visitors, written once and then kept.

A menu, the tabs of a page: ``{{ kept_piece(macro, …) }}`` is what an imported macro makes of what
it is given, and is remembered for these words in this language (and an organisation's own). So such
a macro may ask for nothing else: not who looks, not which page this is, no token. While tests run
each piece is written anew besides, and must be the same. What somebody typed, or what is said of
one person, is never kept.
"""

from collections.abc import Hashable
from functools import lru_cache

from flask import Flask, current_app, has_request_context, request
from jinja2.runtime import Macro
from markupsafe import Markup

from core.languages import wording


def kept_piece(macro: Macro, *given: Hashable) -> Markup:
    """Return what a macro makes of what it is given."""
    root = request.script_root if has_request_context() else ""
    piece = _piece(macro, wording(), root, *given)
    if current_app.testing and piece != macro(*given):
        raise RuntimeError(f"{macro.name} depends on more than it is given")
    return piece


@lru_cache(maxsize=1024, typed=True)  # 1 is no yes, and what was typed is no markup
def _piece(macro: Macro, _wording: Hashable, _root: str, *given: Hashable) -> Markup:
    return Markup(macro(*given))  # noqa: S704 -- markup already


def init_app(app: Flask) -> None:
    """Offer ``kept_piece`` to templates."""
    app.jinja_env.globals["kept_piece"] = kept_piece
