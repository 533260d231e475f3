"""The real product for a measurement: its settings, and a data folder with one campaign."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app import create_app
from bench import season
from bench.harness import PRODUCT as TARGET
from core.db import db
from core.settings import Environment, Settings

__all__ = ["SETTINGS", "TARGET", "product", "with_one_link"]

SETTINGS = {
    "TILLID_ENVIRONMENT": "production",
    "TILLID_SECRET_KEY": "only-for-the-bench-" + "x" * 32,
    "TILLID_BASE_URL": "https://localhost",
    "TILLID_NODE": "bench",
}


@contextmanager
def product(
    folder: Path, *, node: str = SETTINGS["TILLID_NODE"], database: str = ""
) -> Iterator[Flask]:
    """Open the product on a data folder, with its tables, for as long as the block lasts.

    Its database is a file in the folder unless the address of another is given.
    """
    app = create_app(
        Settings(
            environment=Environment.PRODUCTION,
            data=folder,
            secret_key=SETTINGS["TILLID_SECRET_KEY"],
            base_url=SETTINGS["TILLID_BASE_URL"],
            node=node,
            database_url=database,
        )
    )
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def with_one_link(folder: Path, *, database: str = "") -> str:
    """Fill a database with a campaign of one ambassador; return the code of the link."""
    with product(folder, database=database):
        code = season.add_links(season.start_campaign(), 1)[0].code
        db.session.commit()
    return code
