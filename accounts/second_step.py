"""The half of a sign-in that is still missing, and who must have a second step at all.

However somebody signs in (password, mailed link, invitation, another provider), it ends in
Flask-Login's ``login_user``. Whoever has a second step is taken out again there and led to it, so
no way in can forget to ask. Until then the session knows who is meant, and nobody is signed in.
"""

import time
from dataclasses import dataclass

from flask import Response, after_this_request, current_app, g, session, url_for
from flask_security.utils import check_and_update_authn_fresh
from sqlalchemy import select

from accounts import queries
from accounts.enums import RUNS_THE_PROGRAMME, Role
from accounts.models import Membership, User
from core.db import db
from core.settings import SecondFactor, current_settings
from core.web import same_site_path

KEY = "half_signed_in"
SECONDS = 10 * 60


@dataclass(frozen=True)
class Half:
    """Who has taken the first step, and where they wanted to go."""

    user: User
    next_page: str


def is_missing(user: User) -> bool:
    """Say whether ``user``, who is just being signed in, has yet to take the second step."""
    return user.second_step_since is not None and g.get("second_step_taken") != user.id


def count_as_taken(user: User) -> None:
    """Let the sign-in of ``user`` that follows in this request be a whole one."""
    g.second_step_taken = user.id


def keep_half(user: User) -> None:
    """Remember who has taken the first step, and lead them to the second."""
    session[KEY] = {"user": user.fs_uniquifier, "at": time.time(), "next": "/"}
    after_this_request(_lead_to_second_step)


def find_half() -> Half | None:
    """Return the sign-in that waits for its second step in this browser, while it may."""
    kept = session.get(KEY)
    if not isinstance(kept, dict) or time.time() - kept["at"] > SECONDS:
        return None
    user = db.session.scalar(
        select(User).where(User.fs_uniquifier == kept["user"], User.active.is_(True))
    )
    return Half(user, same_site_path(kept["next"])) if user else None


def _lead_to_second_step(response: Response) -> Response:
    if KEY in session and 300 <= response.status_code < 400:
        session[KEY] = {**session[KEY], "next": same_site_path(response.location)}
        response.location = url_for("factors_public.take_second_step")
    return response


def is_required_for(roles: frozenset[Role]) -> bool:
    """Say whether this installation wants a second step of people with ``roles``."""
    is_wanted = current_settings().second_factor is SecondFactor.REQUIRED
    return is_wanted and bool(roles & RUNS_THE_PROGRAMME)


def is_required(user: User) -> bool:
    """Say whether ``user`` has a role, anywhere, that takes a second step."""
    return is_required_for(frozenset(m.role for m in queries.memberships_of(user)))


def is_owed(user: User, roles: frozenset[Role]) -> bool:
    """Say whether ``user`` must set a second step up before these roles count."""
    return user.second_step_since is None and is_required_for(roles)


def counting_roles(user: User) -> list[Membership]:
    """Return the roles of ``user``, without those that must wait for a second step."""
    return [m for m in queries.memberships_of(user) if not is_owed(user, frozenset({m.role}))]


def lead_to_set_up(user: User) -> None:
    """Show somebody who must have a second step, and has none, where to get one."""
    if user.second_step_since is None and is_required(user):
        after_this_request(_lead_to_set_up)


def _lead_to_set_up(response: Response) -> Response:
    if 300 <= response.status_code < 400:
        wanted = same_site_path(response.location)
        response.location = url_for("factors_person.show_second_step", next=wanted)
    return response


def was_shown_lately() -> bool:
    """Say whether the person showed lately who they are, as changing a second step takes."""
    within = current_app.config["SECURITY_FRESHNESS"]
    grace = current_app.config["SECURITY_FRESHNESS_GRACE_PERIOD"]
    return bool(check_and_update_authn_fresh(within, grace, None))


def count_as_shown() -> None:
    """Remember that the person has just shown who they are."""
    session["fs_paa"] = time.time()
