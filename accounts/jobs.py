"""Mailing links, noting what was in use, and forgetting what is over."""

from accounts import links, notifications, queries, sessions, sightings
from accounts.enums import LinkPurpose
from accounts.models import User
from accounts.trail import noting
from core import jobs
from core.db import db, utcnow


def ask_for_link(purpose: LinkPurpose, *, email: str, next_page: str = "") -> None:
    """Put in line the mailing of a link to whoever has this address, if anybody has.

    Nothing is looked up here, so the page that asks answers alike, and as quickly, for addresses
    that are known and that are not.
    """
    jobs.enqueue("mail_link", purpose=purpose.value, email=email, next_page=next_page)


@jobs.job("mail_link", priority=10)
def mail_link(task: jobs.Task) -> None:
    """Mail a link to sign in or to choose a new password, if somebody has the address."""
    user = queries.find_user(str(task.arguments["email"]))
    if user and user.active:
        purpose = LinkPurpose(task.arguments["purpose"])
        token = links.make(user, purpose, next_page=str(task.arguments["next_page"]))
        if purpose is LinkPurpose.SIGN_IN:
            notifications.send_sign_in_link(user, token)
        else:
            notifications.send_reset_link(user, token)
    task.update(arguments={})  # whoever's address it was


@jobs.job("mail_email_link", priority=10)
def mail_email_link(task: jobs.Task) -> None:
    """Mail a link to the address somebody wants to change to, unless somebody has it."""
    user = db.session.get(User, task.subject_id)
    email = str(task.arguments.get("email", ""))
    if user and user.active and email and not queries.find_user(email):
        token = links.make(user, LinkPurpose.NEW_EMAIL, new_email=email)
        notifications.send_email_link(user, email, token)
    task.update(arguments={})


@jobs.every(seconds=30)
def note_sightings() -> None:
    """Write when sessions and keys were last used, as far as this node's pages noted it."""
    sightings.fold()
    db.session.commit()
    sightings.notebook.forget()


@jobs.every(seconds=30)
def write_noted_acts() -> None:
    """Write on the trails what this node's pages noted."""
    noting.fold()
    db.session.commit()
    noting.notebook.forget()


@jobs.daily(hour=4)
@jobs.job("forget_old_sessions")
def forget_old_sessions(task: jobs.Task) -> None:
    """Delete sessions and links that are over."""
    sessions.forget_old(utcnow())
    links.forget_old()
