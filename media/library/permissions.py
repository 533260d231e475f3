"""Who may see a picture, and when it may be used. Pure functions: no request, no session."""

from collections.abc import Iterable
from datetime import date

from accounts.enums import Role
from accounts.models import Membership
from ambassadors.models import Ambassador
from media.library.enums import NOTED_FOR, AssetState, PictureChannel, Recognisable
from media.library.models import Asset
from media.library.people.models import PersonInAsset

LOOKS_AFTER_PICTURES = frozenset({Role.OWNER, Role.ORGANISER, Role.READER})


def is_usable(asset: Asset, on: date, channel: PictureChannel = PictureChannel.INSTAGRAM) -> bool:
    """Say whether a picture may be used on a day in a channel: it is ready, and so are its people.

    A picture whose licence or loan has ended is used no more. ``queries.usable`` is the same in
    SQL; a test holds the two together.
    """
    if any(end is not None and end < on for end in (asset.licence_until, asset.lent_until)):
        return False
    if asset.state is not AssetState.READY or asset.recognisable is Recognisable.UNANSWERED:
        return False
    if asset.people:
        return all(is_covered(one, on, channel) for one in asset.people)
    return asset.recognisable is Recognisable.NOBODY or is_noted(asset, on, channel)


def is_covered(who: PersonInAsset, on: date, channel: PictureChannel) -> bool:
    """Say whether somebody in a picture has said yes to a channel on a day, and not no since."""
    consent = who.consent
    return (
        who.refused_at is None
        and consent is not None
        and consent.withdrawn_at is None
        and consent.until >= on
        and channel in consent.channels
    )


def is_noted(asset: Asset, on: date, channel: PictureChannel) -> bool:
    """Say whether everybody's yes was noted before there was a register, and counts still."""
    return (
        asset.recognisable is Recognisable.SOMEBODY
        and asset.consent_until is not None
        and asset.consent_until >= on
        and channel in NOTED_FOR
    )


def is_withdrawn(asset: Asset) -> bool:
    """Say whether somebody in a picture has said no, so that nobody is shown it any more."""
    return any(one.refused_at for one in asset.people)


def is_staff_for(memberships: Iterable[Membership], asset: Asset) -> bool:
    """Organisers, owners and results readers see every picture of their organisation."""
    return any(
        membership.organisation_id == asset.organisation_id
        and membership.role in LOOKS_AFTER_PICTURES
        for membership in memberships
    )


def is_colleague(memberships: Iterable[Membership], asset: Asset) -> bool:
    """Say whether somebody has any role in the picture's organisation."""
    return any(membership.organisation_id == asset.organisation_id for membership in memberships)


def is_ambassador_for(places: Iterable[Ambassador], asset: Asset) -> bool:
    """Say whether one of these active places is in the picture's organisation."""
    return any(place.cohort.organisation_id == asset.organisation_id for place in places)
