"""Templates parse, keep their imports tidy, and their components are documented."""

import re
from enum import StrEnum
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale, lazy_gettext
from jinja2 import DictLoader
from jinja2.nodes import Filter, FromImport, Import, Name, Template
from markupsafe import Markup

from core import templates
from tests.conftest import ROOT

FOLDER = ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
COMPONENTS = sorted((FOLDER / "components").glob("*.html"))
MACRO = r"\{%-? macro"
# Written here and nowhere else: text that has been through the sanitiser.
MAY_SAY_SAFE: set[str] = set()


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def having(pattern: str) -> list[str]:
    """Return the templates whose source says something that the pattern finds, outside comments."""
    texts = {path: re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S) for path in TEMPLATES}
    return [name_of(path) for path, text in texts.items() if re.search(pattern, text)]


@pytest.fixture(scope="module")
def trees(plain_app: Flask) -> dict[str, Template]:
    return {name_of(path): plain_app.jinja_env.parse(path.read_text()) for path in TEMPLATES}


def test_every_template_compiles(plain_app: Flask) -> None:
    for path in TEMPLATES:
        assert plain_app.jinja_env.get_template(name_of(path)).name == name_of(path)


def test_every_imported_macro_is_used(trees: dict[str, Template]) -> None:
    assert {name: left for name, tree in trees.items() if (left := unused_macros(tree))} == {}


def unused_macros(tree: Template) -> set[str]:
    imported = {
        name[1] if isinstance(name, tuple) else name
        for node in tree.find_all(FromImport)
        for name in node.names
    }
    return imported - {node.name for node in tree.find_all(Name)}


def test_components_are_imported_by_name(trees: dict[str, Template]) -> None:
    assert [name for name, tree in trees.items() if list(tree.find_all(Import))] == []


def test_nothing_is_declared_safe(trees: dict[str, Template]) -> None:
    safe = [n for n, tree in trees.items() if "safe" in {f.name for f in tree.find_all(Filter)}]
    assert set(safe) <= MAY_SAY_SAFE


def test_nothing_is_inline() -> None:
    """Say it of the source too, so that a page no test opens is held to it."""
    assert having(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']") == []
    assert having(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)") == []


def test_blocks_are_closed_by_name() -> None:
    assert having(r"\{%-?\s*endblock\s*-?%\}") == []


def test_every_component_explains_itself() -> None:
    texts = {path: path.read_text() for path in COMPONENTS}
    assert [name_of(path) for path, text in texts.items() if not text.startswith("{#")] == []
    assert [name_of(path) for path, text in texts.items() if not re.search(MACRO, text)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("page.html", "Privatliv &lt;b&gt; 5% Log ind"), ("mail.txt", "Privatliv <b> 5% Log ind")],
)
def test_words_are_translated_and_what_is_put_into_them_is_escaped_in_pages_only(
    plain_app: Flask, name: str, expected: str
) -> None:
    source = "{{ _('Privacy') }} {{ _('%(name)s', name='<b>') }} {{ _('5%%') }}"
    source += " {% trans %}Sign in{% endtrans %}"
    templates = plain_app.jinja_env.overlay(loader=DictLoader({name: source}))
    with plain_app.test_request_context(headers={"Accept-Language": "da"}):
        assert templates.get_template(name).render() == expected


def test_words_follow_the_language_of_the_moment(plain_app: Flask) -> None:
    template = plain_app.jinja_env.from_string("{{ _('Sign in') }}")
    with plain_app.test_request_context(headers={"Accept-Language": "da"}):
        assert template.render() == "Log ind"
        with force_locale("en"):
            assert template.render() == "Sign in"
        assert template.render() == "Log ind"


def test_globals_of_one_template_stay_its_own(plain_app: Flask) -> None:
    own = plain_app.jinja_env.from_string("{{ own }}", globals={"own": "mine"})
    assert own.render() == "mine"
    assert "own" not in plain_app.jinja_env.globals


def test_whatever_is_written_is_escaped_unless_it_is_markup(plain_app: Flask) -> None:
    source = (
        "{% macro m(x) %}[{{ x }}]{% endmacro %}{% for x in all %}{{ x }}{{ m(x) }} {% endfor %}"
    )
    told = StrEnum("told", {"ONE": "<u>"})
    things = ["<b>", Markup("<i>"), lazy_gettext("Sign in"), told("<u>"), 7]
    with plain_app.test_request_context(headers={"Accept-Language": "da"}):
        page = plain_app.jinja_env.from_string(source).render(all=things)
    assert page == "&lt;b&gt;[&lt;b&gt;] <i>[<i>] Log ind[Log ind] &lt;u&gt;[&lt;u&gt;] 7[7] "


def test_addresses_are_remembered_but_none_with_a_token(plain_app: Flask) -> None:
    before = templates._address.cache_info().currsize
    with plain_app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/under"}):
        assert templates.address_of("accounts_links.sign_in", token="t0k") == (
            "/under/sign-in/link/t0k"
        )
        assert templates._address.cache_info().currsize == before
        assert templates.address_of("accounts_owner.show_people", organisation="a") == (
            "/under/o/a/people"
        )
        assert templates._address.cache_info().currsize == before + 1
