"""Following up on posts nobody has answered for."""

from campaigns.posts.removals import notifications, operations
from core import jobs
from media.library.people.withdrawals import queries


@jobs.job("escalate_removals")
def escalate_removals(task: jobs.Task) -> None:
    """Tell organisers which posts nobody has answered for; done again it finds none."""
    withdrawal = queries.find_withdrawal(task.subject_id) if task.subject_id else None
    late = operations.escalate(withdrawal) if withdrawal else []
    if withdrawal and late:
        for user in queries.organisers_of(withdrawal.organisation_id):
            notifications.tell_organiser(user, withdrawal, late)
