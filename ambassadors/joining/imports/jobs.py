"""Reading lists, inviting those in them, and forgetting lists whose day is over."""

from flask_babel import force_locale

from ambassadors import permissions, rights
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.joining.imports import operations, queries, reading
from ambassadors.joining.imports.enums import ImportState
from ambassadors.joining.imports.models import InvitationImport
from core import jobs, storage
from core.db import db, utcnow

BATCH = 3_000
NO_ORGANISER = "Who confirmed the list is not an organiser any more."


def _cannot_read(task: jobs.Task, error: str) -> None:
    import_ = queries.find_import(task.subject_id)
    if import_ and import_.state is ImportState.READING:
        operations.refuse(import_, "")


@jobs.job("read_invitation_list", attempts=3, on_failure=_cannot_read)
def read_invitation_list(task: jobs.Task) -> None:
    """Read a list, so that it can be looked through; what is wrong with it is kept for the page."""
    import_ = queries.find_import(task.subject_id)
    if import_ is None or import_.state is not ImportState.READING:
        return
    with force_locale(import_.made_by.locale):
        reading.attempt(import_, lambda done: task.progress(done, 0))


def _stopped(task: jobs.Task, error: str) -> None:
    import_ = queries.find_import(task.subject_id)
    if import_:
        operations.stop(import_)


@jobs.job("import_invitations", on_failure=_stopped)
def import_invitations(task: jobs.Task) -> None:
    """Invite everybody in a confirmed list, some at a time; the mails follow in waves.

    A chunk's invitations and the marks on its rows are saved together, so a job that is killed and
    done again goes on where it was. Whoever confirmed must still be an organiser at each chunk.
    """
    import_ = queries.find_import(task.subject_id)
    if import_ is None or import_.state is not ImportState.INVITING:
        return
    counts = queries.counts_by_fate(import_)
    total = sum(counts.get(f, 0) for f in queries.fates_to_invite(import_.unknown_units))
    done = 0
    while chunk := queries.next_chunk(import_, size=BATCH):
        last, count = chunk
        _check_rights(import_)
        operations.invite_rows(import_, up_to=last)
        done += count
        task.progress(done, total)
    operations.finish_inviting(import_)
    jobs.enqueue("send_invitations", subject_id=import_.cohort_id)


def _check_rights(import_: InvitationImport) -> None:
    if not permissions.can_invite(import_.cohort):
        raise jobs.GiveUp(CohortNotOpen().message)
    if not rights.may_organise(import_.made_by, import_.cohort.organisation):
        raise jobs.GiveUp(NO_ORGANISER)


@jobs.daily(hour=3)
@jobs.job("forget_invitation_lists")
def forget_invitation_lists(task: jobs.Task) -> None:
    """Delete lists whose day is over: the file first, so that none is left without a row."""
    over = queries.over(utcnow())
    db.session.commit()
    for number, (import_id, key) in enumerate(over, start=1):
        storage.delete(key)
        import_ = queries.find_import(import_id)
        if import_:
            operations.forget_rows(import_)
            db.session.delete(import_)
        task.progress(number, len(over))
