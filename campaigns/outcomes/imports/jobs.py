"""Reading lists of outcomes, counting and undoing them, and forgetting their rows."""

from flask_babel import force_locale

from ambassadors import rights
from campaigns.outcomes import permissions
from campaigns.outcomes.imports import operations, queries, reading, undoing
from campaigns.outcomes.imports.enums import WAITING, ListState
from campaigns.outcomes.imports.models import OutcomeImport
from core import jobs
from core.db import db, utcnow

BATCH = 34_000  # half a second, in which nobody else writes to SQLite
UNDONE_AT_ONCE = 500
NO_ORGANISER = "Who confirmed the list is not an organiser any more."
NOT_UNDONE = "Who wanted the list undone is not an organiser any more."
NOT_OPEN = "The campaign takes no outcomes any more."


def _cannot_read(task: jobs.Task, error: str) -> None:
    import_ = queries.find_import(task.subject_id)
    if import_ and import_.state is ListState.READING:
        operations.refuse(import_, "")


@jobs.job("read_outcome_list", attempts=3, on_failure=_cannot_read)
def read_outcome_list(task: jobs.Task) -> None:
    """Read a list, so that it can be looked through; what is wrong with it is kept for the page."""
    import_ = queries.find_import(task.subject_id)
    if import_ is None or import_.state is not ListState.READING:
        return
    locale = import_.made_by.locale if import_.made_by else "da"
    with force_locale(locale):
        reading.attempt(import_, lambda done: task.progress(done, 0))


def _stopped(task: jobs.Task, error: str) -> None:
    import_ = queries.find_import(task.subject_id)
    if import_ and import_.state is ListState.COUNTING:
        import_.state = ListState.READY


@jobs.job("count_outcomes", on_failure=_stopped)
def count_outcomes(task: jobs.Task) -> None:
    """Count a confirmed list, some rows at a time.

    Outcomes, totals and the marks on the rows of a chunk are saved together, so a job that is
    killed and done again goes on where it was.
    """
    import_ = queries.find_import(task.subject_id)
    if import_ is None or import_.state is not ListState.COUNTING:
        return
    counts = queries.counts_by_fate(import_)
    total = sum(number for fate, number in counts.items() if fate in WAITING)
    done = 0
    while True:
        _check_rights(import_)
        counted = operations.count_rows(import_, size=BATCH)
        if not counted:
            break
        done += counted
        task.progress(done, total)
    operations.finish_counting(import_)


def _check_rights(import_: OutcomeImport) -> None:
    campaign = import_.goal.campaign
    if not permissions.takes_outcomes(campaign):
        raise jobs.GiveUp(NOT_OPEN)
    if not import_.made_by or not rights.may_organise(import_.made_by, campaign.organisation):
        raise jobs.GiveUp(NO_ORGANISER)


def _not_undone(task: jobs.Task, error: str) -> None:
    import_ = queries.find_import(task.subject_id)
    if import_ and import_.state is ListState.UNDOING:
        import_.state = ListState.DONE


@jobs.job("undo_outcomes", on_failure=_not_undone)
def undo_outcomes(task: jobs.Task) -> None:
    """Take back what a list brought, some at a time; done again it finds only what is left."""
    import_ = queries.find_import(task.subject_id)
    if import_ is None or import_.state is not ListState.UNDOING:
        return
    _check_undoing(import_)
    done, last = 0, None
    while ids := undoing.next_ids(import_, last, UNDONE_AT_ONCE):
        undoing.undo_some(import_, ids)
        done, last = done + len(ids), ids[-1]
        task.progress(done, 0)
    undoing.finish(import_)


def _check_undoing(import_: OutcomeImport) -> None:
    campaign, asked_by = import_.goal.campaign, import_.undone_by
    if not permissions.takes_outcomes(campaign):
        raise jobs.GiveUp(NOT_OPEN)
    if not asked_by or not rights.may_organise(asked_by, campaign.organisation):
        raise jobs.GiveUp(NOT_UNDONE)


@jobs.daily(hour=3)
@jobs.job("forget_outcome_lists")
def forget_outcome_lists(task: jobs.Task) -> None:
    """Forget the files and rows of lists after 30 days; what they brought stays, and they too."""
    over = queries.over(utcnow())
    db.session.commit()
    for number, import_id in enumerate(over, start=1):
        import_ = queries.find_import(import_id)
        if import_:
            operations.forget_rows(import_)
            operations.forget_file(import_)
        task.progress(number, len(over))
