"""Whether whoever took pictures back has said yes to them again since. Pure."""

from flask_babel import gettext as _

from core.formats import format_datetime
from media.library.people.channels import channel_names
from media.library.people.models import Consent
from media.library.people.withdrawals.models import Withdrawal


def yes_again(withdrawal: Withdrawal) -> str:
    """Return when and to what they have said yes again, in words; nothing unless to all of it."""
    found = _consents(withdrawal)
    if not found or None in found:
        return ""
    newest = max((one for one in found if one), key=lambda one: one.given_at)
    when, where = format_datetime(newest.given_at), channel_names(newest.channels)
    return str(_("%(when)s, to %(channels)s", when=when, channels=where))


def _consents(withdrawal: Withdrawal) -> list[Consent | None]:
    """Return what each of the pictures rests on now that was given since."""
    ids = {one.asset_id for one in withdrawal.pictures if one.asset_id}
    marks = withdrawal.person.appearances if withdrawal.person else []
    return [_since(one.consent, withdrawal) for one in marks if one.asset_id in ids]


def _since(consent: Consent | None, withdrawal: Withdrawal) -> Consent | None:
    if consent is None or consent.given_at < withdrawal.created_at:
        return None
    is_back = withdrawal.is_whole or set(withdrawal.channels) <= set(consent.channels)
    return consent if is_back else None
