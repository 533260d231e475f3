"""Which language a page is in, and texts that organisers write in both."""

from collections.abc import Hashable
from typing import Any

from babel import Locale
from flask import g, has_request_context, request, session
from flask_babel import get_locale
from flask_login import current_user

LANGUAGES = {"da": "Dansk", "en": "English"}
DEFAULT = "da"
LOCALES = {code: Locale.parse(code) for code in LANGUAGES}

# What ``g`` stands for; each look through ``g`` itself takes six times as long.
kept_for_this_page = g._get_current_object


def choose_locale() -> str:
    """Return the language asked for on this device, else the person's own, else the browser's."""
    if not has_request_context():
        return DEFAULT
    asked = session.get("language")
    if asked in LANGUAGES:
        return str(asked)
    own = getattr(current_user, "locale", None)
    if own in LANGUAGES:
        return str(own)
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT


def chosen_locale() -> Locale:
    """Return the chosen language as Babel wants it, which would otherwise read it each time."""
    return LOCALES[choose_locale()]


def language() -> str:
    """Return the language in use as "da" or "en".

    A page asks this for each of its numbers, so what Flask-Babel has found out already is read
    where it keeps it; ``force_locale`` changes it there too.
    """
    try:
        locale = kept_for_this_page()._flask_babel.babel_locale
    except (AttributeError, RuntimeError):  # not asked yet, or no page at all
        locale = None
    locale = locale or get_locale()  # nothing is kept after ``force_locale`` if nothing was before
    return locale.language if locale and locale.language in LANGUAGES else DEFAULT


def wording() -> Hashable:
    """Return what words a page is in: its language, and with it whose own words it says."""
    spoken, own = language(), own_words()
    return (spoken, own) if own else spoken


def own_words() -> Any:
    """Return whose own words this page says (``core.catalogues``), or None."""
    try:
        return kept_for_this_page().get("own_words")
    except RuntimeError:  # no page at all
        return None


def marked(text: str) -> str:
    """Return a text as it is, found by the translators: whoever shows it translates it."""
    return text


def localised(thing: object, field: str) -> str:
    """Return a bilingual text in the language in use, or in the other one when it is empty."""
    first = language()
    others = [code for code in LANGUAGES if code != first]
    texts = (str(getattr(thing, f"{field}_{code}") or "") for code in [first, *others])
    return next((text for text in texts if text), "")


def with_article(noun: str) -> str:
    """Return what somebody is called with "a" or "an" before it, where the language wants one."""
    if language() != "en" or not noun:
        return noun
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"
