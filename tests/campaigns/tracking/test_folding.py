from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from ambassadors.enums import AmbassadorStatus
from campaigns.enums import CampaignStatus
from campaigns.models import CampaignDay, Participation, ParticipationWeek
from campaigns.tracking import counting, folding, spool
from campaigns.tracking import visits as visits_of
from campaigns.tracking.bursts import BURST
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.folding import FoldedElsewhere, FoldReport
from campaigns.tracking.models import (
    FormerCode,
    Link,
    LinkDay,
    LinkQuarter,
    LinkTotal,
    SpoolOffset,
)
from campaigns.tracking.spool import Click
from campaigns.tracking.visitors import Visitor
from campaigns.tracking.visits import Visits
from core.db import db
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory, LinkFactory
from tests.queries import count_queries

EVENING = 1795298400  # 2026-11-21 22:00 UTC: the 21st in Copenhagen
NIGHT = EVENING + 5400  # 23:30 UTC: the 22nd in Copenhagen
FILE = "clicks-node1-2026-11-21.log"


@pytest.fixture
def link(app: Flask) -> Link:
    made: Link = LinkFactory()
    db.session.commit()
    return made


def write(folder: Path, *clicks: Click, file: str = FILE, then: bytes = b"") -> None:
    with (folder / file).open("ab") as spooled:
        spooled.write(b"".join(spool.line_of(click) for click in clicks) + then)


def fold(folder: Path) -> FoldReport:
    report = folding.fold(folder, "node1")
    db.session.commit()
    return report


def days_of(link: Link) -> list[tuple[date, int, int, int]]:
    rows = db.session.scalars(select(LinkDay).filter_by(link_id=link.id).order_by(LinkDay.day))
    return [(row.day, row.clicks, row.previews, row.robots) for row in rows.all()]


def totals_of(link: Link) -> tuple[int, dict[date, int], dict[date, int]]:
    db.session.expire_all()
    days = db.session.scalars(select(CampaignDay).filter_by(campaign_id=link.campaign_id))
    weeks = db.session.scalars(
        select(ParticipationWeek).filter_by(participation_id=link.participation_id)
    )
    return (
        db.session.get_one(Participation, link.participation_id).clicks,
        {row.day: row.clicks for row in days},
        {row.monday: row.clicks for row in weeks},
    )


def test_lines_become_days_of_the_organisation_and_running_totals(link: Link, tmp_path: Path):
    write(
        tmp_path,
        Click(link.code, EVENING, Visitor.PERSON),
        Click(link.code, EVENING + 1, Visitor.PERSON),
        Click(link.code, EVENING, Visitor.PREVIEW),
        Click(link.code, NIGHT, Visitor.PERSON),
        Click(link.code, NIGHT, Visitor.ROBOT),
    )
    assert fold(tmp_path) == FoldReport(lines=5)
    assert days_of(link) == [(date(2026, 11, 21), 2, 1, 0), (date(2026, 11, 22), 1, 0, 1)]
    assert totals_of(link) == (
        3,
        {date(2026, 11, 21): 2, date(2026, 11, 22): 1},
        {date(2026, 11, 16): 3},
    )


def test_a_day_is_the_day_where_the_organisation_is(app: Flask, tmp_path: Path):
    organisation = OrganisationFactory(timezone="America/New_York")
    link = LinkFactory(participation__ambassador__cohort__organisation=organisation)
    db.session.commit()
    write(tmp_path, Click(link.code, NIGHT, Visitor.PERSON))
    fold(tmp_path)
    assert days_of(link) == [(date(2026, 11, 21), 1, 0, 0)]


