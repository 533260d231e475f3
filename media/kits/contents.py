"""What a kit holds for an ambassador on a day: usable pictures, texts ready to paste. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from ambassadors.models import Ambassador, Cohort
from core.languages import LANGUAGES
from media.kits import disclosure, hashtags
from media.kits.models import Caption, Kit, KitItem
from media.library.enums import FOR_INSTAGRAM, RenditionFormat
from media.library.models import Rendition
from media.library.permissions import is_usable

LINK = "{link}"
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
# For a preview before a cohort is chosen.
ANY_WORD = {"da": "ambassadør", "en": "ambassador"}


@dataclass(frozen=True)
class Suggestion:
    """A caption as it is pasted: the first line that may not be left out, the text, hashtags."""

    line: str
    text: str
    hashtags: str

    @property
    def whole(self) -> str:
        """Return everything in the order it is pasted."""
        return "\n".join(part for part in (self.line, self.text, self.hashtags) if part)


def fits_topics(kit: Kit, ambassador: Ambassador) -> bool:
    """Say whether a kit is about something the ambassador likes to tell about."""
    liked = {topic.id for topic in ambassador.topics}
    return any(topic.id in liked for topic in kit.topics)


def usable_items(kit: Kit, on: date) -> list[KitItem]:
    """Return the pictures of a kit that may be used on a day, in order."""
    return [item for item in kit.items if is_usable(item.asset, on)]


def held_back(kit: Kit, on: date) -> list[KitItem]:
    """Return the pictures that stay out for now, in order."""
    return [item for item in kit.items if not is_usable(item.asset, on)]


def files_of(item: KitItem) -> dict[RenditionFormat, Rendition]:
    """Return a picture's files for Instagram by format, in the order people see them."""
    made = {one.format: one for one in item.asset.renditions}
    return {wanted: made[wanted] for wanted in FOR_INSTAGRAM if wanted in made}


def with_link(text: str, link: str | None) -> str:
    """Return a text with the personal link put in, or without the sentence that asked for it."""
    if link:
        return text.replace(LINK, link)
    if LINK not in text:
        return text
    lines = (_without_link(one) if LINK in one else one for one in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_link(line: str) -> str:
    return " ".join(one for one in SENTENCE_END.split(line) if LINK not in one)


def captions_in(kit: Kit, locale: str) -> list[Caption]:
    """Return a kit's captions in one language, in order."""
    return [caption for caption in kit.captions if caption.locale == locale]


def languages_of(kit: Kit) -> list[str]:
    """Return the languages a kit has captions in."""
    return [code for code in LANGUAGES if captions_in(kit, code)]


def first_line(kit: Kit, cohort: Cohort | None, locale: str) -> str:
    """Return the line that must stand first in the posts of a cohort's ambassadors."""
    word = getattr(cohort, f"ambassador_word_{locale}") if cohort else ANY_WORD[locale]
    return disclosure.line(kit.relation, word, kit.organisation.name, locale)


def suggestions(kit: Kit, cohort: Cohort | None, locale: str, link: str | None) -> list[Suggestion]:
    """Return a kit's captions in one language, ready to paste for somebody of a cohort."""
    line = first_line(kit, cohort, locale)
    return [
        Suggestion(
            line=line,
            text=with_link(caption.text, link),
            hashtags=hashtags.written(caption.hashtags),
        )
        for caption in captions_in(kit, locale)
    ]
