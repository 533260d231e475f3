"""Units: two levels, in order, brought in from a list, and let go."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from accounts.models import Organisation, Unit
from accounts.units import operations, queries
from accounts.units.errors import HoldsUnits, NowhereToGo, TwoLevelsOnly, UnitKnown
from ambassadors.models import Ambassador
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.queries import count_queries

UNITS = "/o/odder/settings/units"
LIST = "enhed;område\nBiblioteket;Kultur\nMuseet;Kultur\nSkolen;\nmuseet;Kultur\n;Kultur\n"


def paths(organisation: Organisation) -> list[str]:
    return [unit.path for unit in queries.units(organisation)]


def test_units_have_their_own_names_and_two_levels(organisation: Organisation) -> None:
    UnitFactory(name="Hou")  # another organisation's
    area = operations.add_unit(organisation, name="Kysten", actor=None)
    hou = operations.add_unit(organisation, name="Hou", parent=area, actor=None)
    with pytest.raises(UnitKnown):
        operations.add_unit(organisation, name="Hou", actor=None)
    with pytest.raises(TwoLevelsOnly):
        operations.add_unit(organisation, name="Havnen", parent=hou, actor=None)
    town = operations.add_unit(organisation, name="Byen", actor=None)
    with pytest.raises(UnitKnown):
        operations.change_unit(town, name="Hou", parent=None, actor=None)
    with pytest.raises(TwoLevelsOnly):
        operations.change_unit(area, name="Kysten", parent=town, actor=None)
    operations.change_unit(hou, name="Hou Havn", parent=town, actor=None)
    db.session.commit()
    assert paths(organisation) == ["Byen", "Hou Havn", "Kysten"] or "Byen › Hou Havn" in paths(
        organisation
    )


def test_units_are_added_changed_and_put_in_order(
    owner: AuditingClient, organisation: Organisation
) -> None:
    assert "No units yet" in owner.get(UNITS).text
    assert owner.get(f"{UNITS}/new").status_code == 200
    assert owner.post(f"{UNITS}/new", data={"name": "Hou"}).status_code == 302
    assert owner.post(f"{UNITS}/new", data={"name": " Hou "}).status_code == 200
    assert owner.post(f"{UNITS}/new", data={"name": "Kysten"}).status_code == 302
    hou = queries.find_named(organisation, "Hou")
    kysten = queries.find_named(organisation, "Kysten")
    owner.post(f"{UNITS}/{kysten.id}/place", data={"way": "up"})
    assert paths(organisation) == ["Kysten", "Hou"]
    data = {"name": "Hou Havn", "parent": str(kysten.id)}
    assert owner.post(f"{UNITS}/{hou.id}", data=data).location == f"{UNITS}#unit-{hou.id}"
    assert "Hou Havn" in owner.get(UNITS).text
    db.session.expire_all()
    assert hou.path == "Kysten › Hou Havn"
    foreign = UnitFactory()
    for rest in ("", "/removal"):
        assert owner.get(f"{UNITS}/{foreign.id}{rest}").status_code == 404
    stolen = owner.post(f"{UNITS}/{hou.id}", data={"name": "Hou", "parent": str(foreign.id)})
    assert stolen.status_code == 200


def test_the_tree_takes_the_same_queries_however_large(
    owner: AuditingClient, organisation: Organisation
) -> None:
    area = operations.add_unit(organisation, name="Kysten", actor=None)
    db.session.commit()
    with count_queries() as one:
        owner.get(UNITS)
    organisation, area = db.session.merge(organisation), db.session.merge(area)
    for number in range(3):
        unit = operations.add_unit(organisation, name=f"Hou {number}", parent=area, actor=None)
        AmbassadorFactory(cohort__organisation=organisation, unit=unit)
    db.session.commit()
    with count_queries() as three:
        owner.get(UNITS)
    assert len(one) == len(three), three


def test_a_long_tree_is_searched(owner: AuditingClient, organisation: Organisation) -> None:
    area = operations.add_unit(organisation, name="Skoler", actor=None)
    for number in range(13):
        operations.add_unit(organisation, name=f"Enhed {number}", parent=area, actor=None)
    db.session.commit()
    assert "Enhed 7" in owner.get(f"{UNITS}?q=enhed 7").text
    assert "Enhed 8" not in owner.get(f"{UNITS}?q=enhed 7").text
    assert "Enhed 8" in owner.get(f"{UNITS}?q=SKOLER").text
    assert "No unit by that name" in owner.get(f"{UNITS}?q=%25").text


def test_a_unit_in_use_goes_and_its_people_go_elsewhere(
    owner: AuditingClient, organisation: Organisation, run_jobs: Callable[[], None]
) -> None:
    area = operations.add_unit(organisation, name="Kysten", actor=None)
    old = operations.add_unit(organisation, name="Hou", parent=area, actor=None)
    new = operations.add_unit(organisation, name="Byen", actor=None)
    people = [AmbassadorFactory(cohort__organisation=organisation, unit=old) for _ in range(2)]
    db.session.commit()
    assert "holds other units" in owner.get(f"{UNITS}/{area.id}/removal").text
    with pytest.raises(HoldsUnits):
        operations.remove_unit(area, to=new, is_decided=True, actor=None)
    for nowhere in (None, old):
        with pytest.raises(NowhereToGo):
            operations.remove_unit(old, to=nowhere, is_decided=nowhere is old, actor=None)
    db.session.rollback()
    address = f"{UNITS}/{old.id}/removal"
    assert ": 2" in owner.get(address).text
    assert "Choose where" in owner.post(address, data={"to": ""}).text
    assert owner.post(address, data={"to": str(new.id)}).location == UNITS
    assert "Being removed" in owner.get(UNITS).text
    run_jobs()
    db.session.expire_all()
    assert [person.unit_id for person in db.session.scalars(select(Ambassador))] == [new.id] * 2
    assert {unit.name for unit in queries.units(organisation)} == {"Kysten", "Byen"}
    assert len(people) == 2
    assert owner.post(f"{UNITS}/{area.id}/removal", data={"to": ""}).location == UNITS
    db.session.expire_all()
    assert [unit.name for unit in queries.units(organisation)] == ["Byen"]


def test_a_list_is_looked_at_then_brought_in_and_again_changes_nothing(
    owner: AuditingClient, organisation: Organisation
) -> None:
    operations.add_unit(organisation, name="Skolen", actor=None)
    db.session.commit()
    assert owner.get(f"{UNITS}/import").status_code == 200
    assert owner.get(f"{UNITS}/example.csv").mimetype == "text/csv"
    file = (io.BytesIO(LIST.encode("windows-1252")), "enheder.csv")
    page = owner.post(f"{UNITS}/import", data={"file": file})
    assert "3 units will be added" in page.text
    assert "Twice in the list" in page.text
    assert "Has no name" in page.text
    assert paths(organisation) == ["Skolen"], "nothing is written yet"
    done = owner.post(f"{UNITS}/import", data={"pasted": LIST, "confirmed": "1"})
    assert done.location == UNITS
    db.session.expire_all()
    assert set(paths(organisation)) == {
        "Skolen", "Kultur", "Kultur › Biblioteket", "Kultur › Museet",
    }  # fmt: skip
    again = owner.post(f"{UNITS}/import", data={"pasted": LIST})
    assert "Nothing new in this list" in again.text
    owner.post(f"{UNITS}/import", data={"pasted": LIST, "confirmed": "1"})
    assert len(db.session.scalars(select(Unit)).all()) == 4


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "Choose a file, or paste some rows"),
        ("Kultur\nSkole", "The first row must name the columns"),
        ("unit;parent\nA;B\nB;C\n", "Its area lies in an area itself"),
        ("unit;parent\nA;A\n", "two levels"),
        ("unit\n" + "x" * 121, "longer than 120"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(
    owner: AuditingClient, organisation: Organisation, rows: str, said: str
) -> None:
    assert said in owner.post(f"{UNITS}/import", data={"pasted": rows}).text
