"""Loading: on both databases, once and whole, never in production."""

import json
import stat
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.audit import faults
from accounts.models import Organisation, User
from accounts.queries import find_organisation
from ambassadors.models import Ambassador, Cohort
from core import job_running
from core.db import Base, db
from core.settings import Environment
from demo import load, seats
from demo.fjord import FJORD
from demo.plans import Programme
from demo.sign_ins import ROLES, path
from media.library.enums import AssetState
from media.library.models import Asset, Rendition


def run(app: Flask) -> Any:
    with app.app_context():  # another test may have left its own app at hand
        return app.test_cli_runner().invoke(args=["demo", "load"])


def rows() -> dict[str, int]:
    """Count the rows of every table but those the worker writes to."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != "job"]
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables
    }


def test_three_organisations_and_about_seventy_ambassadors(demo: Flask) -> None:
    names = db.session.scalars(select(Organisation.name).order_by(Organisation.name)).all()
    assert names == ["Idrætsforbundet Fjord", "Solby Kommune", "Studieliv Holstebro"]
    per_cohort = db.session.execute(
        select(Cohort.name, func.count(Ambassador.id))
        .outerjoin(Cohort.ambassadors)
        .group_by(Cohort.id, Cohort.name)
        .order_by(Cohort.name)
    )
    assert {row[0]: row[1] for row in per_cohort} == {
        "De første ni": 9,
        "Fjordens stemmer": 15,
        "Kollegaer i Solby": 8,
        "Solbyborgere 2026/27": 14,
        "Studieambassadører, efterår": 24,
        "Studieambassadører, forår": 0,
    }


def test_a_second_load_changes_nothing(demo: Flask) -> None:
    before, sign_ins = rows(), path().read_bytes()
    passwords = db.session.scalars(select(User.password).order_by(User.id)).all()
    db.session.rollback()
    result = run(demo)
    assert (result.exit_code, result.output) == (0, "")
    assert rows() == before
    assert db.session.scalars(select(User.password).order_by(User.id)).all() == passwords
    assert path().read_bytes() == sign_ins


def test_the_trails_are_whole(demo: Flask) -> None:
    organisations = db.session.scalars(select(Organisation).order_by(Organisation.slug)).all()
    assert [list(faults(one)) for one in organisations] == [[], [], []]


def test_every_picture_is_ready_in_every_format(demo: Flask) -> None:
    states = set(db.session.scalars(select(Asset.state)))
    formats = db.session.scalars(
        select(func.count(Rendition.id)).group_by(Rendition.asset_id).order_by(Rendition.asset_id)
    ).all()
    assert states == {AssetState.READY}
    assert formats == [7] * 13


def test_it_refuses_in_production(make_app: Callable[..., Flask]) -> None:
    app = make_app(environment=Environment.PRODUCTION, base_url="https://tillid.example")
    result = run(app)
    assert result.exit_code == 1
    assert "never loaded in production" in result.output
    with app.app_context():
        assert not path().exists()


def test_each_role_can_sign_in_with_what_the_file_says(demo: Flask) -> None:
    content = json.loads(path().read_text())
    assert set(content) == set(ROLES)
    assert stat.S_IMODE(path().stat().st_mode) == 0o600
    for sign_in in content.values():
        assert sign_in["address"] == "http://localhost/sign-in"
        client = demo.test_client()
        answer = client.post("/sign-in", data=sign_in)
        assert answer.status_code in (302, 303), sign_in["email"]


def test_a_lost_file_is_written_with_new_passwords(demo: Flask) -> None:
    old = json.loads(path().read_text())
    path().unlink()
    assert run(demo).exit_code == 0
    new = json.loads(path().read_text())
    assert new["organiser"]["password"] != old["organiser"]["password"]
    assert demo.test_client().post("/sign-in", data=new["organiser"]).status_code in (302, 303)


@pytest.mark.slow
def test_a_load_broken_off_is_finished_by_the_next(
    empty_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(job_running, "perform", die)
        with pytest.raises(KeyboardInterrupt):
            load.load([FJORD])
    db.session.remove()
    with monkeypatch.context() as patch:
        patch.setattr(seats, "fill", die)
        with pytest.raises(KeyboardInterrupt):
            load.load([FJORD])
    db.session.remove()
    assert nothing_but_pictures(FJORD)
    assert load.load([FJORD]) == [FJORD.name]
    assert load.load([FJORD]) == []
    assert db.session.scalar(select(func.count(Ambassador.id))) == 15


def nothing_but_pictures(programme: Programme) -> bool:
    found = find_organisation(programme.slug) is not None
    cohorts = db.session.scalar(select(func.count(Cohort.id)))
    db.session.remove()
    return found and cohorts == 0
