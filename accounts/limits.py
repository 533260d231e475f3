"""How often somebody may try to sign in, and what the pages around passwords keep to themselves.

Only failures count. A limit delays by a minute; it never locks an account.
"""

from collections.abc import Callable
from typing import ParamSpec, cast

from email_validator import EmailNotValidError, validate_email
from flask import Response, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import views

from accounts import known_device, sessions
from core.extensions import limiter
from core.kept_pages import keep_for_strangers
from core.web import same_site_path

P = ParamSpec("P")
View = Callable[[], ResponseReturnValue]

PER_ACCOUNT = "5 per minute; 60 per hour"
PER_ADDRESS = "30 per minute; 300 per hour"
MAILS_PER_ACCOUNT = "3 per 15 minutes"
MAILS_PER_ADDRESS = "30 per hour"
LONGEST = 254


def account() -> str:
    """Return the account that is tried, apart for devices it knows and all others."""
    email = _as_it_is_looked_up(request.form.get("email", "")[:LONGEST])
    return f"{email} {'known' if known_device.is_known(email) else 'strange'}"


def _as_it_is_looked_up(typed: str) -> str:
    """Return an address as signing in reads it, so that no spelling of it counts apart."""
    email = "".join(c for c in typed if c.isprintable()).strip()
    try:
        return validate_email(email, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return email.lower()


def _has_failed(response: Response) -> bool:
    return response.status_code == 200


def _has_been_done(response: Response) -> bool:
    """Say whether somebody who may has done it; a stranger uses up nobody's limit."""
    return response.status_code == 302 and current_user.is_authenticated


def _limited(per_account: str, per_address: str, *, failures_only: bool) -> Callable[[View], View]:
    counts = _has_failed if failures_only else None

    def decorate(view: View) -> View:
        slow = limiter.limit(per_account, key_func=account, methods=["POST"], deduct_when=counts)
        slower = limiter.limit(per_address, methods=["POST"], deduct_when=counts)
        return cast(View, slow(slower(view)))

    return decorate


@keep_for_strangers
@_limited(PER_ACCOUNT, PER_ADDRESS, failures_only=True)
def login() -> ResponseReturnValue:
    """Sign in, and go on to a page of this site only."""
    answer = views.login()
    if isinstance(answer, str):
        return answer
    response = cast(Response, answer)
    response.location = same_site_path(response.location)
    return response


def limited_mails(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Limit how many links are mailed to one account, and from one address."""
    per_account = limiter.limit(MAILS_PER_ACCOUNT, key_func=account, methods=["POST"])
    per_address = limiter.limit(MAILS_PER_ADDRESS, methods=["POST"])
    return cast(Callable[P, ResponseReturnValue], per_account(per_address(view)))


def myself() -> str:
    """Return whose limit it is on pages for those who are signed in."""
    return str(current_user.get_id())


def person_written_to() -> str:
    """Return about whom a page is, so that nobody gets many mails however many owners press."""
    return str((request.view_args or {}).get("user_id", ""))


def address_written_to() -> str:
    """Return who is written to, so that nobody gets many mails by being added over and over."""
    return f"added {_as_it_is_looked_up(request.form.get('email', '')[:LONGEST])}"


own_mails = limiter.limit(MAILS_PER_ACCOUNT, key_func=myself, methods=["POST"])
own_tries = limiter.limit(PER_ACCOUNT, key_func=myself, methods=["POST"], deduct_when=_has_failed)

person_mails = limiter.limit(
    MAILS_PER_ACCOUNT, key_func=person_written_to, methods=["POST"], deduct_when=_has_been_done
)

added_mails = limiter.limit(
    MAILS_PER_ACCOUNT, key_func=address_written_to, methods=["POST"], deduct_when=_has_been_done
)


@own_tries
def change_password() -> ResponseReturnValue:
    """Change one's password; guesses at the present one are limited as at sign-in."""
    return cast(ResponseReturnValue, views.change_password())


@own_tries
def verify() -> ResponseReturnValue:
    """Show again who one is, before something that matters; the session then has a new key."""
    before = session.get("fs_paa")
    answer = views.verify()
    if isinstance(answer, str):
        return answer
    if session.get("fs_paa") != before:
        sessions.rotate()
    response = cast(Response, answer)
    response.location = same_site_path(response.location, fallback="/account")
    return response


# Decorated once per process: decorating per app would count each failure several times.
LIMITED = {
    "security.login": login,
    "security.change_password": change_password,
    "security.verify": verify,
}


def keep_link_to_ourselves(response: Response) -> Response:
    """Let no page with a one-time link pass that link on, or stay in a cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, private"
    return response
