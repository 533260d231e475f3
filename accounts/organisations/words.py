"""What an organisation calls its ambassadors and cohorts, where it has words of its own."""

from flask import Flask, g
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from accounts.models import Organisation
from core.languages import language

WORDS: dict[str, LazyString] = {
    "ambassador": _l("ambassador"),
    "ambassadors": _l("ambassadors"),
    "cohort": _l("cohort"),
    "cohorts": _l("cohorts"),
}


def word(name: str) -> str:
    """Return what the organisation of this page calls an ambassador, ambassadors, a cohort…"""
    organisation: Organisation | None = g.get("organisation")
    own = organisation.words.get(f"{name}_{language()}", "") if organisation else ""
    return str(own or WORDS[name])


def is_own(name: str) -> bool:
    """Say whether the organisation has a word of its own, whose grammar nobody here knows."""
    organisation: Organisation | None = g.get("organisation")
    return bool(organisation and organisation.words.get(f"{name}_{language()}"))


def capitalised(name: str) -> str:
    """Return the word as it begins a heading."""
    found = word(name)
    return found[:1].upper() + found[1:]


def init_app(app: Flask) -> None:
    """Offer ``word("ambassadors")``, ``Word("ambassadors")`` and ``own_word`` to templates."""
    app.jinja_env.globals.update(word=word, Word=capitalised, own_word=is_own)
