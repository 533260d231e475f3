"""Making screenshots fit to be shown."""

from campaigns.posts.screenshots.models import Screenshot
from campaigns.posts.screenshots.operations import FOLDER
from core import jobs, remade


def _give_up(task: jobs.Task, _error: str) -> None:
    remade.give_up(Screenshot, task)


@jobs.job("make_screenshot", on_failure=_give_up)
def make_screenshot(task: jobs.Task) -> None:
    """Make what may be shown of a screenshot."""
    remade.make(Screenshot, task, folder=FOLDER)
