"""The first line an ambassador's post must have, to be copied while she logs it."""

from collections.abc import Iterable

from ambassadors.models import Ambassador
from campaigns.models import Campaign
from core.languages import language
from media.kits import contents, disclosure
from media.kits.models import Kit


def first_line(ambassador: Ambassador, campaigns: Iterable[Campaign], kit: Kit | None) -> str:
    """Return the kit's line; without a kit the one that is right in all of some campaigns."""
    cohort, locale = ambassador.cohort, language()
    if kit:
        return contents.first_line(kit, cohort, locale)
    footing = disclosure.strictest([cohort.relation, *(one.relation for one in campaigns)])
    word = cohort.ambassador_word_en if locale == "en" else cohort.ambassador_word_da
    return disclosure.line(footing, word, cohort.organisation.name, locale)
