"""How templates are read: strictly, and with what every page repeats made quick."""

from collections.abc import MutableMapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.templating import Environment
from flask_babel import get_translations
from jinja2 import StrictUndefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from core.languages import language


class Templates(Environment):
    """Flask's templates, without a layer of globals for each template that none of ours needs."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of all templates themselves: every import of a macro asks them."""
        return super().make_globals(d) if d else self.globals


@pass_eval_context
def translate(context: EvalContext, message: str, /, **variables: Any) -> str:
    """Return a message in the language in use, as markup where the template makes markup."""
    if not variables:
        return _finished(language(), message, context.autoescape)
    text: str = get_translations().ugettext(message)
    return (Markup(text) if context.autoescape else text) % variables  # noqa: S704 -- our own words


@lru_cache(maxsize=4096)
def _finished(_language: str, message: str, as_markup: bool) -> str:
    """Remember messages without holes: a page says a dozen, the next page the same ones."""
    text: str = get_translations().ugettext(message)
    return (Markup(text) if as_markup else text) % {}  # noqa: S704 -- our own words


def label(state: StrEnum) -> Markup:
    """Return the words for a state, a kind or whatever else has a ``label``."""
    return _label(state, language())


@lru_cache(maxsize=1024, typed=True)  # "active" is said of people and of keys
def _label(state: Any, _language: str) -> Markup:
    """Remember them: a list says the same few words on every line."""
    return escape(state.label)


def prepare(app: Flask) -> None:
    """Read templates our way; before anything else asks for them."""
    app.jinja_environment = Templates
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # sentences may run over several lines


def init_app(app: Flask) -> None:
    """Offer ``_``, ``static(filename)`` and ``|label``; after Babel: its ``_`` is slower."""
    folder = app.static_url_path  # works it out each time it is asked
    app.jinja_env.filters["label"] = label
    app.jinja_env.globals.update(
        _=translate,
        gettext=translate,
        static=lambda filename: f"{folder}/{filename}",
    )
