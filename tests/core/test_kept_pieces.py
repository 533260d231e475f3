import pytest
from flask import Flask
from jinja2 import DictLoader
from markupsafe import Markup

from core import kept_pieces


def test_a_piece_is_written_once_in_each_language_and_may_not_depend_on_anything_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    spoken = ["da"]
    monkeypatch.setattr(kept_pieces, "wording", lambda: spoken[0])
    app = Flask(__name__)
    kept_pieces.init_app(app)
    app.jinja_env.globals["tell"] = lambda word: said.append(word) or f"{word}{len(said)}"
    app.jinja_env.loader = DictLoader(
        {"pieces.html": "{% macro piece(word) %}<b>{{ tell(word) }}</b>{% endmacro %}"}
    )
    page = app.jinja_env.from_string(
        '{% from "pieces.html" import piece %}'
        '{% for once_more in [1, 2] %}{{ kept_piece(piece, "<a>") }}{% endfor %}'
    )
    with app.app_context():
        assert page.render() == "<b>&lt;a&gt;1</b>" * 2
        spoken[0] = "en"
        assert page.render() == "<b>&lt;a&gt;2</b>" * 2
        # What was typed never gets what markup of the same letters made, nor 1 what yes made.
        alike = (
            '{% from "pieces.html" import piece %}'
            '{% for one in (markup, "<i>", true, 1) %}{{ kept_piece(piece, one) }}{% endfor %}'
        )
        app.jinja_env.from_string(alike).render(markup=Markup("<i>"))
        assert said[-4:] == ["<i>", "<i>", True, 1]
        app.testing = True
        with pytest.raises(RuntimeError, match="piece depends on more than it is given"):
            page.render()
