"""The words of both languages, each looked up by its language's name alone.

Somebody may have words of their own for a thing. ``speak(own)`` has a page say them, whatever room
the sentence is from: ``own`` says each message anew, in the language in use.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any, Protocol

from babel.support import NullTranslations
from flask import g
from flask_babel import Babel, Domain, get_locale

from core.languages import LOCALES, language, own_words


class OwnWords(Protocol):
    """What says a message in other words; equal ones say the same."""

    def __hash__(self) -> int: ...

    def say(self, text: str, message: str, spoken: str) -> str:
        """Return ``text``, which is ``message`` in a language, in own words."""
        ...


def speak(own: OwnWords | None) -> None:
    """Say everything on this page in somebody's own words, or in ours again."""
    g.own_words = own


@contextmanager
def speaking(own: OwnWords | None) -> Iterator[None]:
    """Say what is written inside in somebody's own words; without any, as the page does."""
    before = own_words()
    speak(own or before)
    try:
        yield
    finally:
        speak(before)


class Catalogues(Domain):
    """Flask-Babel's catalogues, without writing out the whole locale for every message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._by_language: dict[str, Any] = {}

    def get_translations(self) -> Any:
        """Return the words of the language in use."""
        spoken = language()
        if spoken not in self._by_language:
            found = super().get_translations()
            if get_locale() not in LOCALES.values():
                return found  # a language of somebody else's
            self._by_language[spoken] = found
        own = own_words()
        return Retold(self._by_language[spoken], own, spoken) if own else self._by_language[spoken]


class Retold(NullTranslations):
    """A catalogue whose messages are said in somebody's own words."""

    def __init__(self, catalogue: Any, own: OwnWords, spoken: str) -> None:
        super().__init__()
        self.catalogue, self.own, self.spoken = catalogue, own, spoken

    def ugettext(self, message: str) -> str:
        """Return a message."""
        return _said(self.own, self.catalogue.ugettext(message), message, self.spoken)

    def ungettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a message about so many."""
        text = self.catalogue.ungettext(msgid1, msgid2, n)
        return _said(self.own, text, msgid1 if n == 1 else msgid2, self.spoken)

    def upgettext(self, context: str, message: str) -> str:
        """Return a message of a context."""
        return _said(self.own, self.catalogue.upgettext(context, message), message, self.spoken)


@lru_cache(maxsize=8192)
def _said(own: OwnWords, text: str, message: str, spoken: str) -> str:
    return own.say(text, message, spoken)


class Languages(Babel):
    """Flask-Babel with these catalogues."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        """The catalogues, one set for all pages."""
        return Catalogues(domain=self.domain)
