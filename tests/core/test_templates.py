"""Templates parse, keep their imports tidy, and their components are documented."""

import re
from pathlib import Path

import pytest
from flask import Flask
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
