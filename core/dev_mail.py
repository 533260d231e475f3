"""Reading outgoing mail while developing: the pages behind /dev/mail."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask import Blueprint, Flask, abort, render_template
from flask.typing import ResponseReturnValue

from core.access import Audience, open_to
from core.settings import Settings, current_settings

bp = Blueprint("dev_mail", __name__, url_prefix="/dev/mail")

NAME = re.compile(r"[0-9A-Za-z-]+\.eml")
MOST = 200


@dataclass(frozen=True)
class SentMail:
    """A mail in the outbox, as its recipient would see it."""

    name: str
    sent_at: datetime
    sender: str
    recipient: str
    subject: str
    body: str
    attachments: list[tuple[str, str]]


def read_mail(path: Path) -> SentMail:
    """Return the mail in a file of the outbox."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101 -- the policy makes it one
    body = message.get_body(("plain",))
    return SentMail(
        name=path.name,
        sent_at=parsedate_to_datetime(str(message["Date"])),
        sender=str(message["From"]),
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body else "",
        attachments=[
            (part.get_filename() or "", _text(part)) for part in message.iter_attachments()
        ],
    )


def _text(part: EmailMessage) -> str:
    content = part.get_content()
    return content if isinstance(content, str) else ""


def newest_mails() -> list[SentMail]:
    """Return the newest mails of the outbox, newest first."""
    files = (current_settings().data / "outbox").glob("*.eml")
    newest = sorted(files, key=lambda f: (f.stat().st_mtime_ns, f.name), reverse=True)
    return [read_mail(path) for path in newest[:MOST]]


@bp.get("/")
@open_to(Audience.PUBLIC)
def list_mails() -> ResponseReturnValue:
    """List what has been sent, newest first."""
    return render_template("core/dev_mail.html", mails=newest_mails())


@bp.get("/<name>")
@open_to(Audience.PUBLIC)
def show_mail(name: str) -> ResponseReturnValue:
    """Show one mail."""
    path = current_settings().data / "outbox" / name
    if not NAME.fullmatch(name) or not path.is_file():
        abort(404)
    return render_template("core/dev_mail_show.html", mail=read_mail(path))


def init_app(app: Flask) -> None:
    """Register the pages, on a developer's own machine only."""
    settings: Settings = app.extensions["settings"]
    if settings.is_development:
        app.register_blueprint(bp)
