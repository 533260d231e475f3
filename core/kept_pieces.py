"""Pieces of pages that are the same for many visitors, written once and then kept.

A menu, the tabs of a page: ``{{ kept_piece(macro, …) }}`` is what an imported macro makes of what
it is given, and is remembered for these words in this language (and an organisation's own). So such
a macro may ask for nothing else: not who looks, not which page this is, no token. While tests run
each piece is written anew besides, and must be the same. What somebody typed, or what is said of
one person, is never kept.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache

from flask import Flask, has_request_context, request
from jinja2.runtime import Macro
from markupsafe import Markup

from core.languages import wording


@lru_cache(maxsize=4096, typed=True)  # 1 is no yes, and what was typed is no markup
def _piece(macro: Macro, _wording: Hashable, _root: str, *given: Hashable) -> Markup:
    return Markup(macro(*given))  # noqa: S704 -- markup already


def _root() -> str:
    """Return where the product lies under its host, which addresses begin with."""
    return request.script_root if has_request_context() else ""


def init_app(app: Flask) -> None:
    """Offer ``kept_piece`` and ``kept_pieces`` to templates."""

    def kept_pieces(macro: Macro, *alike: Hashable) -> Callable[..., Markup]:
        """Return what gives the piece of each line of a list; ``alike`` is the same on them all."""
        words, root = wording(), _root()

        def piece(*given: Hashable) -> Markup:
            kept = _piece(macro, words, root, *alike, *given)
            if app.testing and kept != macro(*alike, *given):
                raise RuntimeError(f"{macro.name} depends on more than it is given")
            return kept

        return piece

    def kept_piece(macro: Macro, *given: Hashable) -> Markup:
        """Return what a macro makes of what it is given."""
        return kept_pieces(macro)(*given)

    app.jinja_env.globals.update(kept_piece=kept_piece, kept_pieces=kept_pieces)
