"""What an organisation calls its ambassadors and cohorts, where it has words of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from accounts.models import Organisation
from accounts.organisations import danish, english
from core import catalogues

WORDS: dict[str, LazyString] = {
    "ambassador": _l("ambassador"),
    "ambassadors": _l("ambassadors"),
    "cohort": _l("cohort"),
    "cohorts": _l("cohorts"),
}
# Danish alone has them: they tell a word's ending and its gender.
WITH_ENDINGS = ("the_ambassador_da", "the_cohort_da")
# Said as they are: what an owner is asked for, and the names of columns in files.
AS_THEY_ARE = re.compile(
    r"^(One|Several|The) (ambassador|cohort)s?, in |^Ambassador and cohort$|the column Ambassador"
)
UNSAFE = re.compile(r"[<>&%{}\"]")


@dataclass(frozen=True)
class TheirWords:
    """An organisation's own words, each by its name and language, such as ``cohorts_da``."""

    words: tuple[tuple[str, str], ...]

    def say(self, text: str, message: str, spoken: str) -> str:
        """Return a message with their words in it."""
        if AS_THEY_ARE.search(message):
            return text
        own = {name[:-3]: word for name, word in self.words if name.endswith(f"_{spoken}")}
        return danish.said(text, message, own) if spoken == "da" else english.said(text, own)


def of(organisation: Organisation) -> TheirWords | None:
    """Return an organisation's own words; None where it says ours.

    They stand in sentences that are markup, so what could be markup or a placeholder is left out.
    """
    pairs = {
        name: UNSAFE.sub("", word).replace("'", "’") for name, word in organisation.words.items()
    }
    found = tuple(sorted((name, word) for name, word in pairs.items() if word.strip()))
    return TheirWords(found) if found else None


def speak_like(organisation: Organisation) -> None:
    """Say all sentences of this page in an organisation's words."""
    catalogues.speak(of(organisation))


def of_mail(context: Mapping[str, Any]) -> TheirWords | None:
    """Return the own words of the organisation whose cohort a mail is about."""
    cohort = context.get("cohort")
    organisation = getattr(cohort, "organisation", context.get("organisation"))
    return of(organisation) if isinstance(organisation, Organisation) else None


def word(name: str) -> str:
    """Return what the organisation of this page calls an ambassador, ambassadors, a cohort…"""
    return str(WORDS[name])


def capitalised(name: str) -> str:
    """Return the word as it begins a heading."""
    found = word(name)
    return found[:1].upper() + found[1:]


def init_app(app: Flask) -> None:
    """Offer ``word("cohorts")`` and ``Word("cohorts")`` to templates, and write mails so."""
    app.jinja_env.globals.update(word=word, Word=capitalised)
    app.extensions["words_of_mail"] = of_mail
