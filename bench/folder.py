"""Folds a node's clicks until it is stopped: ``bench.folder <folder> [<node> <database>]``."""

import sys
import time
from pathlib import Path

from bench.product import SETTINGS, product
from campaigns.tracking import jobs

if __name__ == "__main__":
    node, database = sys.argv[2:4] or (SETTINGS["TILLID_NODE"], "")
    with product(Path(sys.argv[1]), node=node, database=database):
        while True:
            jobs.fold_clicks()
            time.sleep(2)
