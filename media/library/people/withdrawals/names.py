"""What the pictures of a withdrawal are called on pages, in mails and on the record."""

from flask_babel import force_locale

from core.languages import localised
from media.library.people.withdrawals.models import Withdrawal


def names_of(withdrawal: Withdrawal, locale: str) -> list[str]:
    """Return what to call the pictures in a language: what is in them, else their file's name."""
    assets = [one.asset for one in withdrawal.pictures if one.asset]
    with force_locale(locale):
        return [localised(asset, "alt") or asset.original_name for asset in assets]
