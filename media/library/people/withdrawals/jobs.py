"""Passing a withdrawal on: those who fetched are told, and the files go."""

from core import jobs, storage, stored_files
from core.db import db, utcnow
from media.library.people.withdrawals import notifications, operations, queries, signals
from media.library.people.withdrawals.models import RemovalNotice, Withdrawal
from media.library.permissions import is_withdrawn

ATTEMPTS = 12

stored_files.taken_away(queries.files_taken_back)


@jobs.job("pass_on_withdrawal", attempts=ATTEMPTS, priority=20)
def pass_on_withdrawal(task: jobs.Task) -> None:
    """Delete the files of what was taken back, and tell everybody who fetched it, once each."""
    withdrawal = queries.find_withdrawal(task.subject_id) if task.subject_id else None
    if withdrawal is None:
        return
    keys = _keys(withdrawal)
    db.session.commit()
    for key in keys:
        storage.delete(key)
    withdrawal = queries.find_withdrawal(withdrawal.id)
    if withdrawal is None:
        return
    if withdrawal.files_gone_at is None:
        withdrawal.files_gone_at = utcnow()
        _tell(withdrawal)


def _keys(withdrawal: Withdrawal) -> list[str]:
    """Return the files nobody may be given any more; a lost channel leaves the others theirs."""
    assets = [one.asset for one in withdrawal.pictures if one.asset and is_withdrawn(one.asset)]
    formats = [row.storage_key for asset in assets for row in asset.renditions]
    return [*formats, *(key for asset in assets for key in signals.further_files(asset))]


def _tell(withdrawal: Withdrawal) -> None:
    """Note and tell everybody in one transaction, so that nobody is told twice."""
    if operations.concerns_ambassadors(withdrawal):
        ids = [one.asset_id for one in withdrawal.pictures if one.asset_id]
        withdrawal.notices = [
            RemovalNotice(ambassador_id=ambassador_id, fetched_at=at)
            for ambassador_id, at in sorted(signals.fetchers(withdrawal, ids).items())
        ]
        db.session.flush()  # the posts are looked for by them
    posts = signals.ask_about_posts(withdrawal)
    for notice in withdrawal.notices:
        hers = [one for one in posts if one.ambassador_id == notice.ambassador_id]
        own = [one for one in hers if one.code != "may_stay"]
        notifications.tell_fetcher(notice, own)
    for user in queries.organisers_of(withdrawal.organisation_id):
        notifications.tell_organiser(user, withdrawal, posts)
