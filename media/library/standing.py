"""How a picture stands, in words: what it is ready for, or what it still lacks."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from core import refusals
from core.formats import format_date
from media.library.enums import FOR_INSTAGRAM, AssetKind, AssetState, Recognisable
from media.library.models import Asset
from media.library.permissions import is_usable, is_withdrawn


@dataclass(frozen=True)
class Standing:
    """One thing to know about a picture; ``kind`` is that of a chip."""

    text: str
    kind: str


def standings(asset: Asset, on: date) -> list[Standing]:
    """Return what a picture lacks, or that it is ready."""
    if asset.state is AssetState.PROCESSING:
        return [Standing(_("Being made ready…"), "quiet")]
    if asset.state is AssetState.WAITING:
        return [Standing(_("Missing a cover picture"), "warn")]
    if asset.state is AssetState.REFUSED:
        why = refusals.short_reason(asset.refusal)
        return [Standing(_("Refused: %(reason)s", reason=why), "bad")]
    lacks = [*_licence(asset, on), *_people(asset, on), *_alt(asset)]
    return lacks or [Standing(_ready(asset), "good")]


def _ready(asset: Asset) -> str:
    made = sum(row.format in FOR_INSTAGRAM for row in asset.renditions)
    return str(ngettext("Ready in %(num)d format", "Ready in %(num)d formats", made))


def _licence(asset: Asset, on: date) -> list[Standing]:
    if asset.lent_until is not None and asset.lent_until < on:
        ended = format_date(asset.lent_until)
        return [Standing(_("No longer lent to you since %(date)s", date=ended), "warn")]
    until = asset.licence_until
    if until is None or until >= on:
        return []
    return [Standing(_("The licence ended on %(date)s", date=format_date(until)), "warn")]


def _alt(asset: Asset) -> list[Standing]:
    has_alt = asset.alt_da or asset.alt_en
    return [] if has_alt else [Standing(_("Missing alt text"), "")]


def _people(asset: Asset, on: date) -> list[Standing]:
    if is_withdrawn(asset):
        return [Standing(_("Somebody in it has said no"), "bad")]
    if asset.people:
        return _consents(asset, on)
    if asset.recognisable is Recognisable.UNANSWERED:
        return [Standing(_("Missing an answer about people"), "warn")]
    if asset.recognisable is Recognisable.NOBODY:
        return []
    until = asset.consent_until
    if until is None:
        return [Standing(_("Mark who can be recognised"), "warn")]
    if until < on:
        return [Standing(_("The consent ended on %(date)s", date=format_date(until)), "warn")]
    return []


def _consents(asset: Asset, on: date) -> list[Standing]:
    waiting = sum(one.consent is None for one in asset.people)
    ends = [one.consent.until for one in asset.people if one.consent and one.consent.until < on]
    if waiting:
        words = ngettext(
            "Waiting for %(num)d person’s yes", "Waiting for %(num)d people’s yes", waiting
        )
        return [Standing(str(words), "warn")]
    if ends:
        ended = format_date(max(ends))
        return [Standing(_("The consent ended on %(date)s", date=ended), "warn")]
    if not is_usable(asset, on):
        return [Standing(_("No yes to Instagram"), "warn")]
    return []


def heading(asset: Asset, on: date) -> str:
    """Return the answer to "can it be used?" as the heading of a picture's page."""
    found, is_film = standings(asset, on), asset.kind is AssetKind.FILM
    if found[0].kind == "good":
        return str(_("The film is ready to use") if is_film else _("The picture is ready to use"))
    if asset.state is AssetState.REFUSED:
        return str(_("The film cannot be used") if is_film else _("The picture cannot be used"))
    if asset.state is AssetState.PROCESSING:
        being_made = _("The film is being made ready")
        return str(being_made if is_film else _("The picture is being made ready"))
    if len(found) > 1:
        return _lacks(len(found), is_film=is_film)
    return found[0].text


def _lacks(many: int, *, is_film: bool) -> str:
    two, three = _("The picture lacks two things"), _("The picture lacks three things")
    if is_film:
        two, three = _("The film lacks two things"), _("The film lacks three things")
    return str(two if many == 2 else three)
