"""Mails about how kits are received, in their reader's language."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from accounts.models import Organisation, User
from core import mail
from media.kits.reception.models import KitFeedback


def send_feedback(organiser: User, organisation: Organisation, said: Sequence[KitFeedback]) -> None:
    """Queue one mail with all that ambassadors have said of kits since the last one."""
    kits = {one.kit.id: one.kit for one in said}
    mail.write(
        "media/kit_feedback",
        to=organiser.email,
        locale=organiser.locale,
        subject=_l("What ambassadors say about the media kits"),
        name=organiser.first_name,
        organisation_name=organisation.name,
        organisation=organisation,
        kits=[(kit, [one for one in said if one.kit_id == kit.id]) for kit in kits.values()],
    )
