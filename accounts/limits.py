"""How often somebody may try to sign in, and what the pages around passwords keep to themselves.

Only failures count. A limit delays by a minute; it never locks an account.
"""

from collections.abc import Callable
from typing import cast

from email_validator import EmailNotValidError, validate_email
from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_security import views

from accounts import known_device
from core.extensions import limiter
from core.kept_pages import keep_for_strangers
from core.web import same_site_path

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


@_limited(MAILS_PER_ACCOUNT, MAILS_PER_ADDRESS, failures_only=False)
def forgot_password() -> ResponseReturnValue:
    """Ask for a link to set a new password."""
    return cast(ResponseReturnValue, views.forgot_password())


# Decorated once per process: decorating per app would count each failure several times.
LIMITED = {"security.login": login, "security.forgot_password": forgot_password}


def keep_link_to_ourselves(response: Response) -> Response:
    """Let no page with a one-time link pass that link on, or stay in a cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, private"
    return response
