"""Nothing about a person is forgotten to be told, or to be erased: a walk over all tables."""

import io
import logging
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_mailman import EmailMessage
from sqlalchemy import Integer, Table, delete, func, select, update

from accounts import audit
from accounts.models import Membership, Organisation, User
from ambassadors.models import Ambassador, Cohort
from ambassadors.own_data import operations, queries
from ambassadors.seasons.models import Alumnus
from campaigns.models import Campaign
from campaigns.results.queries import ambassador_rows
from core import jobs, storage
from core.db import Base, checkpoint, db, utcnow
from core.job_queue import HueyQueue
from core.mail_backends import OutboxEmailBackend
from core.models import Job
from core.personal_data import exempted, keepers
from core.settings import current_settings
from tests.folders import contents_of
from tests.planting import Planter, covered, dump

MARKER, OTHER = "mk0kim7leak", "mk0bo9peer"
COUNTED = (
    "campaign_day", "participation", "participation_week", "link", "link_day", "outcome",
    "goal_source", "post", "conversation", "event", "sign_up", "quiz_attempt", "quiz_answer",
    "lesson_progress", "kit_download", "picture_fetch",
)  # fmt: skip


def test_every_table_has_a_keeper_or_a_reason(plain_app: Flask) -> None:
    tables = set(Base.metadata.tables)
    assert tables - set(covered()) - set(exempted) == set()
    assert set(covered()) & set(exempted) == set()
    assert (set(covered()) | set(exempted)) - tables == set()
    assert all(exempted.values())


def test_keepers_name_columns_that_are_there(plain_app: Flask) -> None:
    columns = {f"{t.name}.{c.name}" for t in Base.metadata.sorted_tables for c in t.columns}
    for keeper in keepers.values():
        assert keeper.untold | set(keeper.stays) <= columns, keeper.name
        assert {name.split(".")[0] for name in keeper.untold} <= keeper.tables, keeper.name


@pytest.fixture
def two_people(app: Flask) -> tuple[Planter, Planter]:
    """Somebody who is to be erased, and somebody who is not, each with a marker everywhere."""
    # Tests share the folder: what was fetched in an earlier one has the marker, too.
    shutil.rmtree(current_settings().data / "uploads" / "copies", ignore_errors=True)
    kim = Planter(MARKER, 1).plant()
    bo = Planter(OTHER, 2, kim.shared).plant()
    db.session.execute(update(Campaign).values(landing_address="/", status="live"))
    db.session.execute(
        update(Membership).where(Membership.user_id == bo.own["user_account"]).values(role="owner")
    )
    db.session.commit()
    send_as_files(kim, bo)
    return kim, bo


def send_as_files(*people: Planter) -> None:
    """Let mails to them lie in the outbox, as they do where no server is named."""
    for person in people:
        message = EmailMessage(
            subject=f"Hej {person.marker}",
            body=f"Kære {person.marker}",
            to=[person.email],
            headers={
                "Message-ID": f"<{person.marker}@localhost>",
                "Date": "Sat, 21 Nov 2026 10:00:00 +0000",
            },
        )
        folder = str(current_settings().data / "outbox")
        OutboxEmailBackend(mailman=_Folder(folder)).send_messages([message])


class _Folder:
    """What the backend reads of its settings."""

    def __init__(self, path: str) -> None:
        self.file_path = path

    def __getattr__(self, _name: str) -> None:
        return None


def totals() -> dict[str, tuple[int, ...]]:
    """Return how many rows there are and what their numbers sum up to, wherever results live."""
    found = {}
    for name in COUNTED:
        table = Base.metadata.tables[name]
        numbers = [
            c for c in table.columns if isinstance(c.type, Integer) and c.name != "own_target"
        ]
        sums = [func.coalesce(func.sum(c), 0) for c in numbers]
        row = db.session.execute(select(func.count(), *sums).select_from(table)).one()
        found[name] = tuple(int(value) for value in row)
    return found


def left_of(marker: str, logs: str) -> list[str]:
    """Return every place in which a marker can still be found."""
    found = [f"table {name}" for name, text in dump().items() if marker in text]
    db.session.rollback()
    checkpoint()
    data: Path = current_settings().data
    for name, content in contents_of(data).items():
        if marker.encode() in content or marker in name:
            found.append(f"file {name}")
    return found + (["log"] if marker in logs else [])


def accept_role(person: Planter) -> None:
    """Make the role one that is held; a planted address makes it an offer."""
    db.session.get_one(Membership, person.own["membership"]).offered_to = ""
    db.session.commit()


def only_roles_gone(person: Planter) -> None:
    """Take somebody's role away, so that their account need not stay."""
    db.session.execute(
        Base.metadata.tables["campaign_reader"]
        .delete()
        .where(Base.metadata.tables["campaign_reader"].c.membership_id == person.own["membership"])
    )
    db.session.execute(
        Base.metadata.tables["membership"]
        .delete()
        .where(Base.metadata.tables["membership"].c.id == person.own["membership"])
    )
    db.session.commit()


