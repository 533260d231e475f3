"""Every word on screen exists in Danish and English, and the tool that says so can be trusted."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext, ngettext

from scripts import messages


def test_both_catalogues_are_complete() -> None:
    assert messages.faults() == []


def test_no_translations_wait_to_be_merged() -> None:
    waiting, conflicts = messages.translations_in(messages.load(messages.path_of("da"), "da"))
    assert conflicts == []
    collected = messages.messages(messages.collect())
    catalog = messages.messages(messages.load(messages.path_of("da"), "da"))
    unmerged = [
        key
        for key in collected
        if key in waiting
        and messages.strings(waiting[key]) != messages.strings(catalog.get(key, Message("")))
    ]
    assert unmerged == []


def test_the_app_speaks_both_languages(plain_app: Flask) -> None:
    danish = messages.messages(messages.load(messages.path_of("da"), "da"))
    plain = [m for m in danish.values() if not m.pluralizable and not m.context and "%" not in m.id]
    assert plain
    with plain_app.test_request_context():
        for message in plain[:20]:
            with force_locale("da"):
                assert gettext(message.id) == message.string
            with force_locale("en"):
                assert gettext(message.id) == message.id


def test_plurals_follow_the_number(plain_app: Flask) -> None:
    danish = messages.messages(messages.load(messages.path_of("da"), "da"))
    plural = [m for m in danish.values() if m.pluralizable and not m.context]
    names = {"num": 1}
    with plain_app.test_request_context(), force_locale("da"):
        for message in plural:
            fits = all("%(" not in form.replace("%(num)", "") for form in message.string)
            if fits:
                assert ngettext(*message.id, 1) == message.string[0] % names
                assert ngettext(*message.id, 2) == message.string[1] % {"num": 2}


@pytest.mark.parametrize(
    ("msgid", "said", "fault"),
    [
        ("Hello %(name)s", "Hej", "other placeholders"),
        ("Hello %(name)s", "Hej %(navn)s", "other placeholders"),
        ("Read <a>more</a>", "Læs mere", "other placeholders or tags"),
        ("Hello", "", "not translated"),
        (("%(num)d post", "%(num)d posts"), ("%(num)d opslag", ""), "not translated"),
    ],
)
def test_a_faulty_translation_is_named(
    msgid: str | tuple[str, str], said: str | tuple[str, str], fault: str
) -> None:
    (found,) = messages.wrong(Message(msgid, said))
    assert fault in found


def test_a_guess_is_not_a_translation() -> None:
    (found,) = messages.wrong(Message("Hello", "Hej", flags=("fuzzy",)))
    assert "fuzzy" in found


def test_parts_are_merged_and_conflicts_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "TRANSLATIONS", tmp_path)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "parts").mkdir()
    for name, kit in (("kits", "Mediepakke"), ("home", "Pakke")):
        text = f'{header}msgid "Kit"\nmsgstr "{kit}"\n\nmsgid "{name}"\nmsgstr "x"\n'
        (tmp_path / "parts" / f"{name}.po").write_text(text, encoding="utf-8")

    known, conflicts = messages.translations_in(Catalog(locale="da"))

    assert [key[0] for key in known] == ["Kit", "home", "kits"]
    assert conflicts == ["'Kit': home.po says ('Pakke',), kits.po ('Mediepakke',)"]


def test_a_catalogue_is_written_without_dates(tmp_path: Path) -> None:
    catalog = Catalog(locale="da", project="Tillid", charset="utf-8", fuzzy=False)
    catalog.add("Kit", "Mediepakke", [("templates/kit.html", 3)])
    path = tmp_path / "messages.po"
    messages.save(catalog, path)
    text = path.read_text(encoding="utf-8")
    assert "Date" not in text
    assert "#: templates/kit.html\n" in text
    with path.open("rb") as file:
        assert read_po(file, locale="da")["Kit"].string == "Mediepakke"
