"""Everything stored about a pictured person, as they can read and take it with them."""

from typing import Any

from flask_babel import gettext as _

from core.personal_data import plain
from media.library.people.channels import channel_names
from media.library.people.models import Consent, Person, PersonInAsset
from media.library.people.withdrawals.models import Withdrawal


def everything(person: Person, withdrawals: list[Withdrawal]) -> dict[str, Any]:
    """Return what is stored, in readable words; the pictures can be seen on the page."""
    told: dict[str, Any] = plain(
        {
            _("Organisation"): person.organisation.name,
            _("Name"): person.name,
            _("E-mail address"): person.email,
            _("Language"): person.locale,
            _("Year of birth"): person.birth_year,
            _("Guardian’s name"): person.guardian_name,
            _("Guardian’s e-mail address"): person.guardian_email,
            _("Unit"): person.unit.path if person.unit else "",
            _("In the register since"): person.created_at,
            _("Asked"): person.asked_at,
            _("Pictures"): [_picture(one) for one in person.appearances],
            _("Consents"): [_consent(one) for one in person.consents],
            _("Taken back"): [_withdrawal(one) for one in withdrawals],
        }
    )
    return told


def _picture(mark: PersonInAsset) -> dict[str, Any]:
    asset = mark.asset
    return {
        _("Picture"): asset.alt_da or asset.alt_en or asset.original_name,
        _("Marked"): mark.created_at,
        _("Place in the picture"): [mark.x, mark.y] if mark.x is not None else None,
        _("Said no"): mark.refused_at,
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        _("Given"): consent.given_at,
        _("How"): consent.given_by,
        _("Channels"): channel_names(consent.channels),
        _("Occasion or campaign"): consent.occasion.name if consent.occasion else "",
        _("Until"): consent.until,
        _("By the guardian"): consent.guardian_name,
        _("Wording"): consent.text_version,
        _("Language"): consent.locale,
        _("A signed paper is kept"): consent.proof_key is not None,
        _("Taken back"): consent.withdrawn_at,
        _("Replaced by a newer answer"): consent.replaced_at,
    }


def _withdrawal(withdrawal: Withdrawal) -> dict[str, Any]:
    return {
        _("When"): withdrawal.created_at,
        _("Channels"): channel_names(withdrawal.channels),
        _("Files gone"): withdrawal.files_gone_at,
        _("Asked to remove it"): len(withdrawal.notices),
    }
