"""What is read from the database quickly is what the plain way reads."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import DateTime, literal, select, type_coerce

from core.db import UtcDateTime, db


def test_moments_are_read_as_they_were_written_in_utc(app: Flask) -> None:
    for moment in (datetime(2026, 2, 3, 4, 5, 6, 7, UTC), datetime(1999, 12, 31, tzinfo=UTC), None):
        read = db.session.scalar(select(literal(moment, UtcDateTime())))
        assert read == moment
        assert read is None or read.utcoffset() == timedelta(0)
        plain = db.session.scalar(select(type_coerce(literal(moment, UtcDateTime()), DateTime())))
        assert (plain and plain.replace(tzinfo=UTC)) == moment
