"""Organisers find the people of a cohort, a page at a time."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Role
from ambassadors import people_queries
from ambassadors.enums import AmbassadorStatus, Rhythm
from ambassadors.people import PeopleCount, PeopleFilter
from core import kept_counts
from core.db import db
from tests.ambassadors.listing import attach
from tests.factories.accounts import (
    MembershipFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.ambassadors import (
    AmbassadorFactory,
    CohortFactory,
    PauseFactory,
)
from tests.queries import count_queries


def test_people_ask_the_same_for_one_and_three(client, organisation):
    cohort = CohortFactory(organisation=organisation)
    counts = []
    for more in (1, 2):
        attach(cohort, organisation)
        for _person in range(more):
            unit = UnitFactory(organisation=organisation)
            PauseFactory(ambassador=AmbassadorFactory(cohort=cohort, unit=unit))
        page = f"/o/odder/cohorts/{cohort.id}"
        with count_queries() as queries:
            assert client.get(page).status_code == 200
        counts.append(sum(query.startswith("SELECT") for query in queries))
    assert counts == [5, 5], queries  # one of them at the gates


@pytest.mark.parametrize(("many", "shown"), [(1, 1), (kept_counts.MANY, 2)])
def test_only_among_thousands_units_are_as_old_as_numbers(organisation, monkeypatch, many, shown):
    monkeypatch.setattr(kept_counts, "MANY", many)
    monkeypatch.setattr(kept_counts, "_kept", {})
    cohort, counts = CohortFactory(organisation=organisation), PeopleCount(2, 0, 0)
    UnitFactory(organisation=organisation, name="Odder")
    assert len(people_queries.units_to_choose(cohort, counts)) == 1
    UnitFactory(organisation=organisation, name="Saksild")
    db.session.flush()
    assert len(people_queries.units_to_choose(cohort, counts)) == shown


@pytest.mark.parametrize("few_enough_to_sort", [0, 1000])
def test_finding_people(client, organisation, monkeypatch, few_enough_to_sort):
    monkeypatch.setattr(people_queries, "FEW_ENOUGH_TO_SORT", few_enough_to_sort)
    cohort = CohortFactory(organisation=organisation)
    unit = UnitFactory(organisation=organisation)
    here = {"cohort": cohort}
    AmbassadorFactory(user=UserFactory(name="Anna Holm", email="anna@x.dk"), unit=unit, **here)
    AmbassadorFactory(user=UserFactory(name="Bo Dahl"), status=AmbassadorStatus.LEFT, **here)
    paused = AmbassadorFactory(user=UserFactory(name="Cia 100%"), **here)
    PauseFactory(ambassador=paused, starts_on=date(2020, 1, 1), ends_on=date(2099, 1, 1))
    AmbassadorFactory(user=UserFactory(name="Dorte Fremmed"))  # another cohort: must not leak in

    def names(query=""):
        page = client.get(f"/o/odder/cohorts/{cohort.id}?{query}").text
        everybody = ["Anna Holm", "Bo Dahl", "Cia 100%", "Dorte Fremmed"]
        return [name for name in everybody if name in page]

    assert names() == ["Anna Holm", "Cia 100%"]
    assert names("q=anna") == names("q=ANNA@x") == names(f"unit={unit.id}") == ["Anna Holm"]
    assert names("q=%25") == names("state=paused") == ["Cia 100%"]
    assert names("state=active") == ["Anna Holm"]
    assert names("state=left") == ["Bo Dahl"]
    assert names("state=nonsense&unit=nonsense&page=99") == ["Anna Holm", "Cia 100%"]
    assert names("q=nobody") == []


@pytest.mark.parametrize("few_enough_to_sort", [0, 1000])
def test_fifty_people_a_page(client, organisation, monkeypatch, few_enough_to_sort):
    monkeypatch.setattr(people_queries, "FEW_ENOUGH_TO_SORT", few_enough_to_sort)
    cohort = CohortFactory(organisation=organisation)
    for number in range(51):
        AmbassadorFactory(cohort=cohort, user=UserFactory(name=f"Person {number:03}"))

    first = client.get(f"/o/odder/cohorts/{cohort.id}").text
    assert ("Person 049" in first, "Person 050" in first) == (True, False)
    assert "Person 050" in client.get(f"/o/odder/cohorts/{cohort.id}?page=2").text


def test_who_stands_alike_is_made_once_and_as_the_models_say(organisation, app):
    """What is read as plain values is what the models would have made of them."""
    organisation.timezone = "Pacific/Auckland"  # where it is tomorrow
    cohort = CohortFactory(organisation=organisation)
    area = UnitFactory(organisation=organisation)
    unit = UnitFactory(organisation=organisation, parent_id=area.id)
    here = {"cohort": cohort, "joined_at": datetime(2026, 9, 1, 20, tzinfo=UTC)}
    alike = [AmbassadorFactory(unit=unit, rhythm=Rhythm.WEEKLY, **here) for _person in range(2)]
    paused = AmbassadorFactory(unit=None, **here)
    PauseFactory(ambassador=paused, starts_on=date(2020, 1, 1), ends_on=date(2099, 1, 1))
    attach(cohort, organisation, unit, *alike, paused)

    today = date(2026, 11, 22)
    counts = people_queries.count_people(cohort, today)
    found = people_queries.people_page(cohort, PeopleFilter(), counts, page=1, on=today)
    stands = {line.email: line.standing for line in found.people}
    assert {email: vars(one) for email, one in stands.items()} == {
        person.user.email: {
            "unit": person.unit and person.unit.path,
            "rhythm": person.rhythm,
            "joined_on": date(2026, 9, 2),
            "status": AmbassadorStatus.ACTIVE,
            "pauses_until": date(2099, 1, 1) if person is paused else None,
        }
        for person in [*alike, paused]
    }
    assert stands[alike[0].user.email] is stands[alike[1].user.email]


def test_leader_cannot_open_the_list_of_ambassadors(sign_in, organisation):
    cohort = CohortFactory(organisation=organisation)
    leader = MembershipFactory(organisation=organisation, role=Role.LEADER).user

    assert sign_in(leader).get(f"/o/odder/cohorts/{cohort.id}").status_code == 403
