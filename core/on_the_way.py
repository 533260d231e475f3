"""What is on its way to somebody, or was: mails and jobs; and the files that go with a person."""

from collections.abc import Iterable
from pathlib import Path

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, String, and_, cast, delete, or_, select, update

from core import jobs, storage
from core.db import db
from core.enums import JobState, MailState
from core.models import Job, OutgoingMail
from core.personal_data import Held, Person, register

UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


def tell(person: Person) -> Iterable[Held]:
    """Tell which mails were sent lately. Their text is gone once they have left."""
    mails = db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.recipient == person.email)
        .order_by(OutgoingMail.created_at, OutgoingMail.id)
    )
    yield Held(
        _l("Mails to you"),
        [
            {
                _l("To"): mail.recipient,
                _l("Subject"): mail.subject,
                _l("Written"): mail.created_at,
                _l("Sent"): mail.sent_at,
            }
            for mail in mails
        ],
    )


def erase(person: Person) -> None:
    """Delete mails to a person and what is kept of jobs about them; work under way ends itself.

    Somebody who keeps their account still gets what waits to be sent.
    """
    going = [OutgoingMail.recipient == person.email]
    if not person.account:
        going.append(OutgoingMail.state != MailState.QUEUED)
    mail_ids = list(db.session.scalars(select(OutgoingMail.id).where(*going)))
    subjects = [*mail_ids, *person.places, *([person.user_id] if person.account else [])]
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.id.in_(mail_ids)))
    over = Job.state.not_in(UNDER_WAY)
    waiting = (Job.kind == "send_mail", Job.subject_id.in_(mail_ids), Job.state == JobState.QUEUED)
    for which in ((Job.subject_id.in_(subjects), over), (_mentions(person), over), waiting):
        gone = delete(Job).where(*which).execution_options(synchronize_session=False)
        db.session.execute(gone)
    db.session.execute(
        update(Job)
        .where(Job.error.is_not(None), Job.error.icontains(person.email, autoescape=True))
        .values(error=None)
        .execution_options(synchronize_session=False)
    )
    _empty_outbox(person)


@jobs.job("erase_files")
def erase_files(task: jobs.Task) -> None:
    """Delete files that nothing refers to any more; a repeat finds less to do."""
    keys = str(task.arguments["keys"]).split()
    task.progress(0, len(keys))  # on SQLite nobody else can write until this one is saved
    for key in keys:
        storage.delete(key)
    task.update(arguments={})  # a key is nobody's business afterwards


def _mentions(person: Person) -> ColumnElement[bool]:
    """Say of a job that it names a person; those that send mail are most, and name nobody."""
    ids = [*person.places, *([person.user_id] if person.account else [])]
    words = [person.email, *map(str, ids)]
    said = cast(Job.arguments, String)
    names = (said.contains(word, autoescape=True) for word in words)
    return and_(Job.kind != "send_mail", or_(*names))


def _empty_outbox(person: Person) -> None:
    """Delete mails written as files, which is how they leave where no server is named."""
    folder = Path(current_app.config["MAIL_FILE_PATH"])
    for file in folder.glob("*.eml") if folder.is_dir() else ():
        head = file.read_bytes().partition(b"\n\n")[0].lower()
        if f"to: {person.email}".encode() in head:
            file.unlink(missing_ok=True)


def init_app(_app: Flask) -> None:
    """Tell and forget what is on its way, as the rooms do what is theirs."""
    register(
        "mails",
        title=_l("Mails to you"),
        tables=[OutgoingMail, Job],
        tell=tell,
        erase=erase,
        untold=[
            # What it says is blanked when it leaves; until then it may hold a link for one use.
            "outgoing_mail.body",
            "outgoing_mail.attachments",
            "outgoing_mail.locale",
            "outgoing_mail.error",
            "job.kind",
            "job.arguments",
            "job.error",
        ],
        stays={"job.kind": "the name of a piece of work"},
    )
