"""A reminder to check the page again a quarter after the last time, and reading the own account."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from accounts.models import Organisation, User
from ambassadors import rights
from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.own_account import operations as own_account
from campaigns.posts.measurements.own_account.page import OwnPage, page_reader
from campaigns.posts.measurements.queries import posts_by_code
from campaigns.posts.measurements.troubles import SourceTrouble
from campaigns.results.page_check import history, notifications, operations, queries
from campaigns.results.page_check.counting import RULES
from campaigns.results.page_check.enums import Language
from campaigns.results.page_check.operations import CHECK_OWN_PAGE, Asked
from campaigns.results.page_check.own_account import posts_of, reason
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.languages import marked

NO_READER = marked("Who asked for it may not read results any more.")


@jobs.daily(hour=6)
@jobs.job("remind_of_page_checks")
def remind_of_page_checks(task: jobs.Task) -> None:
    """Ask whoever made an organisation's latest check to make the next, once."""
    due = queries.due_checks(utcnow().date() - history.QUARTER)
    for number, check in enumerate(due, start=1):
        notifications.remind(check)
        operations.note_reminder(check)
        db.session.commit()
        task.progress(number, len(due))


@jobs.job(CHECK_OWN_PAGE, attempts=1)
def check_own_page(task: jobs.Task) -> None:
    """Ask the own account for the last half-year, and check the page by it."""
    sealed = task.arguments.pop("names", "")
    task.update(arguments=task.arguments)  # names are used once, and not kept with the job either
    names = operations.names_in(sealed)
    organisation = db.session.get_one(Organisation, task.subject_id)
    _check_still_reading(task.arguments["by"], organisation)
    organisation_id, token = organisation.id, own_account.token_for(organisation)
    db.session.commit()  # nobody waits for the database while Instagram is asked
    page = _page(token)
    organisation = db.session.get_one(Organisation, organisation_id)
    today = local_date(utcnow(), organisation.timezone)
    logged = posts_by_code(organisation_id, {post.shortcode for post in page.posts})
    zone = ZoneInfo(organisation.timezone)
    operations.check(
        organisation,
        posts_of(page, logged=logged, today=today, zone=zone),
        Asked(
            language=Language(task.arguments["language"]),
            comments_seen=page.comments_seen,
            comments_answered=page.comments_answered,
            ambassadors=names,
        ),
        as_of=today,
        actor=db.session.get(User, uuid.UUID(task.arguments["by"])),
    )


def _check_still_reading(asked_by: str, organisation: Organisation) -> None:
    """Give up where whoever asked may not read results any more."""
    user = db.session.get(User, uuid.UUID(asked_by))
    if user is None or not rights.may_read(user, organisation):
        raise jobs.GiveUp(NO_READER)


def _page(token: str) -> OwnPage:
    if not token:
        raise jobs.GiveUp(reason(Trouble.OFF))
    now = utcnow()
    try:
        return page_reader(token).page(since=now - timedelta(days=RULES.window), now=now)
    except SourceTrouble as trouble:
        raise jobs.GiveUp(reason(trouble.kind)) from None
