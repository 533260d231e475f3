"""What Flask-Security says on screen, in our words; found in our own catalogue by these texts.

Flask-Security translates each message when it shows it, so the texts here are only marked.
"""


def _(text: str) -> str:
    return text


MESSAGES: dict[str, tuple[str, str]] = {
    "UNAUTHENTICATED": (_("Sign in to see that page."), "info"),
    "GENERIC_AUTHN_FAILED": (
        _("The e-mail address and password do not fit together. Check them and try again."),
        "error",
    ),
    "REAUTHENTICATION_REQUIRED": (_("Show us first that it is you."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. Go on."), "success"),
    "PASSWORD_CHANGE": (_("Your new password is saved."), "success"),
    "PASSWORD_IS_THE_SAME": (_("Choose a password other than the one you have."), "error"),
    "PASSWORD_NOT_PROVIDED": (_("Enter your password."), "error"),
    "INVALID_PASSWORD": (_("That is not your current password."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (_("The two passwords differ. Type the same one twice."), "error"),
    "EMAIL_NOT_PROVIDED": (_("Enter your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (
        _("Enter an e-mail address in full, such as anna@example.dk."),
        "error",
    ),
    "DISABLED_ACCOUNT": (_("This account is closed. Write to your organisation."), "error"),
    "INVALID_REDIRECT": (_("That address is not on this site."), "error"),
    "API_ERROR": (_("Enter plain text."), "error"),
}
