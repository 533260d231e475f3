"""Folding this node's clicks into the counters, and keeping where links lead on its disk.

At night the totals of clicks are proved.
"""

import logging
from pathlib import Path

from flask import current_app

from campaigns.tracking import counting, folding, kept_links, known_links, recounting, spool
from core import jobs
from core.db import db
from core.settings import Settings

logger = logging.getLogger(__name__)
MOST_KEPT = 100_000


@jobs.every(seconds=2)
def fold_clicks() -> None:
    """Fold whatever the spool holds, one transaction a batch, and let go of files long folded."""
    settings: Settings = current_app.extensions["settings"]
    folder = settings.data / "spool"
    try:
        while _fold_batch(folder, settings.node).more:
            pass
        folding.sweep(folder, settings.node)
        db.session.commit()
        spool.note_folded(folder, settings.node)
    except folding.FoldedElsewhere:
        db.session.rollback()


@jobs.every(seconds=60)
def keep_links() -> None:
    """Keep where links lead beside the spool: a server may start while the database is away."""
    settings: Settings = current_app.extensions["settings"]
    links = [
        (code, target)
        for rows in (known_links.newest_codes(MOST_KEPT), known_links.former_codes(MOST_KEPT))
        for code, target in db.session.execute(rows)
    ]
    db.session.rollback()  # nothing is held while the file is written
    kept_links.keep(settings.data / "spool", links)


@jobs.every(seconds=3600)
def forget_quarters() -> None:
    """Let go of quarters of an hour that were no burst."""
    counting.forget_quarters()
    db.session.commit()


@jobs.daily(hour=4)
@jobs.job("check_click_totals")
def check_click_totals(task: jobs.Task) -> None:
    """Count totals of clicks anew where they differ from the days of links, and log that."""
    wrong = recounting.differing()
    db.session.commit()
    for number, campaign_id in enumerate(wrong, start=1):
        recounting.count_anew(campaign_id)
        logger.warning("the clicks of campaign %s were counted anew", campaign_id)
        task.progress(number, len(wrong))


def _fold_batch(folder: Path, node: str) -> folding.FoldReport:
    report = folding.fold(folder, node)
    db.session.commit()
    if report.unknown or report.damaged:
        logger.warning(
            "clicks not counted: %d of unknown links, %d damaged", report.unknown, report.damaged
        )
    return report
