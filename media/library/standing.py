"""How a picture stands, in words: what it is ready for, or what it still lacks."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from core import refusals
from core.formats import format_date
from media.library.enums import FOR_INSTAGRAM, AssetState, Recognisable
from media.library.models import Asset


@dataclass(frozen=True)
class Standing:
    """One thing to know about a picture; ``kind`` is that of a chip."""

    text: str
    kind: str


def standings(asset: Asset, on: date) -> list[Standing]:
    """Return what a picture lacks, or that it is ready."""
    if asset.state is AssetState.PROCESSING:
        return [Standing(_("Being made ready…"), "quiet")]
    if asset.state is AssetState.REFUSED:
        why = refusals.short_reason(asset.refusal)
        return [Standing(_("Refused: %(reason)s", reason=why), "bad")]
    lacks = [*_people(asset, on), *_alt(asset)]
    return lacks or [Standing(_ready(asset), "good")]


def _ready(asset: Asset) -> str:
    made = sum(row.format in FOR_INSTAGRAM for row in asset.renditions)
    return str(ngettext("Ready in %(num)d format", "Ready in %(num)d formats", made))


def _alt(asset: Asset) -> list[Standing]:
    has_alt = asset.alt_da or asset.alt_en
    return [] if has_alt else [Standing(_("Missing alt text"), "")]


def _people(asset: Asset, on: date) -> list[Standing]:
    if asset.recognisable is Recognisable.WAITING:
        return [Standing(_("Waiting for consent"), "warn")]
    if asset.recognisable is Recognisable.UNANSWERED:
        return [Standing(_("Missing an answer about people"), "warn")]
    until = asset.consent_until
    if asset.recognisable is Recognisable.CONSENTED and until and until < on:
        return [Standing(_("The consent ended on %(date)s", date=format_date(until)), "warn")]
    return []


def heading(asset: Asset, on: date) -> str:
    """Return the answer to "can it be used?" as the heading of a picture's page."""
    found = standings(asset, on)
    if found[0].kind == "good":
        return str(_("The picture is ready to use"))
    if asset.state is AssetState.REFUSED:
        return str(_("The picture cannot be used"))
    if asset.state is AssetState.PROCESSING:
        return str(_("The picture is being made ready"))
    if len(found) > 1:
        return str(_("The picture lacks two things"))
    return found[0].text
