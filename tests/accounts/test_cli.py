"""Commands for the person who runs the installation."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import delete, select

from accounts import audit, queries
from accounts.enums import Role
from accounts.models import AuditEvent, Membership
from accounts.organisations import operations as settings
from accounts.units import operations as units
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import OrganisationFactory, UserFactory

OWNER = [
    "accounts",
    "create-owner",
    "--organisation",
    "Odder Kommune",
    "--slug",
    "odder",
    "--email",
]


def test_the_first_owner_gets_in_by_a_link_printed_once(app: Flask, client: AuditingClient) -> None:
    result = app.test_cli_runner().invoke(args=[*OWNER, "Olga@Odder.dk"])
    assert result.exit_code == 0, result.output
    link = urlsplit(re.search(r"http\S+", result.output)[0]).path
    data = {"name": "Olga", "password": "lyng klit strand sol"}
    assert client.post(link, data=data).location == "/"
    assert client.get("/o/odder/people").status_code == 200
    again = app.test_cli_runner().invoke(args=[*OWNER, "olga@odder.dk"])
    assert again.exit_code == 1


def test_an_owner_who_signs_in_already_keeps_the_password(app: Flask) -> None:
    UserFactory(email="olga@odder.dk", password="hash")
    result = app.test_cli_runner().invoke(args=[*OWNER, "olga@odder.dk"])
    assert "http" not in result.output
    assert db.session.scalars(select(Membership.role)).all() == [Role.OWNER]


def test_slug_and_address_must_be_possible_and_free(app: Flask) -> None:
    arguments = [*OWNER, "a@b.dk"]
    arguments[arguments.index("odder")] = "Odder K"
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 2
    assert app.test_cli_runner().invoke(args=[*OWNER, "nobody"]).exit_code == 2
    settings.change_settings(OrganisationFactory(slug="odder"), {"slug": "ny"}, actor=None)
    db.session.commit()
    taken = app.test_cli_runner().invoke(args=[*OWNER, "a@b.dk"])
    assert taken.exit_code == 1
    assert taken.output.startswith("Error: ")
    assert db.session.scalars(select(Membership)).all() == []


def test_a_key_is_printed_once(app: Flask) -> None:
    OrganisationFactory(slug="odder")
    arguments = ["accounts", "create-token", "--name", "BI", "--slug"]
    result = app.test_cli_runner().invoke(args=[*arguments, "odder"])
    assert queries.find_token(result.output.strip()).name == "BI"
    assert result.output.startswith("tillid_"), "so that secret scanners know one"
    assert app.test_cli_runner().invoke(args=[*arguments, "nowhere"]).exit_code == 1


def test_the_trail_is_verified(app: Flask, tmp_path: Path) -> None:
    organisation = OrganisationFactory(slug="odder")
    for name in ("Hou", "Saksild", "Gylling"):
        units.add_unit(organisation, name=name, actor=None)
    db.session.commit()
    whole = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (whole.exit_code, whole.output) == (0, "odder: whole\n")
    kept = tmp_path / "kept.txt"
    kept.write_text(app.test_cli_runner().invoke(args=["audit", "last-lines"]).output)
    since = ["audit", "verify", str(kept)]
    assert app.test_cli_runner().invoke(args=since).output == "odder: whole\n"
    last = db.session.scalars(select(AuditEvent).where(AuditEvent.position == 3)).one()
    last.after = {"name": "Another"}  # a chain made anew to its end is a whole one
    last.changes_digest = audit._changes_digest(last)
    last.hash = audit.hash_of(last)
    db.session.commit()
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0
    renewed = app.test_cli_runner().invoke(args=since)
    assert (renewed.exit_code, "event 3 is not the one" in renewed.output) == (1, True)
    db.session.execute(delete(AuditEvent).where(AuditEvent.position == 3))
    db.session.commit()
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0
    assert app.test_cli_runner().invoke(args=since).exit_code == 1, "nor can its end be cut off"
    db.session.execute(delete(AuditEvent).where(AuditEvent.position == 1))
    db.session.commit()
    broken = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert broken.exit_code == 1
    assert "event 1 is missing" in broken.output
