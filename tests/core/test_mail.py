"""Mail leaves after the commit, says what it should and no more, and survives a bad server."""

import smtplib
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from core import jobs, mail
from core.db import db, utcnow
from core.enums import MailState
from core.mail_backends import VerifyingSmtp
from core.models import Job, OutgoingMail
from core.settings import Environment, Settings
from tests.services import Mailbox, free_port


def queue_one(**changes: Any) -> OutgoingMail:
    text = {"to": "freja@example.dk", "subject": "Hej", "body": "Velkommen til", "locale": "da"}
    return mail.queue(**{**text, **changes})


def outbox(app: Flask) -> list[Any]:
    return list(app.extensions["mailman"].outbox)


@pytest.fixture(autouse=True)
def _empty_outbox(request: pytest.FixtureRequest) -> None:
    if "app" in request.fixturenames:
        request.getfixturevalue("app").extensions["mailman"].outbox.clear()


def test_a_mail_leaves_after_the_commit_and_its_text_is_forgotten(app: Flask) -> None:
    calendar = {"filename": "event.ics", "mimetype": "text/calendar", "text": "BEGIN:VCALENDAR"}
    queued = queue_one(attachments=[calendar])
    db.session.flush()
    assert outbox(app) == []
    db.session.commit()
    jobs.run_all()
    [sent] = outbox(app)
    assert (sent.to, sent.subject, sent.body) == (["freja@example.dk"], "Hej", "Velkommen til")
    assert sent.attachments == [("event.ics", "BEGIN:VCALENDAR", "text/calendar")]
    assert (queued.state, queued.body, queued.attachments) == (MailState.SENT, "", [])
    assert queued.sent_at


def test_a_mail_of_a_rolled_back_transaction_never_leaves(app: Flask) -> None:
    queue_one()
    db.session.flush()
    db.session.rollback()
    jobs.run_all()
    assert outbox(app) == []


def test_a_repeat_sends_nothing_twice(app: Flask) -> None:
    queued = queue_one()
    db.session.commit()
    jobs.run_all()
    jobs.enqueue("send_mail", subject_id=queued.id)
    db.session.commit()
    jobs.run_all()
    assert len(outbox(app)) == 1


def test_line_breaks_in_names_add_no_headers(app: Flask) -> None:
    bad = "Freja\r\nBcc: everyone@example.dk"
    attachment = {"filename": bad, "mimetype": "text/plain", "text": "x"}
    queue_one(subject=bad, attachments=[attachment])
    db.session.commit()
    jobs.run_all()
    message = message_from_bytes(outbox(app)[0].message().as_bytes(), policy=default)
    assert message["Bcc"] is None
    assert message["Subject"] == "Freja Bcc: everyone@example.dk"


@pytest.mark.parametrize("to", ["", "freja", "a@b.dk\r\nBcc: c@d.dk", "a@b.dk, c d@e.dk"])
def test_what_is_no_address_is_refused(app: Flask, to: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        queue_one(to=to)


def test_links_in_mails_ignore_what_host_a_request_claims(app: Flask) -> None:
    with app.test_request_context("/", headers={"Host": "evil.example"}):
        assert mail.external_url("health.show_health", page=2) == "http://localhost/healthz?page=2"


def test_links_keep_the_path_the_site_lives_under(make_app: Callable[..., Flask]) -> None:
    app = make_app(base_url="https://odder.example.dk/tillid/")
    with app.app_context():
        url = mail.external_url("health.show_health")
    assert url == "https://odder.example.dk/tillid/healthz"


def test_a_mail_is_written_in_the_recipients_language(app: Flask) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "jinja_env", app.jinja_env.overlay(loader=_OneMail()))
        assert (
            mail.render("hello", "en", name="Freja") == "Hi Freja, en: http://localhost/healthz\n"
        )
        assert ", da:" in mail.render("hello", "da", name="Freja")


def test_a_mail_is_written_and_in_line_with_its_subject_in_the_same_language(app: Flask) -> None:
    password = {"name": "Freja", "organisation_name": "Odder"}
    subjects = {
        locale: mail.write(
            "accounts/password_changed",
            to="freja@example.dk",
            locale=locale,
            subject=_l("Your password has been changed"),
            **password,
        ).subject
        for locale in ("da", "en")
    }
    assert subjects == {
        "da": "Din adgangskode er skiftet",
        "en": "Your password has been changed",
    }


def _OneMail() -> Any:  # noqa: N802
    from jinja2 import DictLoader  # noqa: PLC0415

    source = 'Hi {{ name }}, {{ locale }}: {{ external_url("health.show_health") }}'
    return DictLoader({"mail/hello.txt": source})


