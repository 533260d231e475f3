"""For lists: counting queries empties the session, so what a test goes on with is put back."""

from core.db import Base, db


def attach(*things: Base) -> None:
    """Let the session know things again that it has forgotten."""
    db.session.expunge_all()
    db.session.add_all(things)
