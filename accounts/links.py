"""Mailed links that work once: made, found, used up. Callers commit.

Reading a page behind a link leaves it as it is; only sending the page's form uses it up.
"""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from accounts.enums import LinkPurpose
from accounts.models import OneTimeLink, User, WelcomeLink
from core.db import db, utcnow
from core.errors import LinkGone
from core.tokens import hash_token, new_token

LIFE = {
    LinkPurpose.SIGN_IN: timedelta(minutes=10),
    LinkPurpose.NEW_PASSWORD: timedelta(minutes=60),
    LinkPurpose.NEW_EMAIL: timedelta(minutes=60),
}
KEPT = timedelta(days=7)  # after its end, so that a late visitor is told what happened


def make(user: User, purpose: LinkPurpose, *, new_email: str = "", next_page: str = "") -> str:
    """Return the token of a new link; older ones of the same person and purpose stop working."""
    now = utcnow()
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.user_id == user.id,
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
        )
        .values(used_at=now)
    )
    token = new_token()
    link = OneTimeLink(
        user_id=user.id,
        purpose=purpose,
        token_hash=hash_token(token),
        expires_at=now + LIFE[purpose],
        new_email=new_email,
        next_page=next_page,
    )
    db.session.add(link)
    return token


def get(token: str, purpose: LinkPurpose) -> OneTimeLink:
    """Return a link of this purpose that works now, with its person. Raises LinkGone."""
    try:
        return db.session.scalars(
            select(OneTimeLink)
            .join(OneTimeLink.user)
            .where(
                OneTimeLink.token_hash == hash_token(token),
                OneTimeLink.purpose == purpose,
                OneTimeLink.used_at.is_(None),
                OneTimeLink.expires_at > utcnow(),
                User.active.is_(True),
            )
            .options(joinedload(OneTimeLink.user))
        ).one()
    except NoResultFound:
        raise gone() from None


def use_up(link: OneTimeLink) -> None:
    """Use a link up; of two at the same moment one gets LinkGone."""
    used = db.session.scalar(
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
        .values(used_at=utcnow())
        .returning(OneTimeLink.id)
    )
    if used is None:
        raise gone()


def end_all(user: User) -> None:
    """Let no link that was mailed to ``user`` work any more, whatever it was for."""
    now = utcnow()
    for table in (OneTimeLink, WelcomeLink):
        db.session.execute(
            update(table)
            .where(table.user_id == user.id, table.used_at.is_(None))
            .values(used_at=now)
        )


def forget_old() -> None:
    """Delete links that have long been over."""
    before = utcnow() - KEPT
    for table in (OneTimeLink, WelcomeLink):
        db.session.execute(delete(table).where(table.expires_at <= before))


def gone() -> LinkGone:
    """Return what to tell somebody whose link does not work any more."""
    return LinkGone(_("This link has been used or is too old. You can ask for a new one."))
