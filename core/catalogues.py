"""The words of both languages, each looked up by its language's name alone."""

from functools import cached_property
from typing import Any

from flask_babel import Babel, Domain, get_locale

from core.languages import LOCALES, language


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
        return self._by_language[spoken]


class Languages(Babel):
    """Flask-Babel with these catalogues."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        """The catalogues, one set for all pages."""
        return Catalogues(domain=self.domain)
