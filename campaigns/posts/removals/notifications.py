"""The mail to organisers when nobody answers about a post."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from accounts.models import User
from campaigns.posts.removals.models import PostRemoval
from core import mail
from media.library.people.withdrawals.models import Withdrawal


def tell_organiser(user: User, withdrawal: Withdrawal, late: Sequence[PostRemoval]) -> None:
    """Queue the mail that asks an organiser to follow up by hand."""
    mail.write(
        "campaigns/posts_not_answered",
        to=user.email,
        locale=user.locale,
        subject=_l("No answer for 72 hours about a picture that was taken back"),
        name=user.first_name,
        organisation_name=withdrawal.organisation.name,
        withdrawal=withdrawal,
        late=late,
    )
