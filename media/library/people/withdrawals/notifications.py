"""Mails about a withdrawal, each in its reader's language."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from accounts.models import User
from core import mail
from media.library.people.withdrawals.models import RemovalNotice, Withdrawal
from media.library.people.withdrawals.names import names_of
from media.library.people.withdrawals.signals import UsedPost


def tell_fetcher(notice: RemovalNotice, posts: Sequence[UsedPost]) -> None:
    """Queue the mail that asks somebody who fetched a picture to remove it."""
    user, withdrawal = notice.ambassador.user, notice.withdrawal
    mail.write(
        "media/picture_taken_back",
        to=user.email,
        locale=user.locale,
        subject=_l("Please remove a picture"),
        name=user.first_name,
        organisation_name=withdrawal.organisation.name,
        pictures=names_of(withdrawal, user.locale),
        posts=posts,
    )


def tell_organiser(user: User, withdrawal: Withdrawal, posts: Sequence[UsedPost]) -> None:
    """Queue the mail that tells an organiser what happened and where the record is."""
    mail.write(
        "media/consent_withdrawn",
        to=user.email,
        locale=user.locale,
        subject=_l("Somebody in a picture has said no"),
        name=user.first_name,
        organisation_name=withdrawal.organisation.name,
        withdrawal=withdrawal,
        told=len(withdrawal.notices),
        posts=len(posts),
    )
