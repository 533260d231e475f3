"""Pictures and ideas somebody sent: told to them, and gone with them, since the loan was theirs."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from core.db import db
from core.personal_data import Held, Person, Words, register
from media.kits.contributions import operations
from media.kits.contributions.models import ContributedPicture, Contribution


def tell(person: Person) -> Iterable[Held]:
    """Tell what somebody sent, on what terms, and what became of it; the pictures come along."""
    found = _contributions(person)
    keys = [picture.asset.storage_key for one in found for picture in one.pictures]
    yield Held(
        _l("Pictures and ideas you sent"),
        [_told(one) for one in found],
        files={f"contribution-{number}": key for number, key in enumerate(keys, 1)},
    )


def _told(one: Contribution) -> dict[Words, Any]:
    return {
        _l("When"): one.created_at,
        _l("Idea"): one.idea,
        _l("Who is in it"): one.in_picture.label,
        _l("Credit"): one.credit,
        _l("Lent from"): one.licensed_from,
        _l("Lent until"): one.licensed_until,
        _l("Answered"): one.reviewed_at,
        _l("What the organiser wrote"): one.thanks,
        _l("Taken back"): one.revoked_at,
        _l("Files"): [picture.asset.original_name for picture in one.pictures],
    }


def _contributions(person: Person) -> list[Contribution]:
    return list(
        db.session.scalars(
            select(Contribution)
            .where(Contribution.ambassador_id.in_(person.places))
            .options(
                selectinload(Contribution.pictures).joinedload(ContributedPicture.asset),
            )
            .order_by(Contribution.created_at, Contribution.id)
        )
    )


def erase(person: Person) -> None:
    """Forget everything sent; its pictures leave every kit and the library."""
    for one in _contributions(person):
        operations.forget(one)


register(
    "contributions",
    title=_l("Pictures and ideas you sent"),
    tables=[Contribution, ContributedPicture],
    tell=tell,
    erase=erase,
    untold=["contribution.sent_key"],
)
