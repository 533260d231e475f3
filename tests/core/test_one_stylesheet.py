"""The stylesheets of all components arrive as one, in their layers, and only when they changed."""

import os
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from core.one_stylesheet import ADDRESS, OneStylesheet, joined
from tests.conftest import ROOT

CSS = ROOT / "static" / "css"


def test_every_component_is_in_it_and_nothing_is_left_to_ask_for(plain_app: Flask) -> None:
    answer = Client(plain_app).get(ADDRESS)
    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert "@import" not in answer.text
    files = [path for path in CSS.rglob("*.css") if path.name not in {"main.css", "tokens.css"}]
    assert [path.name for path in files if path.read_text("utf-8") not in answer.text] == []
    assert 'url("../fonts/' in answer.text
    assert answer.text.count("{") == answer.text.count("}")


def test_it_is_sent_once_while_it_is_the_same(plain_app: Flask) -> None:
    client = Client(plain_app)
    known = {"If-None-Match": client.get(ADDRESS).headers["ETag"]}
    again = client.get(ADDRESS, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(ADDRESS).data == b""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "css" / "parts").mkdir(parents=True)
    main = '@layer parts;\n@import url("parts/one.css") layer(parts);\n'
    main += '@import url("parts/two.css") layer(parts) print;\n'
    (tmp_path / "css" / "main.css").write_text(main)
    (tmp_path / "css" / "parts" / "one.css").write_text('a { src: url("../leaf.svg"); }\n')
    (tmp_path / "css" / "parts" / "two.css").write_text('b { src: url("data:image/x,"); }\n')
    return tmp_path


def test_parts_keep_their_layer_their_medium_and_their_pictures(folder: Path) -> None:
    assert joined(folder / "css" / "main.css") == (
        '@layer parts;\n@layer parts {\na { src: url("parts/../leaf.svg"); }\n}\n'
        '@media print {\n@layer parts {\nb { src: url("data:image/x,"); }\n}\n}\n'
    )


def test_a_changed_part_is_seen_unless_nothing_may_change(folder: Path, plain_app: Flask) -> None:
    stays, watches = (
        Client(OneStylesheet(plain_app, folder, headers={}, is_fixed=fixed))
        for fixed in (True, False)
    )
    before = stays.get(ADDRESS).text
    assert watches.get(ADDRESS).text == before
    part = folder / "css" / "parts" / "one.css"
    part.write_text("i { color: red; }\n")
    os.utime(part, (9e9, 9e9))
    assert "i { color: red; }" in watches.get(ADDRESS).text
    assert stays.get(ADDRESS).text == before
