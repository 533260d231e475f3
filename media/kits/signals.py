"""What kits ask the rooms above them."""

import uuid

from blinker import Signal

from ambassadors.models import Ambassador
from media.kits.models import Kit

personal_link_wanted = Signal(
    "Sender is a Kit, with ``ambassador``; a receiver answers with an absolute address or None."
)

kits_unwanted = Signal(
    "Sender is an Ambassador; a receiver answers with the ids of kits she has said no to."
)

kits_copied = Signal("A season's kits are copied; sender is the CopiedSeason.")


def unwanted_kits(ambassador: Ambassador) -> set[uuid.UUID]:
    """Return the kits that some room above says this ambassador wants nothing of."""
    return {kit for _, answer in kits_unwanted.send(ambassador) for kit in answer}


def personal_link(kit: Kit, ambassador: Ambassador) -> str | None:
    """Return the ambassador's own link for a kit, if some room above has one."""
    answers = (answer for _, answer in personal_link_wanted.send(kit, ambassador=ambassador))
    return next((str(answer) for answer in answers if answer), None)
