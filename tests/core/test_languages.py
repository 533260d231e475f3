"""Which language a page is in, and that it stays so."""

from flask import Flask
from flask_babel import force_locale, gettext

from core.languages import language, with_article


def test_a_page_keeps_its_language_when_a_mail_was_written_in_another(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        with force_locale("da"):
            assert language() == "da"

        assert language() == "en"
        assert gettext("Applications") == "Applications"


def test_a_page_keeps_its_language_when_it_was_asked_for_before(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert language() == "en"
        with force_locale("da"):
            assert language() == "da"

        assert language() == "en"


def test_what_somebody_is_called_gets_an_article_in_english_only(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        said = [with_article(one) for one in ("student ambassador", "Employee voice", "")]
        assert said == ["a student ambassador", "an Employee voice", ""]
        with force_locale("da"):
            assert with_article("studieambassadør") == "studieambassadør"
