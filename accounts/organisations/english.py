"""Other words for ambassadors and cohorts in English sentences. Pure."""

import re
from collections.abc import Mapping

NAMED = re.compile(r"(?:\b(an?) )?(?<!%\()\b(ambassadors?|cohorts?)\b", re.IGNORECASE)


def said(text: str, own: Mapping[str, str]) -> str:
    """Return a sentence with own words, given by those they stand for."""

    def instead(found: re.Match[str]) -> str:
        article, name = found.groups()
        word = own.get(name.lower())
        if not word:
            return found[0]
        if article:
            kind = "an" if word[0].lower() in "aeiou" else "a"
            return f"{like(article, kind)} {word}"
        return like(name, word)

    return NAMED.sub(instead, text)


def like(pattern: str, word: str) -> str:
    """Return a word with a capital letter where the one it stands for has one."""
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
