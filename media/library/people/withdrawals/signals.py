"""What a withdrawal asks the rooms above: who fetched the pictures, and which posts show them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blinker import Signal

from media.library.models import Asset
from media.library.people.models import Consent
from media.library.people.withdrawals.models import Withdrawal

fetchers_wanted = Signal(
    "Who has fetched these pictures? Sender is the Withdrawal, with ``asset_ids``; receivers "
    "return pairs of an ambassador's id and when they first did."
)
files_wanted = Signal(
    "Which files were made of a picture besides its own formats? Sender is the Asset; receivers "
    "return storage keys."
)
posts_asked_about = Signal(
    "Everybody who fetched is noted and about to be told. Sender is the Withdrawal; receivers note "
    "the posts that may show a picture, and return them as UsedPosts."
)
posts_wanted = Signal(
    "Which posts may show a picture of these withdrawals, and what became of them? Sender is the "
    "Withdrawal; receivers return UsedPosts."
)
yes_given = Signal(
    "Somebody has said yes to pictures, perhaps to what they had taken back. Sender is the "
    "Consent, with ``asset_ids``."
)


@dataclass(frozen=True)
class UsedPost:
    """A post that shows or may show a withdrawn picture, as the record shows it.

    ``shows`` when its author has said so; of any other nobody knows.
    ``code`` is "asked", "removed", "clear", "escalated" or "may_stay"; ``label`` says it in words.
    """

    id: uuid.UUID
    ambassador_id: uuid.UUID
    by: str
    shows: bool
    url: str
    published_at: datetime | None
    code: str
    label: str
    changed_at: datetime


def fetchers(withdrawal: Withdrawal, asset_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return who fetched any of the pictures, and when first."""
    found: dict[uuid.UUID, datetime] = {}
    for _, answer in fetchers_wanted.send(withdrawal, asset_ids=list(asset_ids)):
        for ambassador_id, at in answer:
            found[ambassador_id] = min(at, found.get(ambassador_id, at))
    return found


def further_files(asset: Asset) -> list[str]:
    """Return where the files lie that other rooms have made of a picture."""
    return [key for _, keys in files_wanted.send(asset) for key in keys]


def ask_about_posts(withdrawal: Withdrawal) -> list[UsedPost]:
    """Have the posts noted that may show a picture; return them."""
    return [post for _, posts in posts_asked_about.send(withdrawal) for post in posts]


def tell_of_yes(consent: Consent, asset_ids: Iterable[uuid.UUID]) -> None:
    """Have nobody asked any more to remove what may be shown again."""
    yes_given.send(consent, asset_ids=list(asset_ids))


def posts_of(withdrawal: Withdrawal) -> list[UsedPost]:
    """Return the posts that may show a picture, with what became of them."""
    return [post for _, posts in posts_wanted.send(withdrawal) for post in posts]
