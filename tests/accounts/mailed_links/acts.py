"""What somebody with a mailed link does."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from flask_mailman import EmailMessage

from accounts.models import User
from tests.client import AuditingClient

PASSWORD = "lyng klit strand sol"


OTHER = "bjerg skov hav sne is"


ASKS = ["/forgotten-password", "/sign-in/link"]


Sent = Callable[[], list[EmailMessage]]


SignIn = Callable[[User], AuditingClient]


def link_in(mail: EmailMessage) -> str:
    return urlsplit(re.search(r"https?://\S+", mail.body)[0]).path


def ask(client: AuditingClient, path: str, email: str = "anna@example.org", **more: str):
    return client.post(path, data={"email": email, **more})


def is_in(client: AuditingClient) -> bool:
    return client.get("/account").status_code == 200
