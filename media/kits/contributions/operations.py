"""Writes about contributions. They raise DomainError, may flush, and never commit."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete

from accounts import audit
from accounts.models import User
from ambassadors.models import Ambassador
from core.db import db, utcnow
from media.kits import operations as kit_operations
from media.kits.contributions.enums import ContributionState, InPicture
from media.kits.contributions.errors import AlreadyAnswered
from media.kits.contributions.models import ContributedPicture, Contribution
from media.kits.contributions.permissions import can_renew
from media.kits.models import Kit, KitItem
from media.library import operations as library
from media.library.enums import Recognisable
from media.library.errors import AssetInUse
from media.library.models import Asset


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What an ambassador says about the pictures she sends; ``sent_key`` is that of her page."""

    idea: str
    in_picture: InPicture
    credit: str
    sent_key: str


def send(ambassador: Ambassador, sent: Sent, assets: Sequence[Asset], *, on: date) -> Contribution:
    """Keep pictures an ambassador lends us for a year from a day. They are usable once accepted."""
    contribution = Contribution(
        ambassador=ambassador,
        **vars(sent),
        state=ContributionState.SENT,
        licensed_from=on,
        licensed_until=a_year_after(on),
        pictures=[ContributedPicture(asset=a, position=n) for n, a in enumerate(assets)],
    )
    db.session.add(contribution)
    return contribution


def a_year_after(day: date) -> date:
    """Return the last day of a loan of twelve months that begins on a day."""
    try:
        return day.replace(year=day.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def accept(contribution: Contribution, *, kit: Kit | None, thanks: str, actor: User) -> None:
    """Take the pictures into use, and put them into a kit if one is chosen.

    Raises AlreadyAnswered, and TooManyPictures for a full kit.
    """
    _answer(contribution, ContributionState.ACCEPTED, thanks, actor)
    for picture in contribution.pictures:
        _lend(picture.asset, contribution)
    if kit is not None:
        kit_operations.add_pictures(kit, [picture.asset for picture in contribution.pictures])


def _lend(asset: Asset, contribution: Contribution) -> None:
    """Let a picture be used while it is lent; people besides its sender must say yes themselves."""
    until, who = contribution.licensed_until, contribution.in_picture
    asset.credit, asset.lent_until = contribution.credit, until
    is_nobody = who is InPicture.NOBODY
    asset.recognisable = Recognisable.NOBODY if is_nobody else Recognisable.SOMEBODY
    asset.consent_until = until if who is InPicture.ONLY_ME else None


def decline(contribution: Contribution, *, thanks: str, actor: User) -> None:
    """Say no, kindly; the pictures are deleted. Raises AlreadyAnswered."""
    _answer(contribution, ContributionState.DECLINED, thanks, actor)
    _delete_pictures(contribution)


def _answer(contribution: Contribution, state: ContributionState, thanks: str, actor: User) -> None:
    if contribution.state is not ContributionState.SENT:
        raise AlreadyAnswered
    contribution.state, contribution.thanks = state, thanks
    contribution.reviewed_at, contribution.reviewed_by = utcnow(), actor
    _record(contribution, actor)


def _record(contribution: Contribution, actor: User) -> None:
    audit.record(
        contribution.ambassador.cohort.organisation,
        actor=actor,
        action=f"contribution_{contribution.state.value}",
        subject=contribution,
        after={"state": contribution.state.value},
    )


def revoke(contribution: Contribution, *, on: date) -> bool:
    """Take back what was lent: out of every kit, page, zip and file address at once.

    Returns False when there was nothing to take back any more.
    """
    if contribution.state not in (ContributionState.SENT, ContributionState.ACCEPTED):
        return False
    contribution.state, contribution.revoked_at = ContributionState.REVOKED, utcnow()
    _record(contribution, contribution.ambassador.user)
    for picture in contribution.pictures:
        _hold_back(picture.asset)
        picture.asset.lent_until = on - timedelta(days=1)
    return True


def renew(contribution: Contribution, *, on: date) -> bool:
    """Lend the pictures another year, after the one that runs or from a day.

    Returns False when they are not lent, or the year has long to go.
    """
    if not can_renew(contribution, on):
        return False
    start = max(on, contribution.licensed_until + timedelta(days=1))
    contribution.licensed_until, contribution.renewal_asked_at = a_year_after(start), None
    for picture in contribution.pictures:
        picture.asset.lent_until = contribution.licensed_until
        if picture.asset.consent_until:
            picture.asset.consent_until = contribution.licensed_until
    audit.record(
        contribution.ambassador.cohort.organisation,
        actor=contribution.ambassador.user,
        action="contribution_renewed",
        subject=contribution,
        after={"until": contribution.licensed_until.isoformat()},
    )
    return True


def forget(contribution: Contribution) -> None:
    """Erase a contribution with its pictures."""
    _delete_pictures(contribution)
    db.session.delete(contribution)
    db.session.flush()


def _hold_back(asset: Asset) -> None:
    db.session.execute(delete(KitItem).where(KitItem.asset_id == asset.id))
    asset.recognisable, asset.consent_until = Recognisable.UNANSWERED, None


def _delete_pictures(contribution: Contribution) -> None:
    """Delete the pictures; one that is shown somewhere else stays, but may not be used."""
    assets = [picture.asset for picture in contribution.pictures]
    contribution.pictures.clear()
    for asset in assets:
        _hold_back(asset)
        asset.credit, asset.lent_until = "", contribution.licensed_from - timedelta(days=1)
    db.session.flush()
    for asset in assets:
        with suppress(AssetInUse):
            library.delete_asset(asset)
    db.session.expire_all()  # what is still in memory is no longer true
