"""The two ways mail leaves: into a folder of readable files, or to an SMTP server."""

import smtplib
import ssl
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask_mailman import EmailMessage
from flask_mailman.backends.base import BaseEmailBackend
from flask_mailman.backends.smtp import EmailBackend as PlainSmtp


class OutboxEmailBackend(BaseEmailBackend):
    """Write each mail as one .eml file. Sent twice, a mail is still one file: its id names it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails and return how many there were."""
        folder = Path(self.mailman.file_path)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            message = mail.message()
            moment = parsedate_to_datetime(message["Date"]).strftime("%Y%m%dT%H%M%S")
            name = message["Message-ID"].strip("<>").partition("@")[0]
            unfinished = folder / f"{name}.part"
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(folder / f"{moment}-{name}.eml")
        return len(email_messages)


class VerifyingSmtp(smtplib.SMTP):
    """smtplib checks no certificate at STARTTLS unless it is given a context."""

    def starttls(  # type: ignore[override]  # the two file arguments are gone from Python 3.12
        self, *, context: ssl.SSLContext | None = None
    ) -> tuple[int, bytes]:
        """Encrypt the connection, and know to whom."""
        return super().starttls(context=context or ssl.create_default_context())


class SmtpEmailBackend(PlainSmtp):
    """Flask-Mailman's SMTP with certificates checked."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the class that makes the connection."""
        return smtplib.SMTP_SSL if self.use_ssl else VerifyingSmtp
