"""Writes of the monthly mail: who had it, and who does not want it."""

from datetime import date

from accounts.models import Membership
from campaigns.results.letters.models import ReaderLetter
from campaigns.results.letters.queries import letter_of
from core.db import db, utcnow


def note_sent(membership: Membership, letter: ReaderLetter | None, month: date) -> None:
    """Note, with the mail in one transaction, that a reader has had a month's."""
    if letter is None:
        letter = ReaderLetter(membership=membership)
        db.session.add(letter)
    letter.month = month


def choose(membership: Membership, *, wanted: bool) -> None:
    """Let a reader have the mail or not; saying it twice is harmless."""
    letter = letter_of(membership)
    if letter is None:
        letter = ReaderLetter(membership=membership)
        db.session.add(letter)
    letter.declined_at = None if wanted else letter.declined_at or utcnow()
