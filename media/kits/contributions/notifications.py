"""Mails about contributions, in their reader's language."""

from flask_babel import lazy_gettext as _l

from core import mail
from media.kits.contributions.enums import ContributionState
from media.kits.contributions.models import Contribution
from media.kits.reception.queries import fetched_by


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


def ask_to_renew(contribution: Contribution) -> None:
    """Queue the mail that asks whether she lends them another year."""
    user = contribution.ambassador.user
    mail.write(
        "media/contribution_renewal",
        to=user.email,
        locale=user.locale,
        subject=_l("Will you lend us your pictures another year?"),
        name=user.first_name,
        organisation_name=contribution.ambassador.cohort.organisation.name,
        contribution=contribution,
    )


def ask_to_remove(contribution: Contribution) -> None:
    """Queue a mail to everybody else who took one of the pictures: please remove it."""
    fetched = [one for picture in contribution.pictures for one in fetched_by(picture.asset_id)]
    people = {one.ambassador.id: one.ambassador for one in fetched if one.ambassador.user}
    people.pop(contribution.ambassador_id, None)
    for ambassador in people.values():
        mail.write(
            "media/contribution_revoked",
            to=ambassador.user.email,
            locale=ambassador.user.locale,
            subject=_l("Please remove a picture that was taken back"),
            name=ambassador.user.first_name,
            organisation_name=ambassador.cohort.organisation.name,
            pictures=[picture.asset for picture in contribution.pictures],
        )