@pytest.mark.parametrize("why", ["ended", "closed", "left"])
def test_clicks_after_the_end_are_kept_and_nobodys(link: Link, tmp_path: Path, why: str):
    part = link.participation
    if why == "ended":
        part.campaign.ends_on = date(2026, 11, 21)
        part.campaign.starts_on = date(2026, 11, 1)
    elif why == "closed":
        part.campaign.status = CampaignStatus.CLOSED
    else:
        part.ambassador.status = AmbassadorStatus.LEFT
        part.ambassador.left_at = datetime.fromtimestamp(EVENING, UTC)
    db.session.commit()
    for second, visitor in ((EVENING, "p"), (NIGHT, "p"), (NIGHT, "v")):
        write(tmp_path, Click(link.code, second, Visitor(visitor)))
    fold(tmp_path)
    counted = 0 if why == "closed" else 1
    assert totals_of(link)[0] == counted
    total = db.session.scalars(select(LinkTotal).filter_by(link_id=link.id)).one()
    assert (total.clicks, total.late, total.previews) == (counted, 2 - counted, 1)


def test_what_is_counted_adds_up_by_link_by_channel_and_by_rules(link: Link, tmp_path: Path):
    other = LinkFactory(participation=link.participation, channel=LinkChannel.POSTER)
    db.session.add(FormerCode(link=other, code="SUMMER"))
    db.session.commit()
    write(
        tmp_path,
        *[Click(link.code, EVENING, Visitor.PERSON, rules=1)] * 2,
        Click("SUMMER", EVENING, Visitor.PERSON, rules=2),
        Click(other.code, EVENING, Visitor.ROBOT, rules=2),
        then=b"!%b %d p\n" % (link.code.encode(), EVENING),  # as written before rules had versions
    )
    assert fold(tmp_path) == FoldReport(lines=5)
    campaign = link.participation.campaign
    days = [(channel, visits) for _day, channel, visits in visits_of.channel_days(campaign)]
    assert days == [
        (LinkChannel.INSTAGRAM, Visits(clicks=3)),
        (LinkChannel.POSTER, Visits(clicks=1, robots=1)),
    ]
    assert visits_of.totals_of([link, other]) == {link.id: days[0][1], other.id: days[1][1]}
    assert visits_of.days_of(other) == [(date(2026, 11, 21), days[1][1])]
    assert totals_of(link)[0] == 4
    assert [(used.version, used.visits) for used in visits_of.rules_used()] == [(2, 2), (1, 3)]


def test_a_burst_is_shown_and_stays_counted(link: Link, tmp_path: Path):
    quiet = EVENING - 3600
    write(tmp_path, *[Click(link.code, EVENING, Visitor.PERSON)] * (BURST - 1))
    write(tmp_path, *[Click(link.code, quiet, Visitor.PERSON)] * (BURST - 1))
    write(tmp_path, *[Click(link.code, EVENING, Visitor.ROBOT)] * BURST)
    fold(tmp_path)
    campaign = link.participation.campaign
    assert visits_of.bursts_of(campaign) == []
    write(tmp_path, Click(link.code, EVENING + 60, Visitor.PERSON))
    fold(tmp_path)
    with time_machine.travel("2026-11-30"):
        counting.forget_quarters()
    bursts = [(one.starts_at.timestamp(), one.clicks) for one in visits_of.bursts_of(campaign)]
    assert bursts == [(EVENING, BURST)]
    assert db.session.scalar(select(func.count()).select_from(LinkQuarter)) == 1
    assert totals_of(link)[0] == 2 * BURST - 1


def test_folding_twice_adds_nothing(link: Link, tmp_path: Path):
    write(tmp_path, Click(link.code, EVENING, Visitor.PERSON))
    fold(tmp_path)
    assert fold(tmp_path) == FoldReport()
    assert days_of(link) == [(date(2026, 11, 21), 1, 0, 0)]


def test_later_lines_are_added(link: Link, tmp_path: Path):
    for _ in range(3):
        write(tmp_path, Click(link.code, EVENING, Visitor.PERSON))
        assert fold(tmp_path).lines == 1
    assert days_of(link) == [(date(2026, 11, 21), 3, 0, 0)]
    assert totals_of(link)[0] == 3


def test_a_crash_before_the_commit_folds_nothing_twice(link: Link, tmp_path: Path):
    write(tmp_path, Click(link.code, EVENING, Visitor.PERSON))
    folding.fold(tmp_path, "node1")
    db.session.rollback()  # what a killed process leaves behind
    assert days_of(link) == []
    fold(tmp_path)
    assert days_of(link) == [(date(2026, 11, 21), 1, 0, 0)]
    assert totals_of(link)[0] == 1


