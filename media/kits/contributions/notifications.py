"""Mails about contributions, in their reader's language."""

from flask_babel import lazy_gettext as _l

from core import mail
from media.kits.contributions.enums import ContributionState
from media.kits.contributions.models import Contribution


def send_answer(contribution: Contribution) -> None:
    """Queue the mail that tells an ambassador what became of her pictures."""
    user, cohort = contribution.ambassador.user, contribution.ambassador.cohort
    mail.write(
        "media/contribution_answer",
        to=user.email,
        locale=user.locale,
        subject=_l("Thank you for what you sent"),
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        is_accepted=contribution.state is ContributionState.ACCEPTED,
        contribution=contribution,
    )
