"""What every form shares."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from core.forms import no_id_number, stripped


class WordsForm(Form):
    words = StringField(validators=[no_id_number])


@pytest.mark.parametrize(
    ("words", "is_taken"),
    [
        ("Mit nummer er 010190-1234.", False),
        ("3112991234", False),
        ("Mit nummer er 010190 \N{EN DASH} 1234.", False),
        ("ring 0101 90 1234", True),  # written as nobody writes it
        ("tlf. +45 30 12 12 34", True),
        ("4530121234", True),
        ("ordre 990190-1234", True),
        ("1234567890123456", True),
        ("", True),
    ],
)
def test_what_looks_like_an_id_number_is_refused(
    plain_app: Flask, words: str, is_taken: bool
) -> None:
    with plain_app.test_request_context(headers={"Accept-Language": "en"}):
        form = WordsForm(MultiDict({"words": words}))
        assert form.validate() is is_taken
        assert is_taken or "looks like a CPR number" in str(form.words.errors[0])


def test_what_is_typed_loses_the_space_around_it_and_ends_its_lines_as_ours_do() -> None:
    assert stripped(" Kom forbi.\r\nVi ses! \r\n") == "Kom forbi.\nVi ses!"
    assert stripped(None) == ""
