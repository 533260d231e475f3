"""The zip of somebody's data: a page to read, a file of JSON per room, and their own files."""

import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from core import storage
from core.db import utcnow
from core.formats import format_date, format_datetime
from core.languages import language
from core.personal_data import Held, Keeper, Person, plain, tellers

STYLE = Path(__file__).with_name("copy.css")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fact:
    """One line to read; a list has parts, and each part may have facts of its own."""

    label: str
    text: str = ""
    parts: tuple["str | list[Fact]", ...] = ()


@dataclass(frozen=True)
class Chapter:
    """What one room tells, as the page shows it."""

    title: str
    file: str
    parts: list[tuple[str, list[list[Fact]], list[str]]]


def write_zip(person: Person, path: Path, progress: Progress) -> None:
    """Write everything held about ``person`` to ``path``, in the language that is spoken now.

    ``progress`` commits, so nothing that was loaded is used across it.
    """
    rooms = tellers()
    chapters = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, keeper in enumerate(rooms, start=1):
            held = [one for one in keeper.tell(person) if one.records]
            chapter, told, files = _read(keeper, held)
            progress(number, len(rooms) + 1)
            if not held:
                continue
            text = json.dumps(told, ensure_ascii=False, indent=2)
            archive.writestr(f"{keeper.name}.json", text + "\n")
            for name, key in files.items():
                _add_file(archive, name, key)
            chapters.append(chapter)
        archive.writestr("index.html", _page(person, chapters))
        archive.write(STYLE, "my-data.css")


def _read(keeper: Keeper, held: list[Held]) -> tuple[Chapter, dict[str, Any], dict[str, str]]:
    told = {str(one.title): plain(one.records) for one in held}
    files = {f"{keeper.name}/{name}": key for one in held for name, key in one.files.items()}
    parts = [
        (str(one.title), [_facts(record) for record in one.records], _names(keeper, one))
        for one in held
    ]
    return Chapter(str(keeper.title), f"{keeper.name}.json", parts), told, files


def _names(keeper: Keeper, held: Held) -> list[str]:
    return [f"{keeper.name}/{name}" for name in held.files]


def _facts(record: Any) -> list[Fact]:
    return [_fact(str(label), value) for label, value in record.items()]


def _fact(label: str, value: Any) -> Fact:
    if isinstance(value, dict):
        return Fact(label, parts=(_facts(value),))
    if isinstance(value, list | tuple):
        parts = (_facts(one) if isinstance(one, dict) else _text(one) for one in value)
        return Fact(label, parts=tuple(parts))
    return Fact(label, _text(value))


def _text(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    return str(plain(value))


def _add_file(archive: zipfile.ZipFile, name: str, key: str) -> None:
    """Copy a file out of storage piece by piece; one that is gone is left out."""
    ending = Path(key).suffix
    with tempfile.TemporaryFile() as copy:
        try:
            copy.writelines(storage.stream(key))
        except FileNotFoundError:
            return
        copy.seek(0)
        entry = zipfile.ZipInfo(name if name.endswith(ending) else name + ending)
        with archive.open(entry, "w", force_zip64=True) as target:
            while piece := copy.read(1 << 18):
                target.write(piece)


def _page(person: Person, chapters: list[Chapter]) -> str:
    # Not render_template: a page's context, with who is looking at it, stays out of the file.
    return current_app.jinja_env.get_template("ambassadors/own_data/copy.html").render(
        locale=language(),
        name=person.name,
        at=utcnow(),
        chapters=chapters,
    )
