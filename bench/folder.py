"""Folds a data folder's clicks every two seconds until it is stopped: ``bench.folder <folder>``."""

import sys
import time
from pathlib import Path

from bench.product import product
from campaigns.tracking import jobs

if __name__ == "__main__":
    with product(Path(sys.argv[1])):
        while True:
            jobs.fold_clicks()
            time.sleep(2)
