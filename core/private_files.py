"""What lies in the data folder is for the account the product runs under, and for nobody else."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
OTHERS = 0o077


def keep(folder: Path) -> None:
    """Make the data folder if it is new, and let other accounts of the machine read nothing in it.

    From here on this process gives no file it makes to others. Files an older version left
    readable are closed too, as far as they are ours.
    """
    os.umask(OTHERS)
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    for path in (folder, *folder.glob("*.db*")):
        with suppress(OSError):  # another account's, or gone since
            mode = path.stat().st_mode
            if mode & OTHERS:
                path.chmod(mode & ~OTHERS)
