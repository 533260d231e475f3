"""What stands on the screen, in either language, looked up by its English words."""

import gettext
from pathlib import Path

CATALOGUES = Path(__file__).parents[2] / "translations"


class Words:
    """The words of one language: ``words("Publish to %(num)d cohort", many=3)``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._found = gettext.translation(
            "messages", CATALOGUES, languages=[language], fallback=True
        )

    def __call__(self, message: str, **values: object) -> str:
        """Return one sentence with its values filled in."""
        text = self._found.gettext(message)
        return text % values if values else text

    def counted(self, one: str, several: str, number: int, **values: object) -> str:
        """Return a sentence about a number of things."""
        return self._found.ngettext(one, several, number) % {"num": number, **values}

    def pick(self, *, da: str, en: str) -> str:
        """Return the text in this language, for content that organisers write."""
        return da if self.language == "da" else en
