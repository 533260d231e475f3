"""What comes back to somebody about the pictures they sent: how far, how long, how much used."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ambassadors.models import Ambassador
from media.kits.contributions import queries
from media.kits.contributions.enums import ContributionState, InPicture
from media.kits.contributions.models import ContributedPicture, Contribution
from media.kits.contributions.permissions import can_renew
from media.kits.reception.queries import users_of
from media.library.enums import RenditionFormat
from media.library.permissions import is_usable, is_withdrawn
from media.library.queries import rendition


@dataclass(frozen=True)
class Told:
    """One contribution as its sender sees it; ``used_by`` counts others, and never names them."""

    contribution: Contribution
    shown: list[ContributedPicture]
    used_by: int
    is_lent: bool
    waits_for_others: bool
    can_renew: bool


def rows(ambassador: Ambassador, on: date) -> list[Told]:
    """Return what an ambassador has sent, the latest first."""
    found = queries.contributions_of(ambassador)
    assets = [picture.asset_id for one in found for picture in one.pictures]
    users = users_of(assets, but=ambassador.id)
    return [_told(one, users, on) for one in found]


def _told(one: Contribution, users: Mapping[uuid.UUID, int], on: date) -> Told:
    is_lent = one.state in (ContributionState.SENT, ContributionState.ACCEPTED)
    return Told(
        contribution=one,
        shown=[picture for picture in one.pictures if _has_preview(picture)],
        used_by=max((users.get(picture.asset_id, 0) for picture in one.pictures), default=0),
        is_lent=is_lent and one.licensed_until >= on,
        waits_for_others=one.state is ContributionState.ACCEPTED
        and one.in_picture is InPicture.OTHERS
        and not all(is_usable(picture.asset, on) for picture in one.pictures),
        can_renew=can_renew(one, on),
    )


def _has_preview(picture: ContributedPicture) -> bool:
    asset = picture.asset
    return not is_withdrawn(asset) and rendition(asset, RenditionFormat.PREVIEW) is not None
