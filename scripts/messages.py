"""The words on screen: collect them, keep both catalogues complete.

python -m scripts.messages update [--forget-parts]   collect, merge translations/parts/*.po, write
python -m scripts.messages check                     say what is missing or wrong
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "translations"
SPOKEN = {"da": "Danish", "en": "English"}
METHODS = [("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2"), ("**.py", "python")]
OPTIONS = {
    name: {"trimmed": "true", "silent": "false"} for name, method in METHODS if method == "jinja2"
}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "_l": None,
    "lazy_ngettext": (1, 2),
    "marked": None,
}
ROOMS = {
    "core",
    "accounts",
    "ambassadors",
    "media",
    "campaigns",
    "home",
    "api",
    "demo",
    "templates",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+")
DATED = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team)', re.M
)
Key = tuple[object, str | None]


def key_of(message: Message) -> Key:
    """Return what makes a message the same message."""
    first = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return first, message.context


def messages(catalog: Catalog) -> dict[Key, Message]:
    """Return a catalogue's messages without its header."""
    return {key_of(message): message for message in catalog if message.id}


def path_of(locale: str) -> Path:
    """Return where a language's catalogue is kept."""
    return TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"


def is_ours(folder: str | os.PathLike[str]) -> bool:
    """Say whether words on screen may be found in a folder."""
    parts = Path(folder).resolve().relative_to(ROOT).parts
    return not parts or parts[0] in ROOMS


def collect() -> Catalog:
    """Return every msgid of the rooms and templates, with the files it is found in."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(
        str(ROOT), METHODS, OPTIONS, KEYWORDS, ["Translators:"], directory_filter=is_ours
    )
    for name, line, msgid, comments, context in sorted(found, key=lambda f: (f[0], f[1])):
        catalog.add(msgid, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def load(path: Path, locale: str) -> Catalog:
    """Read a catalogue; an absent one is empty."""
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def save(catalog: Catalog, path: Path) -> None:
    """Write a catalogue without dates and line numbers, so that a diff shows only words."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_suffix(".tmp")
    with whole.open("wb") as file:
        write_po(
            file, catalog, width=100, omit_header=False, include_lineno=False, ignore_obsolete=True
        )
    lines = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    whole.write_text("".join(line for line in lines if not DATED.match(line)), encoding="utf-8")
    whole.replace(path)


def strings(message: Message) -> tuple[str, ...]:
    """Return a message's translations, one per plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def parts() -> Iterator[tuple[Path, Key, Message]]:
    """Yield every translation that waits in translations/parts."""
    for path in sorted((TRANSLATIONS / "parts").glob("*.po")):
        for key, message in messages(load(path, "da")).items():
            if any(strings(message)):
                yield path, key, message


def translations_in(old: Catalog) -> tuple[dict[Key, Message], list[str]]:
    """Join a catalogue with the waiting parts; a part wins; parts that differ are a conflict."""
    joined = {key: message for key, message in messages(old).items() if any(strings(message))}
    said: dict[Key, tuple[Path, Message]] = {}
    conflicts = []
    for path, key, message in parts():
        first_path, first = said.setdefault(key, (path, message))
        if strings(first) != strings(message):
            first_says = f"{first_path.name} says {strings(first)}"
            conflicts.append(f"{key[0]!r}: {first_says}, {path.name} {strings(message)}")
        joined[key] = first
    return joined, conflicts


def bring_up_to_date(collected: Catalog, known: dict[Key, Message], locale: str) -> Catalog:
    """Return a catalogue with exactly the collected messages and the translations known of them."""
    catalog = Catalog(locale=locale, project="Tillid", charset="utf-8", fuzzy=False)
    for key, message in messages(collected).items():
        said = message.id if locale == "en" else translation(message, known.get(key))
        catalog.add(
            message.id,
            said,
            message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return catalog


def translation(message: Message, known: Message | None) -> str | tuple[str, ...]:
    """Return the known translation if it has as many forms as the message, else nothing."""
    empty: str | tuple[str, ...] = ("", "") if message.pluralizable else ""
    if known is None or len(strings(known)) != (2 if message.pluralizable else 1):
        return empty
    return strings(known) if message.pluralizable else strings(known)[0]


def update(*, forget_parts: bool) -> list[str]:
    """Collect, merge and write both catalogues; return conflicts."""
    collected = collect()
    known, conflicts = translations_in(load(path_of("da"), "da"))
    for locale in SPOKEN:
        save(bring_up_to_date(collected, known, locale), path_of(locale))
    if forget_parts and not conflicts:
        for path in (TRANSLATIONS / "parts").glob("*.po"):
            path.unlink()
    return conflicts


def faults() -> list[str]:
    """Return what is missing, fuzzy, left over or has other placeholders than its msgid."""
    collected = messages(collect())
    found = []
    for locale, language in SPOKEN.items():
        catalog = load(path_of(locale), locale)
        present = messages(catalog)
        found += [f"{language} has no {key[0]!r}" for key in collected if key not in present]
        found += [
            f"{language} keeps {key[0]!r}, said nowhere" for key in present if key not in collected
        ]
        found += [f"{language} keeps the obsolete {key!r}" for key in catalog.obsolete]
        found += [
            f"{language}: {fault}"
            for key in present
            if key in collected
            for fault in wrong(present[key])
        ]
    return found


def wrong(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if message.fuzzy:
        yield f"{message.id!r} is only guessed (fuzzy)"
    msgids = message.id if isinstance(message.id, list | tuple) else (message.id,)
    said = strings(message)
    if len(said) != len(msgids) or not all(said):
        yield f"{message.id!r} is not translated"
        return
    for msgid, text in zip(msgids, said, strict=True):
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(msgid)):
            yield f"{text!r} has other placeholders or tags than {msgid!r}"


def main() -> None:
    """Do what the command line asks for; exit with 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=["update", "check"])
    parser.add_argument("--forget-parts", action="store_true", help="delete the merged parts")
    arguments = parser.parse_args()
    conflicts = update(forget_parts=arguments.forget_parts) if arguments.task == "update" else []
    problems = conflicts + faults()
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        sys.exit(f"{len(problems)} to put right")


if __name__ == "__main__":
    main()
