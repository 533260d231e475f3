"""What kits ask the rooms above them."""

from blinker import Signal

from ambassadors.models import Ambassador
from media.kits.models import Kit

personal_link_wanted = Signal(
    "Sender is a Kit, with ``ambassador``; a receiver answers with an absolute address or None."
)


def personal_link(kit: Kit, ambassador: Ambassador) -> str | None:
    """Return the ambassador's own link for a kit, if some room above has one."""
    answers = (answer for _, answer in personal_link_wanted.send(kit, ambassador=ambassador))
    return next((str(answer) for answer in answers if answer), None)
