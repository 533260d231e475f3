"""One season from its first day to its results, by everybody who takes part in it.

The product is started by its start command with web server and worker, mail goes over SMTP, the
pictures are photographs, and every page that is met is inspected.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.ambassador import Ambassador, first_module
from tests.journeys.conftest import PHOTOS, SLUG, create_owner
from tests.journeys.organiser import Organiser, Season
from tests.journeys.person import Walk
from tests.journeys.reader import Reader
from tests.journeys.staff import Leader, Owner
from tests.journeys.visitor import Visitor, calendar_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime.now(ZoneInfo("Europe/Copenhagen"))
INVITED = {
    "Freja Lund": "freja@example.dk",
    "Ida Krogh": "ida@example.dk",
    "Omar Said": "omar@example.dk",
}


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_season_from_first_day_to_results(
    language: str, start_walk: Callable[[str], Walk], big_photo: Path
) -> None:
    walk, season = start_walk(language), Season(NOW.date())
    organiser, reader, leader = let_staff_in(walk)
    open_cohort(organiser, leader, season)
    freja = Ambassador(walk)
    freja.join(freja.mail_link(INVITED["Freja Lund"], part="/invitations/"))
    campaign = set_up(organiser, season, big_photo)
    earn_kit(freja, season)
    link = use_kit(freja, season)
    freja.press("I have posted it")
    freja.log_post(NOW - timedelta(hours=1))
    freja.log_conversation()
    visit(walk, link, season)
    check_results(reader, season, ladder=[1, 1, 1, 0])
    organiser.ticks_off(campaign, "Solveig")
    check_results(reader, season, ladder=[1, 1, 1, 1])
    compare(reader)
    leader.sees_totals_only([*INVITED, "Freja", "Solveig"])
    assert walk.troubles == []


def let_staff_in(walk: Walk) -> tuple[Organiser, Reader, Leader]:
    """The first owner comes in by the printed link and lets three others in by mail."""
    owner = Owner(walk, SLUG)
    owner.come_in(create_owner(walk, "inger@example.dk"))
    people: list[Organiser | Reader | Leader] = []
    for name, role, kind in (
        ("Karen Toft", "organiser", Organiser),
        ("Lars Bech", "reader", Reader),
        ("Nina Dahl", "leader", Leader),
    ):
        person = kind(walk, SLUG)
        person.come_in(owner.add(name=name, email=f"{role}@example.dk", role=role))
        people.append(person)
    owner.leave()
    organiser, reader, leader = people
    assert isinstance(organiser, Organiser)
    assert isinstance(reader, Reader)
    assert isinstance(leader, Leader)
    return organiser, reader, leader


def open_cohort(organiser: Organiser, leader: Leader, season: Season) -> None:
    """A cohort from the starter pack opens once the policy is published; three are invited."""
    organiser.create_cohort(season)
    organiser.cannot_open_yet()
    leader.publish_policy()
    organiser.open_cohort(season)
    organiser.invite(INVITED)
    for email in INVITED.values():
        organiser.walk.mailbox.wait_for(email)


def set_up(organiser: Organiser, season: Season, big_photo: Path) -> str:
    """Pictures, kit, campaign, event, launch; return the address of the campaign's page."""
    organiser.bring_in([PHOTOS / "trail.jpg", PHOTOS / "paint.jpg", big_photo])
    addresses = organiser.pictures()
    for number, address in enumerate(addresses, 1):
        organiser.describe(address, da=f"Motiv nummer {number}", en=f"Motif number {number}")
    organiser.keep_in_sight(addresses[0])
    organiser.make_kit(season, gate=getattr(first_module(), f"title_{organiser.words.language}"))
    organiser.plan_campaign(season)
    organiser.plan_event(season)
    kit = organiser.words.pick(da=season.kit_da, en=season.kit_en)
    return organiser.launch(choose=(kit, "Lars Bech"))


def earn_kit(freja: Ambassador, season: Season) -> None:
    """The gated kit opens with the second try at the quiz."""
    freja.sees_kit_locked(freja.words.pick(da=season.kit_da, en=season.kit_en))
    freja.read_lessons()
    freja.fails_then_passes("Freja")


def use_kit(freja: Ambassador, season: Season) -> str:
    """Save a picture, copy the caption, fetch the zip; return her own link."""
    freja.open_kit(freja.words.pick(da=season.kit_da, en=season.kit_en))
    with freja.save_picture() as picture:
        assert (picture.size, dict(picture.getexif())) == ((1080, 1350), {})
    link, caption = freja.own_link(), freja.copy_caption()
    assert link in caption
    assert caption.startswith("Reklame")
    zipped = freja.fetch_zip()
    names = zipped.namelist()
    shapes = ("4x5", "3x4", "1x1", "9x16")
    assert {f"{n}-{shape}.jpg" for n in (1, 2, 3) for shape in shapes} <= set(names)
    assert {"captions-da.txt", "captions-en.txt", "alt-texts-da.txt"} <= set(names)
    assert link in zipped.read("captions-da.txt").decode()
    for name in names:
        assert b"Exif" not in zipped.read(name)[:4096]
    return link


def visit(walk: Walk, link: str, season: Season) -> None:
    """Somebody follows the link, signs up, and gets a mail with a calendar file."""
    visitor = Visitor(walk)
    title = walk.words.pick(da=season.event_da, en=season.event_en)
    visitor.follow_link(link, event=title)
    mail = visitor.sign_up(name="Solveig", email="solveig@example.dk")
    (event,) = calendar_of(mail).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["DTSTART"].dt.date()) == (
        title,
        season.today + timedelta(days=14),
    )
    visitor.leave()


def check_results(reader: Reader, season: Season, *, ladder: list[int]) -> None:
    """Click, conversation, sign-up and confirmation show up by themselves."""
    reader.open_results(season.campaign)
    reader.eventually(lambda: reader.ladder() == ladder)


def compare(reader: Reader) -> None:
    """Goals, weeks and rows stand on the screen; the file says the same."""
    assert len(reader.goals()) == 2
    assert sum(int(week[3]) for week in reader.weeks()) == 1
    rows = reader.rows()
    assert [row[0] for row in rows[1:]] == ["Freja Lund"]
    assert rows[1][2:7] == ["1", "1", "1", "1", "1"]
    assert reader.csv_rows() == rows
