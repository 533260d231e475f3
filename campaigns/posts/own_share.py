"""How much of a post's text is its author's own, beside the texts of the kit it was made from."""

import re
from collections.abc import Iterable

from ambassadors.models import Cohort
from core.languages import LANGUAGES
from media.kits import contents, own_words
from media.kits.models import Kit
from media.kits.versions import Version

LINK = re.compile(r"https?://\S+")
MOSTLY_THE_KITS = 20  # percent of own words below which a gentle word is said


def own_percent(caption: str, kits: Iterable[Kit], cohort: Cohort) -> int | None:
    """Return the own share beside the nearest of the kits' texts; None with nothing to compare.

    The first line, the link and the hashtags a kit gives are the kit's words, not hers.
    """
    written = LINK.sub("", caption)
    if not own_words.words_of(written):
        return None
    shares = [own_words.own_percent(text, written) for text in _texts(kits, cohort)]
    return min(shares, default=None)


def _texts(kits: Iterable[Kit], cohort: Cohort) -> list[str]:
    return [
        " ".join((one.line, LINK.sub("", one.text), one.hashtags))
        for kit in kits
        for shown in _versions(kit)
        for locale in LANGUAGES
        for one in contents.suggestions(shown, cohort, locale, None)
    ]


def _versions(kit: Kit) -> list[Kit | Version]:
    return [kit, *(Version(kit, variant) for variant in kit.variants)]
