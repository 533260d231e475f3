"""The tick that folds this node's clicks into the counters, every two seconds."""

import logging
from pathlib import Path

from flask import current_app

from campaigns.tracking import folding
from core import jobs
from core.db import db
from core.settings import Settings

logger = logging.getLogger(__name__)


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
    except folding.FoldedElsewhere:
        db.session.rollback()


def _fold_batch(folder: Path, node: str) -> folding.FoldReport:
    report = folding.fold(folder, node)
    db.session.commit()
    if report.unknown or report.damaged:
        logger.warning(
            "clicks not counted: %d of unknown links, %d damaged", report.unknown, report.damaged
        )
    return report
