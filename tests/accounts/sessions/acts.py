"""What a browser with a session does."""

from collections.abc import Callable

from sqlalchemy import select

from accounts.models import User, UserSession
from core.db import db
from tests.client import AuditingClient

PASSWORD = "lyng klit strand sol"


LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36"


SignIn = Callable[[User], AuditingClient]


def is_in(client: AuditingClient) -> bool:
    return client.get("/account").status_code == 200


def rows() -> list[UserSession]:
    return list(db.session.scalars(select(UserSession).order_by(UserSession.created_at)))
