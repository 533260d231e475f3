"""The trail is searched, read in plain words, taken out and verified."""

from collections.abc import Callable

from sqlalchemy import delete, select

from accounts import audit
from accounts.enums import Role
from accounts.models import AuditEvent, Membership, Organisation, User
from accounts.trail import queries as trail
from accounts.trail.routes import owner as pages
from accounts.units import operations as units
from ambassadors.enums import CohortStatus
from core.db import db, utcnow
from core.formats import local_date
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.ambassadors import CohortFactory
from tests.queries import count_queries

TRAIL = "/o/odder/trail"


def events(
    organisation: Organisation, number: int, actor: User | None = None, word: str = "Hold"
) -> None:
    for one in range(number):
        cohort = CohortFactory(organisation=organisation, name=f"{word} {one}")
        audit.record(
            organisation, actor=actor, action="cohort_changed", subject=cohort,
            before={"season_end": "2026-06-30", "status": CohortStatus.DRAFT},
            after={"season_end": "2026-07-31", "status": CohortStatus.OPEN},
        )  # fmt: skip
    db.session.commit()


def test_changes_are_told_in_plain_words(owner: AuditingClient, organisation: Organisation) -> None:
    events(organisation, 1)
    page = owner.get(TRAIL).text
    assert "Changed a cohort: Hold 0" in page
    assert "Last day: 30 Jun 2026 → 31 Jul 2026" in page
    assert "State: Draft → Open" in page


def test_the_trail_takes_the_same_queries_however_long(
    owner: AuditingClient, organisation: Organisation
) -> None:
    events(organisation, 1, UserFactory())
    with count_queries() as one:
        owner.get(TRAIL)
    events(db.session.merge(organisation), 3, UserFactory(), "Flere")
    with count_queries() as more:
        owner.get(TRAIL)
    assert len(one) == len(more), more


def test_the_trail_is_paged_and_empty_at_first(
    owner: AuditingClient, organisation: Organisation
) -> None:
    assert "Nothing has happened yet" in owner.get(TRAIL).text
    for number in range(51):
        units.add_unit(organisation, name=f"Unit {number}.", actor=None)
    db.session.commit()
    first, second = owner.get(TRAIL), owner.get(f"{TRAIL}?page=2")
    assert "Unit 50." in first.text
    assert "Unit 0." not in first.text
    assert "Unit 0." in second.text
    assert owner.get(f"{TRAIL}?page=9").status_code == 404
    assert owner.get(f"{TRAIL}?page={10**30}").status_code == 404


def test_the_trail_is_searched_by_who_what_when_and_words(
    owner: AuditingClient, organisation: Organisation
) -> None:
    member = MembershipFactory(organisation=organisation, user__name="Åse Bæk")
    events(organisation, 2, member.user)
    units.add_unit(organisation, name="Hou Havn", actor=None)
    audit.record(organisation, actor=None, action="role_granted", subject=member.user)
    db.session.commit()

    today = local_date(utcnow(), organisation.timezone).isoformat()

    def found(**wanted: str) -> list[str]:
        text = owner.get(TRAIL, query_string=wanted).text
        names = ("Hold 0", "Hold 1", "Hou Havn", "Gave a role: Åse")
        return [name for name in names if name in text]

    assert found() == ["Hold 0", "Hold 1", "Hou Havn", "Gave a role: Åse"]
    assert found(who="åse") == ["Hold 0", "Hold 1"]
    assert found(what="unit_added") == ["Hou Havn"]
    assert found(words="hou h") == ["Hou Havn"]
    assert found(words="Hold 1") == ["Hold 1"]
    assert found(words="bæk") == ["Gave a role: Åse"]
    assert found(last="2020-01-01") == []
    assert len(found(first=today, last=today)) == 4
    assert len(found(first="rubbish", page="1")) == 4
    assert "Nothing fits" in owner.get(TRAIL, query_string={"words": "%"}).text


def test_other_organisations_are_neither_shown_nor_counted(
    owner: AuditingClient, organisation: Organisation
) -> None:
    events(OrganisationFactory(slug="hedensted"), 1)
    assert "Hold 0" not in owner.get(f"{TRAIL}?words=Hold").text
    assert owner.get("/o/hedensted/trail").status_code == 404
    assert owner.post("/o/hedensted/trail/export.csv").status_code == 404


def test_what_is_gone_is_called_gone(owner: AuditingClient, organisation: Organisation) -> None:
    unit = units.add_unit(organisation, name="Hou", actor=None)
    units.remove_unit(unit, to=None, is_decided=False, actor=None)
    db.session.commit()
    page = owner.get(TRAIL).text
    assert "Removed a unit: Deleted since" in page


def test_the_file_holds_what_is_on_screen_and_is_recorded(
    owner: AuditingClient, organisation: Organisation, monkeypatch
) -> None:
    monkeypatch.setattr(pages, "AT_A_TIME", 2)
    events(organisation, 5)
    units.add_unit(organisation, name="=1+1", actor=None)
    db.session.commit()
    everything = owner.post(f"{TRAIL}/export.csv").text.splitlines()
    assert len(everything) == 7
    assert "Name: =1+1" in everything[1]
    some = owner.post(f"{TRAIL}/export.csv", data={"what": "cohort_changed"}).text.splitlines()
    assert len(some) == 6
    assert all("Hold" in line for line in some[1:])
    taken = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "trail_exported").order_by(
            AuditEvent.position
        )
    ).all()  # fmt: skip
    assert [event.after for event in taken] == [{"lines": 6}, {"lines": 5}]


def test_a_whole_trail_is_verified_and_a_changed_one_found(
    owner: AuditingClient, organisation: Organisation, run_jobs: Callable[[], None], monkeypatch
) -> None:
    events(organisation, 3)
    assert owner.post(f"{TRAIL}/verification").location == TRAIL
    assert "Verified until number 3" in owner.get(TRAIL).text
    monkeypatch.setattr(pages, "QUICKLY_VERIFIED", 1)
    db.session.execute(delete(AuditEvent).where(AuditEvent.position == 2))
    db.session.commit()
    owner.post(f"{TRAIL}/verification")
    assert "is being verified" in owner.get(TRAIL).text
    run_jobs()
    assert "something was changed or is missing" in owner.get(TRAIL).text
    owner.post(f"{TRAIL}/verification")
    number = trail.number(organisation)
    db.session.scalars(select(Membership)).one().role = Role.LEADER
    run_jobs()
    assert trail.number(organisation) == number, "who is no owner any more has nothing verified"
