"""What every factory shares: rows are committed, so requests and other connections see them."""

from factory.alchemy import SQLAlchemyModelFactory

from core.db import db


class Factory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "commit"
