"""Mails about one's second step: nothing about it changes without its owner hearing of it."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from accounts.models import User
from core import mail


class News(StrEnum):
    """What has happened to somebody's second step."""

    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    CODES_MADE = "codes_made"
    CODE_USED = "code_used"
    RESET = "reset"
    STOPPED = "stopped"


SUBJECTS: dict[News, LazyString] = {
    News.APP_ADDED: _l("Codes from an app now guard your account"),
    News.APP_REMOVED: _l("Codes from an app no longer guard your account"),
    News.PASSKEY_ADDED: _l("A passkey was added to your account"),
    News.PASSKEY_REMOVED: _l("A passkey was removed from your account"),
    News.CODES_MADE: _l("You have new recovery codes"),
    News.CODE_USED: _l("A recovery code was used to sign in as you"),
    News.RESET: _l("Your second step at sign-in has been taken away"),
    News.STOPPED: _l("Ten wrong codes were typed at your sign-in"),
}
SENTENCES: dict[News, LazyString] = {
    News.APP_ADDED: _l(
        "From now on you are asked for a code from your app when you sign in. Keep your recovery "
        "codes where you can find them without your phone."
    ),
    News.APP_REMOVED: _l("Codes from your app are no longer asked for when you sign in."),
    News.PASSKEY_ADDED: _l("From now on you can sign in with it, without a password."),
    News.PASSKEY_REMOVED: _l("It can no longer be used to sign in."),
    News.CODES_MADE: _l("The recovery codes you had before no longer work."),
    News.CODE_USED: _l(
        "The code cannot be used again. Make new recovery codes when you have only a few left."
    ),
    News.RESET: _l(
        "An owner of your organisation, or those who run the installation, did it because it was "
        "lost. You can set a new one up on the page of your account. If your role takes one, you "
        "are asked to at your next sign-in."
    ),
    News.STOPPED: _l(
        "Whoever it was knows your password. No code is read for an hour. If it was not you, "
        "choose a new password now."
    ),
}


def tell(user: User, news: News) -> None:
    """Tell a person what has happened to their second step."""
    mail.write(
        "accounts/second_step",
        to=user.email,
        locale=user.locale,
        subject=SUBJECTS[news],
        name=user.first_name,
        organisation_name=mail.PRODUCT,
        sentence=SENTENCES[news],
        is_alarm=news is News.STOPPED,
    )
