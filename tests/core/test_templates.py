"""Templates parse, keep their imports tidy, and their components are documented."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale
from jinja2 import DictLoader
from jinja2.nodes import Filter, FromImport, Import, Name

from tests.conftest import ROOT

FOLDER = ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
COMPONENTS = sorted((FOLDER / "components").glob("*.html"))
STYLES = ROOT / "static" / "css" / "components"
# Written here and nowhere else: text that has been through the sanitiser.
MAY_SAY_SAFE: set[str] = set()


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_compiles(path: Path, plain_app: Flask) -> None:
    assert plain_app.jinja_env.get_template(name_of(path)).name == name_of(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_imported_macro_is_used(path: Path, plain_app: Flask) -> None:
    tree = plain_app.jinja_env.parse(path.read_text())
    imported = {
        name[1] if isinstance(name, tuple) else name
        for node in tree.find_all(FromImport)
        for name in node.names
    }
    used = {node.name for node in tree.find_all(Name)}
    assert imported <= used
    assert not list(tree.find_all(Import)), "import components by name"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_is_declared_safe(path: Path, plain_app: Flask) -> None:
    tree = plain_app.jinja_env.parse(path.read_text())
    is_safe = "safe" in {node.name for node in tree.find_all(Filter)}
    assert not is_safe or name_of(path) in MAY_SAY_SAFE


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_is_inline(path: Path) -> None:
    """Say it of the source too, so that a page no test opens is held to it."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_blocks_are_closed_by_name(path: Path) -> None:
    assert not re.search(r"\{%-?\s*endblock\s*-?%\}", path.read_text())


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_every_component_explains_itself(path: Path) -> None:
    assert path.read_text().startswith("{#")
    assert "{% macro" in path.read_text() or "{%- macro" in path.read_text()


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
