"""Files in the data folder are nobody else's to read."""

import stat
from pathlib import Path

from app import create_app
from core.db import db
from core.settings import Environment, Settings


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_product(folder: Path) -> None:
    settings = Settings(environment=Environment.TESTING, data=folder, secret_key="x" * 40)
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        for engine in db.engines.values():
            engine.dispose()


def test_a_new_data_folder_and_its_database_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_product(folder)
    assert mode_of(folder) == 0o700
    assert {mode_of(path) for path in folder.rglob("*.db*")} == {0o600}


def test_a_database_that_others_could_read_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_product(folder)
    folder.chmod(0o755)
    (folder / "tillid.db").chmod(0o644)
    open_product(folder)
    assert (mode_of(folder), mode_of(folder / "tillid.db")) == (0o700, 0o600)
