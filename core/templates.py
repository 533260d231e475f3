"""How templates are read: strictly, and with what every page repeats made quick."""

from collections.abc import Callable, Hashable, MutableMapping
from enum import StrEnum
from functools import lru_cache
from types import FunctionType, NoneType
from typing import Any
from uuid import UUID

from flask import Flask, has_request_context, request, url_for
from flask.templating import Environment
from jinja2 import StrictUndefined, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext, Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]  # escape() of plain words alone

from core.extensions import babel
from core.languages import wording


def written(thing: Any) -> str:
    """Return anything as it may stand in a page: what is markup as it is, all else escaped.

    A page says some hundred things, nearly all of them markup already or plain words.
    """
    if type(thing) is Markup:
        return thing
    if type(thing) is str:
        words: str = escaped(thing)
        return words
    return escape(thing)


class Compiler(CodeGenerator):
    """Jinja's compiler, but templates write by ``written``, which asks less of each thing."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class PageContext(Context):
    """Jinja's context, but macros and plain functions are called without asking what they are."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call something a template names."""
        wants_context = type(called) is Macro or called is translate or called is translate_number
        is_plain = type(called) is FunctionType and not hasattr(called, "jinja_pass_arg")
        if not wants_context and not is_plain:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(self.eval_ctx, *args, **kwargs) if wants_context else called(*args, **kwargs)


class Templates(Environment):
    """Flask's templates, without a layer of globals for each template that none of ours needs."""

    code_generator_class = Compiler
    context_class = PageContext
    written = staticmethod(written)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of all templates themselves: every import of a macro asks them."""
        return super().make_globals(d) if d else self.globals


NOT_TYPED = (UUID, int, NoneType)


@pass_eval_context
def translate(context: EvalContext, message: str, /, **variables: Any) -> str:
    """Return a message in the language in use, as markup where the template makes markup."""
    if not variables:
        return _finished(wording(), message, context.autoescape)
    text: str = babel.domain_instance.get_translations().ugettext(message)
    return (Markup(text) if context.autoescape else text) % variables  # noqa: S704 -- our own words


@pass_eval_context
def translate_number(
    context: EvalContext, one: str, many: str, num: int, /, **variables: Any
) -> str:
    """Return a message about so many, which it may name as ``num``."""
    text: str = babel.domain_instance.get_translations().ungettext(one, many, num)
    message = Markup(text) if context.autoescape else text  # noqa: S704 -- our own words
    return message % {"num": num, **variables}


@lru_cache(maxsize=4096)
def _finished(_wording: Hashable, message: str, as_markup: bool) -> str:
    """Remember messages without holes: a page says a dozen, the next page the same ones."""
    text: str = babel.domain_instance.get_translations().ugettext(message)
    return (Markup(text) if as_markup else text) % {}  # noqa: S704 -- our own words


def label(state: StrEnum) -> Markup:
    """Return the words for a state, a kind or whatever else has a ``label``."""
    return _label(state, wording())


@lru_cache(maxsize=1024, typed=True)  # "active" is said of people and of keys
def _label(state: Any, _wording: Hashable) -> Markup:
    """Remember them: a list says the same few words on every line."""
    return escape(state.label)


def address_of(endpoint: str, **values: Any) -> str:
    """Return the address of a page, as Flask's ``url_for`` does.

    Those made of ids and page numbers alone are remembered, for tabs and menus lead to the same few
    from every page; never those with a token or with what somebody typed.
    """
    for name, value in values.items():
        if name != "organisation" and type(value) not in NOT_TYPED:
            return url_for(endpoint, **values)
    if endpoint.startswith(".") or not has_request_context():
        return url_for(endpoint, **values)
    return _address(request.script_root, endpoint, **values)


@lru_cache(maxsize=8192)
def _address(_root: str, endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **values)


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
        ngettext=translate_number,
        url_for=address_of,
        static=lambda filename: f"{folder}/{filename}",
    )
