"""What lets somebody in, password and address, and what a change of it ends. Callers commit."""

import uuid

from sqlalchemy.exc import IntegrityError

from accounts import links, own_acts, passwords, places, queries, sessions
from accounts.errors import PasswordRefused
from accounts.models import OneTimeLink, User
from core.db import db


def checked_password(user: User, password: str, *, own_words: tuple[str, ...] = ()) -> str:
    """Return what is stored of a good password. Raises PasswordRefused for one easy to guess."""
    wrong = passwords.fault(password, own_words=(user.email, user.name, *own_words))
    if wrong:
        raise PasswordRefused(wrong)
    return passwords.hashed(password)


def lock_out_everywhere(user: User) -> None:
    """End every session and mailed link of ``user``: what lets them in has changed."""
    user.fs_uniquifier = uuid.uuid4().hex
    sessions.end_all(user)
    links.end_all(user)


def reset_password(link: OneTimeLink, password: str) -> User:
    """Replace a forgotten password and sign its owner out everywhere.

    Raises PasswordRefused, and LinkGone when the link was used a moment ago elsewhere.
    """
    user = link.user
    new = checked_password(user, password, own_words=places.names_around(user))
    links.use_up(link)
    user.password = new
    lock_out_everywhere(user)
    own_acts.record(user, "password_reset")
    return user


def change_email(link: OneTimeLink) -> str:
    """Let the account of a link have the address the link went to; return the one it had.

    Links that were mailed to the old address end. Raises LinkGone when the link was used a moment
    ago elsewhere, or somebody else has taken the address since.
    """
    user = link.user
    if queries.find_user(link.new_email):
        raise links.gone()
    links.use_up(link)
    old, user.email = user.email, link.new_email
    try:
        db.session.flush()
    except IntegrityError:  # two accounts, one address, the same moment
        raise links.gone() from None
    links.end_all(user)
    own_acts.record(user, "address_changed")
    return old
