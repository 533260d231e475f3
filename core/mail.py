"""Mail: put in line inside your transaction, sent by a worker after the commit.

By default mail is written to the outbox folder; with ``smtp_url`` set it goes to that server.
"""

import re
import smtplib
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypedDict
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app
from flask_babel import LazyString, force_locale
from flask_mailman import EmailMessage, Mail

from core import catalogues, jobs
from core.catalogues import OwnWords
from core.db import db, utcnow
from core.enums import MailState
from core.models import OutgoingMail
from core.settings import Environment, Settings, current_settings

PRODUCT = "Tillid"
TIMEOUT_SECONDS = 20
LEADS_ELSEWHERE = re.compile(r"[/@]|\w\.\w{2,}")
ATTEMPTS = 10  # with the usual pauses that is four hours
ATTEMPTS_REFUSED = 3  # a server that says 5xx means it, though a few say it too early


class Attachment(TypedDict):
    filename: str
    mimetype: str
    text: str


def write(
    template: str,
    *,
    to: str,
    locale: str,
    subject: str | LazyString,
    attachments: Sequence[Attachment] = (),
    **context: Any,
) -> OutgoingMail:
    """Write a mail in its reader's language and put it in line, as ``render`` and ``queue`` say.

    A subject in lazy words comes out in that language; the template knows it as ``subject``.
    """
    with force_locale(locale), _speaking_as(context):
        words = str(subject)
    body = render(template, locale, subject=words, **context)
    return queue(to=to, subject=words, body=body, locale=locale, attachments=attachments)


def queue(
    *, to: str, subject: str, body: str, locale: str, attachments: Sequence[Attachment] = ()
) -> OutgoingMail:
    """Put a mail in line in the caller's transaction; it leaves after the commit.

    Raises ValueError for an address that could not be one. Line breaks in names are harmless.
    """
    if "@" not in to or any(c.isspace() or not c.isprintable() for c in to):
        raise ValueError("not an e-mail address")
    mail = OutgoingMail(
        id=uuid.uuid4(),
        recipient=to,
        subject=_one_line(subject),
        body=body,
        locale=locale,
        attachments=[{**a, "filename": _one_line(a["filename"])} for a in attachments],
    )
    db.session.add(mail)
    jobs.enqueue("send_mail", subject_id=mail.id)
    return mail


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def render(template: str, locale: str, **context: Any) -> str:
    """Return ``templates/mail/<template>.txt`` in the recipient's language.

    It knows ``external_url`` and ``product_name``; page context and the request stay out of mails.
    """
    with force_locale(locale), _speaking_as(context):
        found = current_app.jinja_env.get_template(f"mail/{template}.txt")
        shared = {"external_url": external_url, "product_name": PRODUCT, "locale": locale}
        context["name"] = _greeted(context.get("name", ""))
        return found.render(**shared, **context).strip() + "\n"


def _speaking_as(context: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Write a mail in the own words of whoever it is from, as far as its context tells."""
    own: Callable[[Mapping[str, Any]], OwnWords | None] = current_app.extensions["words_of_mail"]
    return catalogues.speaking(own(context))


def _greeted(name: str) -> str:
    """Return a name to greet with; one that leads elsewhere is an advert sent through us."""
    return "" if LEADS_ELSEWHERE.search(name) else _one_line(name)


def external_url(endpoint: str, **values: Any) -> str:
    """Return the full address of a page under ``base_url``, whatever Host a request claimed."""
    base = urlsplit(current_settings().base_url)
    urls = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    return urls.build(endpoint, values, force_external=True)


def _mark_failed(task: jobs.Task, error: str) -> None:
    mail = db.session.get(OutgoingMail, task.subject_id)
    if mail and mail.state is MailState.QUEUED:
        mail.state, mail.error = MailState.FAILED, error


@jobs.job("send_mail", attempts=ATTEMPTS, priority=10, on_failure=_mark_failed)
def send_mail(task: jobs.Task) -> None:
    """Deliver one mail. A repeat after a lost worker carries the same Message-ID."""
    mail = db.session.get_one(OutgoingMail, task.subject_id)
    if mail.state is MailState.SENT:
        return
    mail.attempts = task.attempt
    message = _message(mail)
    db.session.commit()  # a slow server must not hold the database
    try:
        with current_app.extensions["mailman"].get_connection() as connection:
            connection.send_messages([message])
    except (OSError, smtplib.SMTPException) as error:
        if _is_refused(error) and task.attempt >= ATTEMPTS_REFUSED:
            raise jobs.GiveUp(_reason(error)) from error
        raise MailNotSent(_reason(error)) from error
    mail.state, mail.sent_at, mail.error = MailState.SENT, utcnow(), None
    mail.body, mail.attachments = "", []


class MailNotSent(Exception):
    """The server did not take the mail this time."""


def _message(mail: OutgoingMail) -> EmailMessage:
    host = urlsplit(current_settings().base_url).hostname or "localhost"
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient],
        attachments=[(a["filename"], a["text"], a["mimetype"]) for a in mail.attachments],
        headers={
            "Message-ID": f"<{mail.id}@{host}>",
            "Date": mail.created_at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "Content-Language": mail.locale,
            "Auto-Submitted": "auto-generated",
        },
    )


def _is_refused(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def _reason(error: Exception) -> str:
    """Say what the server answered, without the address it answered about."""
    answers: list[tuple[int, bytes | str]] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers.extend(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        answers.append((error.smtp_code, error.smtp_error))
    if not answers:
        return f"The mail server could not be used: {type(error).__name__}"
    return "The mail server said " + "; ".join(f"{code} {_text(text)}" for code, text in answers)


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def init_app(app: Flask) -> None:
    """Choose how mail leaves, from the settings."""
    app.extensions.setdefault("words_of_mail", lambda _context: None)
    settings: Settings = app.extensions["settings"]
    app.config.update(_options(settings))
    state = Mail().init_app(app)
    state.outbox = []  # what tests read


def _options(settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "MAIL_DEFAULT_SENDER": settings.mail_from,
        "MAIL_TIMEOUT": TIMEOUT_SECONDS,
        "MAIL_FILE_PATH": str(settings.data / "outbox"),
        "MAIL_BACKEND": "core.mail_backends.OutboxEmailBackend",
    }
    if settings.smtp_url:
        options.update(_smtp_options(settings.smtp_url))
    elif settings.environment is Environment.TESTING:
        options["MAIL_BACKEND"] = "locmem"
    return options


def _smtp_options(url: str) -> dict[str, Any]:
    """Read ``smtp://user:password@host:port?tls=1`` or ``smtps://…``."""
    parts = urlsplit(url)
    encrypted = parts.scheme == "smtps"
    return {
        "MAIL_BACKEND": "core.mail_backends.SmtpEmailBackend",
        "MAIL_SERVER": parts.hostname or "localhost",
        "MAIL_PORT": parts.port or (465 if encrypted else 25),
        "MAIL_USERNAME": unquote(parts.username) if parts.username else None,
        "MAIL_PASSWORD": unquote(parts.password) if parts.password else None,
        "MAIL_USE_SSL": encrypted,
        "MAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["1"],
    }
