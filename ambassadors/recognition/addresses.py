"""Where badges and their issuers are found. Issuers go by id, so a new slug breaks no badge."""

import uuid

from ambassadors.recognition import status_lists
from ambassadors.recognition.badges import Addresses
from ambassadors.recognition.models import Diploma
from core.mail import external_url


def addresses_of(diploma: Diploma) -> Addresses:
    """Return the addresses that stand in a badge."""
    organisation_id = diploma.ambassador.cohort.organisation_id
    return Addresses(
        badge=badge_address(diploma),
        picture=external_url("badges_public.show_picture", diploma_id=diploma.id),
        issuer=issuer_address(organisation_id),
        key=external_url("badges_public.show_key", organisation_id=organisation_id),
        status=status_address(organisation_id, diploma.status_index // status_lists.SIZE),
    )


def badge_address(diploma: Diploma) -> str:
    """Return the address of the page where everybody can check a badge."""
    return external_url("badges_public.show_badge", diploma_id=diploma.id)


def issuer_address(organisation_id: uuid.UUID) -> str:
    """Return the address an organisation issues badges under."""
    return external_url("badges_public.show_issuer", organisation_id=organisation_id)


def status_address(organisation_id: uuid.UUID, number: int) -> str:
    """Return where one of an issuer's status lists is."""
    return external_url(
        "badges_public.show_status_list", organisation_id=organisation_id, number=number
    )