def confirm(person: Planter) -> None:
    """Ask and confirm, as the two pages do."""
    user = db.session.get_one(User, person.own["user_account"])
    operations.ask_for_erasure(user, at=utcnow())
    db.session.flush()
    wish = queries.find_request(user.id)
    assert wish is not None
    wish.confirmed_at = None
    operations.confirm_erasure(wish, at=utcnow())
    db.session.commit()
    _put_in_queue()
    jobs.run_all()


def _put_in_queue() -> None:
    """Write the waiting jobs into huey's own file too, as a running installation does."""
    queue = HueyQueue(current_settings())
    for job_id in db.session.scalars(select(Job.id)):
        queue.put(job_id, 0)
    db.session.rollback()


def test_erasing_leaves_no_trace_and_every_total(
    two_people: tuple[Planter, Planter], caplog: pytest.LogCaptureFixture
) -> None:
    kim, bo = two_people
    caplog.set_level(logging.DEBUG)
    only_roles_gone(kim)
    before, theirs = totals(), dump()
    assert left_of(MARKER, "")  # there is something to find
    confirm(kim)
    assert left_of(MARKER, caplog.text) == []
    assert totals() == before
    assert {name for name, text in dump().items() if OTHER in text} == {
        name for name, text in theirs.items() if OTHER in text
    }
    assert all(storage.exists(key) for key in bo.keys)
    organisation = db.session.scalars(select(Organisation)).one()
    assert list(audit.faults(organisation)) == []


def test_a_nameless_place_still_counts_in_the_results(
    two_people: tuple[Planter, Planter],
) -> None:
    kim, _bo = two_people
    campaign = db.session.scalars(select(Campaign)).one()
    assert MARKER in str(list(ambassador_rows(campaign)))
    only_roles_gone(kim)
    confirm(kim)
    campaign = db.session.scalars(select(Campaign)).one()
    rows = list(ambassador_rows(campaign))
    assert len(rows) == 2
    assert MARKER not in str(rows)


def test_who_works_here_keeps_the_account(two_people: tuple[Planter, Planter]) -> None:
    kim, _bo = two_people
    accept_role(kim)
    confirm(kim)
    user = db.session.get(User, kim.own["user_account"])
    assert user is not None
    assert user.email == kim.email
    assert queries.places_of(user.id) == []
    place = db.session.get_one(Ambassador, kim.own["ambassador"])
    assert place.user.name == ""
    assert place.erased_at is not None
    assert queries.find_request(user.id) is None


def test_a_season_is_erased_on_its_day(
    two_people: tuple[Planter, Planter], caplog: pytest.LogCaptureFixture
) -> None:
    kim, bo = two_people
    only_roles_gone(kim)
    accept_role(bo)
    db.session.execute(delete(Alumnus))  # a yes to being asked again outlives the day
    before = totals()
    cohort = db.session.scalars(select(Cohort)).one()
    cohort.retention_until = utcnow().date() - timedelta(days=1)
    db.session.commit()
    jobs.enqueue("erase_past_seasons")
    db.session.commit()
    _put_in_queue()
    jobs.run_all()
    assert left_of(MARKER, caplog.text) == []
    assert totals() == before
    assert db.session.get(User, bo.own["user_account"]) is not None  # who works here
    assert queries.places_of(bo.own["user_account"]) == []
    organisation = db.session.scalars(select(Organisation)).one()
    assert list(audit.faults(organisation)) == []


def test_a_copy_holds_all_of_ones_own_and_none_of_anothers(
    two_people: tuple[Planter, Planter],
) -> None:
    kim, _bo = two_people
    user = db.session.get_one(User, kim.own["user_account"])
    copy = operations.ask_for_copy(user, locale="da")
    db.session.commit()
    copy_id = copy.id
    jobs.run_all()
    made = queries.find_copy(copy_id)
    assert made is not None
    assert made.storage_key
    archive = zipfile.ZipFile(io.BytesIO(storage.read(made.storage_key)))
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "\n".join(files.values())
    untold = {name for keeper in keepers.values() for name in keeper.untold}
    wanted = [
        n for n in kim.planted if n not in untold and not n.endswith((".email", ".recipient"))
    ]
    missing = [name for name in wanted if f"{MARKER} {name}" not in everything]
    assert missing == []
    assert [n for n in wanted if f"{MARKER} {n}" not in files["index.html"]] == []
    assert kim.email in everything
    assert OTHER not in everything


def test_tables_that_count_are_there() -> None:
    assert all(isinstance(Base.metadata.tables[name], Table) for name in COUNTED)