def test_by_default_each_mail_is_a_readable_file(make_app: Callable[..., Flask]) -> None:
    app = make_app(environment=Environment.DEVELOPMENT)
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        db.create_all()
        queued = queue_one(subject="Kære Freja", body="Rødgrød på fløde")
        db.session.commit()
        jobs.run_all()
        db.session.execute(update(OutgoingMail).values(state=MailState.QUEUED))  # sent, then killed
        jobs.enqueue("send_mail", subject_id=queued.id)
        db.session.commit()
        jobs.run_all()
    files = list((settings.data / "outbox").iterdir())
    assert len(files) == 1
    assert files[0].suffix == ".eml"
    raw = files[0].read_bytes()
    message = message_from_bytes(raw, policy=default)
    assert (message["Subject"], message["To"]) == ("Kære Freja", "freja@example.dk")
    assert message["Auto-Submitted"] == "auto-generated"


def test_mail_goes_to_the_server_that_is_set(
    make_app: Callable[..., Flask], smtp_catcher: Mailbox
) -> None:
    app = make_app(smtp_url=smtp_catcher.url, mail_from="Odder <no-reply@odder.example.dk>")
    with app.app_context():
        db.create_all()
        queued = queue_one(subject="Kære Freja", body="Rødgrød på fløde")
        db.session.commit()
        jobs.run_all()
        mail_id = queued.id
    [message] = smtp_catcher.messages
    assert isinstance(message, EmailMessage)
    assert (message["From"], message["Subject"]) == (
        "Odder <no-reply@odder.example.dk>",
        "Kære Freja",
    )
    assert message["Message-ID"] == f"<{mail_id}@localhost>"
    assert message.get_content().strip() == "Rødgrød på fløde"


class BadServer:
    """An SMTP server that answers as it is told."""

    answer = "250 OK"

    async def handle_RCPT(self, *arguments: Any) -> str:  # noqa: N802
        """Take or refuse a recipient (aiosmtpd calls this)."""
        if self.answer.startswith("250"):
            arguments[2].rcpt_tos.append(arguments[3])
        return self.answer


@pytest.fixture
def bad_server() -> Iterator[tuple[BadServer, str]]:
    server = BadServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield server, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def try_again() -> None:
    db.session.execute(update(Job).values(run_after=utcnow()))
    db.session.commit()
    jobs.run_all(tolerate_failures=True)


@pytest.mark.parametrize(("answer", "tries"), [("451 Try later", 10), ("550 No such user", 3)])
def test_a_refused_mail_is_tried_again_and_then_kept_with_the_answer(
    make_app: Callable[..., Flask], bad_server: tuple[BadServer, str], answer: str, tries: int
) -> None:
    server, url = bad_server
    server.answer = answer
    app = make_app(smtp_url=url)
    with app.app_context():
        db.create_all()
        queued = queue_one()
        db.session.commit()
        for _ in range(tries + 2):
            try_again()
        assert (queued.state, queued.attempts) == (MailState.FAILED, tries)
        assert queued.error is not None
        assert f"The mail server said {answer}" in queued.error
        assert "freja" not in queued.error


def test_a_server_that_is_away_costs_only_time(
    make_app: Callable[..., Flask], bad_server: tuple[BadServer, str]
) -> None:
    app = make_app(smtp_url=f"smtp://127.0.0.1:{free_port()}")
    with app.app_context():
        db.create_all()
        queued = queue_one()
        db.session.commit()
        jobs.run_all(tolerate_failures=True)
        assert queued.state is MailState.QUEUED
        app.config["MAIL_PORT"] = app.extensions["mailman"].port = int(bad_server[1].split(":")[-1])
        try_again()
        assert queued.state is MailState.SENT


def test_an_encrypted_connection_knows_to_whom(make_app: Callable[..., Flask]) -> None:
    app = make_app(smtp_url="smtp://tillid:p%40ss@mail.example.dk:587?tls=1")
    state = app.extensions["mailman"]
    assert (state.server, state.port, state.username, state.password) == (
        "mail.example.dk",
        587,
        "tillid",
        "p@ss",
    )
    assert (state.use_tls, state.use_ssl) == (True, False)
    with app.app_context():
        assert state.get_connection().connection_class is VerifyingSmtp
    assert issubclass(VerifyingSmtp, smtplib.SMTP)


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Anna B. Å", "Hi Anna B. Å,"),
        ("Anna\r\n\r\nYou have won", "Hi Anna You have won,"),
        ("See https://evil.example", "Hi,"),
        ("See evil.example", "Hi,"),
        ("", "Hi,"),
    ],
)
def test_a_name_is_greeted_in_one_line_and_leads_nowhere(
    app: Flask, name: str, greeting: str
) -> None:
    text = mail.render("accounts/password_changed", "en", name=name, organisation_name="Odder")
    assert text.splitlines()[0] == greeting
