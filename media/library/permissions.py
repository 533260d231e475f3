"""Who may see a picture, and when it may be used. Pure functions: no request, no session."""

from collections.abc import Iterable
from datetime import date

from accounts.enums import Role
from accounts.models import Membership
from ambassadors.models import Ambassador
from media.library.enums import AssetState, Recognisable
from media.library.models import Asset

LOOKS_AFTER_PICTURES = frozenset({Role.OWNER, Role.ORGANISER, Role.READER})


def is_usable(asset: Asset, on: date) -> bool:
    """Say whether ambassadors may use a picture on a day: it is ready, and so are its people.

    ``queries.usable`` is the same in SQL; a test holds the two together.
    """
    if asset.state is not AssetState.READY:
        return False
    if asset.recognisable is Recognisable.CONSENTED:
        return asset.consent_until is not None and asset.consent_until >= on
    return asset.recognisable is Recognisable.NOBODY


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
