"""Migrations go up, down and up again on a database with rows in it, on both databases."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Uuid, column, func, inspect, select, table, text

from campaigns.posts.models import Post
from core import migrating
from core.db import Base, db
from media.kits.models import KitDownload
from media.kits.reception.enums import FetchWay
from media.kits.reception.models import PictureFetch
from media.library.enums import Recognisable
from tests.conftest import DATABASES, ROOMS, ROOT
from tests.core.permission_matrix import gather
from tests.core.world import MAKERS, World
from tests.factories.accounts import UnitFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.media import AssetFactory, KitFactory, KitItemFactory
from tests.factories.recognition import DiplomaFactory
from tests.factories.training import QuizAnswerFactory

FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture(params=DATABASES)
def migrated(
    request: pytest.FixtureRequest, make_app: Callable[..., Flask]
) -> Iterator[tuple[Flask, Config]]:
    """An app whose database was made by the migrations alone."""
    if request.config.getoption("--only") not in (None, request.param):
        pytest.skip("the other database was asked for")
    is_server = request.param == "postgresql"
    app = make_app(request.getfixturevalue("postgres_url") if is_server else "")
    with app.app_context():
        migrating.bind(app)
        config = app.extensions["migrate"].migrate.get_config(str(ROOT / "migrations"))
        command.upgrade(config, "head")
        yield app, config
        db.session.remove()


def populate() -> dict[str, int]:
    """Put everything the permission tests know into the database; return rows per table."""
    gather()
    world = World()
    for name in MAKERS:
        getattr(world, name)
    db.session.commit()
    return counts()


def counts() -> dict[str, int]:
    """Return the number of rows of each table that has some."""
    tables = Base.metadata.sorted_tables
    found = {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
    db.session.rollback()
    return {name: number for name, number in found.items() if number}


@pytest.mark.slow
def test_every_step_goes_down_and_up_on_a_populated_database(
    migrated: tuple[Flask, Config],
) -> None:
    _app, config = migrated
    before = populate()
    taken_out = db.session.scalar(select(func.count(Post.removed_at))) or 0
    db.session.rollback()
    assert before["post"] > taken_out
    steps = [s.revision for s in ScriptDirectory.from_config(config).walk_revisions()]
    assert steps

    for revision in steps[:-1]:  # all but the first, which takes every table away
        command.downgrade(config, f"{revision}-1")
        command.upgrade(config, revision)
        command.downgrade(config, f"{revision}-1")
    oldest = set(inspect(db.engine).get_table_names())  # younger tables went, with their rows
    command.upgrade(config, "head")
    db.session.expire_all()
    assert counts().keys() >= {"organisation", "user_account", "cohort", "ambassador"}
    rows_now = {name: rows for name, rows in counts().items() if name in oldest}
    before["post"] -= taken_out  # the oldest product has no word for them
    assert rows_now == {name: rows for name, rows in before.items() if name in oldest}

    command.downgrade(config, "base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config, "head")
    assert set(inspect(db.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_migrations_make_exactly_the_tables_of_the_models(
    migrated: tuple[Flask, Config],
) -> None:
    _app, config = migrated
    command.check(config)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(migrated: tuple[Flask, Config]) -> None:
    _app, config = migrated
    before = populate()
    command.upgrade(config, "head")
    db.session.expire_all()
    assert counts() == before


def test_a_campaign_keeps_its_name_up_and_down(migrated: tuple[Flask, Config]) -> None:
    _app, config = migrated
    campaign = World().campaign
    campaign.name_da, campaign.name_en, campaign.pitch_en = "Åbent hus", "Open house", "Come along."
    english = CampaignFactory(organisation=campaign.organisation, name_da="", name_en="Welcome")
    db.session.commit()
    command.downgrade(config, "0001")
    rows = {tuple(row) for row in db.session.execute(text("SELECT name, pitch FROM campaign"))}
    db.session.rollback()
    assert rows == {("Welcome", ""), ("Åbent hus", "Come along.")}

    command.upgrade(config, "head")
    db.session.expire_all()
    for made, name, pitch in ((campaign, "Åbent hus", "Come along."), (english, "Welcome", "")):
        assert (made.name_da, made.name_en) == (name, name)
        assert (made.pitch_da, made.pitch_en) == (pitch, pitch)


def test_an_answer_keeps_its_choice_up_and_down(migrated: tuple[Flask, Config]) -> None:
    _app, config = migrated
    attempt = World().attempt
    question = attempt.module.questions[0]
    right = next(choice for choice in question.choices if choice.is_right)
    answer = QuizAnswerFactory(
        attempt=attempt, question=question, chosen=[str(right.id)], is_right=True
    )
    command.downgrade(config, "0003")
    before = select(column("choice_id", Uuid())).select_from(table("quiz_answer"))
    assert list(db.session.scalars(before)) == [right.id]
    db.session.rollback()

    command.upgrade(config, "head")
    db.session.expire_all()
    assert (answer.chosen, answer.is_right, answer.text) == ([str(right.id)], True, "")


def test_pictures_fetches_and_badges_of_earlier_keep_their_meaning(
    migrated: tuple[Flask, Config],
) -> None:
    _app, config = migrated
    world = World()
    agreed = AssetFactory(organisation=world.organisation, alt_da="Sofie ved DREJESKIVEN")
    agreed.recognisable, agreed.consent_until = Recognisable.SOMEBODY, date(2027, 1, 31)
    asked = AssetFactory(organisation=world.organisation, recognisable=Recognisable.SOMEBODY)
    nobody = AssetFactory(organisation=world.organisation, recognisable=Recognisable.NOBODY)
    local = KitFactory(
        organisation=world.organisation, unit=UnitFactory(organisation=world.organisation)
    )
    plain = KitFactory(organisation=world.organisation)
    for kit in (local, plain):
        KitItemFactory(kit=kit, asset=agreed)
        db.session.add(KitDownload(kit_id=kit.id, ambassador_id=world.ambassador.id))
    badges = [DiplomaFactory(), DiplomaFactory()]
    db.session.commit()
    were = {agreed.id: "consented", asked.id: "waiting", nobody.id: "nobody"}
    db.session.rollback()  # an open transaction would keep the migrations waiting

    command.downgrade(config, "0014")
    answers = table("asset", column("id", Uuid()), column("recognisable"))
    found = {row.id: row.recognisable for row in db.session.execute(select(answers))}
    assert {asset_id: found[asset_id] for asset_id in were} == were
    db.session.rollback()

    command.upgrade(config, "head")
    db.session.expire_all()
    assert (agreed.recognisable, agreed.consent_until) == (Recognisable.SOMEBODY, date(2027, 1, 31))
    assert (asked.recognisable, nobody.recognisable) == (
        Recognisable.SOMEBODY,
        Recognisable.NOBODY,
    )
    assert "sofie ved drejeskiven" in agreed.words
    downloads = db.session.scalars(select(KitDownload)).all()
    assert {one.kit_id: one.is_local for one in downloads} == {local.id: True, plain.id: False}
    fetches = db.session.scalars(select(PictureFetch)).all()
    assert {(one.kit_id, one.asset_id, one.ambassador_id, one.way) for one in fetches} == {
        (kit.id, agreed.id, world.ambassador.id, FetchWay.ZIP) for kit in (local, plain)
    }
    assert len({one.status_index for one in badges}) == 2


def test_migrations_form_one_line(migrated: tuple[Flask, Config]) -> None:
    _app, config = migrated
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_migration_stands_alone_and_can_be_undone(path: Path) -> None:
    tree = ast.parse(path.read_text())
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported.isdisjoint({*ROOMS, "app"})
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    for name in ("upgrade", "downgrade"):
        assert not all(isinstance(line, ast.Pass) for line in functions[name].body)