def test_of_two_folders_the_slower_gives_up(
    link: Link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(tmp_path, Click(link.code, EVENING, Visitor.PERSON))
    stale = folding._claimed_offset("node1", FILE)
    fold(tmp_path)
    monkeypatch.setattr(folding, "_unfinished", lambda *_: iter([tmp_path / FILE]))
    monkeypatch.setattr(folding, "_claimed_offset", lambda *_: stale)
    with pytest.raises(FoldedElsewhere):
        folding.fold(tmp_path, "node1")
    db.session.rollback()
    assert days_of(link) == [(date(2026, 11, 21), 1, 0, 0)]


def test_a_line_still_being_written_waits(link: Link, tmp_path: Path):
    rest = spool.line_of(Click(link.code, EVENING, Visitor.PERSON))
    write(tmp_path, Click(link.code, EVENING, Visitor.PERSON), then=rest[:9])
    assert fold(tmp_path).lines == 1
    assert fold(tmp_path) == FoldReport()
    write(tmp_path, then=rest[9:])
    assert fold(tmp_path) == FoldReport(lines=1)
    assert days_of(link) == [(date(2026, 11, 21), 2, 0, 0)]


def test_unknown_and_damaged_lines_are_reported(link: Link, tmp_path: Path):
    known, unknown = (Click(code, EVENING, Visitor.PERSON) for code in (link.code, "NEW234"))
    write(tmp_path, known, unknown, unknown, then=b"rubbish\n\n")
    assert fold(tmp_path) == FoldReport(lines=5, unknown=2, damaged=2)
    assert days_of(link) == [(date(2026, 11, 21), 1, 0, 0)]


def test_a_long_file_is_folded_in_batches(link: Link, tmp_path: Path):
    write(tmp_path, *[Click(link.code, EVENING, Visitor.PERSON)] * 10)
    batches = []
    while (report := folding.fold(tmp_path, "node1", batch_bytes=70)).lines:
        db.session.commit()
        batches.append(report.lines)
    assert sum(batches) == 10
    assert len(batches) > 3
    assert days_of(link) == [(date(2026, 11, 21), 10, 0, 0)]


def test_a_file_that_begins_with_a_torn_line_does_not_hold_up_the_next(link: Link, tmp_path: Path):
    write(tmp_path, then=b"!TORN")
    write(tmp_path, Click(link.code, NIGHT, Visitor.PERSON), file="clicks-node1-2026-11-22.log")
    assert fold(tmp_path).lines == 1


def test_the_number_of_statements_does_not_grow_with_the_links(link: Link, tmp_path: Path):
    write(tmp_path, Click(link.code, EVENING, Visitor.PERSON))
    with count_queries() as one:
        fold(tmp_path)
    campaign = CampaignFactory()
    codes = [LinkFactory(participation__campaign=campaign).code for _ in range(3)]
    db.session.commit()
    write(tmp_path, *[Click(code, EVENING, Visitor.PERSON) for code in codes])
    with count_queries() as three:
        fold(tmp_path)
    assert len(one) == len(three)


def test_files_long_folded_are_let_go_and_others_kept(link: Link, tmp_path: Path):
    names = [f"clicks-node1-2026-11-{day}.log" for day in (18, 19, 20)]
    for name in names:
        write(tmp_path, Click(link.code, EVENING, Visitor.PERSON), file=name)
    while fold(tmp_path).lines:
        pass
    write(tmp_path, Click(link.code, EVENING, Visitor.PERSON), file=names[1])
    assert folding.sweep(tmp_path, "node1") == []  # folded only a moment ago
    assert folding.sweep(tmp_path, "node1", keep_seconds=-1) == [names[0]]
    db.session.commit()
    assert [path.name for path in spool.files_of(tmp_path, "node1")] == names[1:]
    remembered = db.session.scalars(select(SpoolOffset.file).order_by(SpoolOffset.file)).all()
    assert remembered == names[1:]
