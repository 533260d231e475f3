"""Hours: logged in quarters where a cohort counts them; organisers see sums."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.recognition.hours.models import HoursEntry
from core.db import db, utcnow
from core.personal_data import Person, erase
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.recognition import HoursEntryFactory
from tests.queries import count_queries


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en", cohort__counts_hours=True)


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def entries():
    return [(e.quarters, e.what) for e in db.session.scalars(select(HoursEntry))]


@pytest.mark.parametrize(("hours", "quarters"), [("1,5", 6), ("0.25", 1), ("24", 96), ("2", 8)])
def test_hours_are_logged_in_quarters(me, hours, quarters):
    me.post("/my/hours", data={"day": "2026-09-01", "hours": hours, "what": "  På torvet "})
    assert entries() == [(quarters, "På torvet")]


@pytest.mark.parametrize("hours", ["1.3", "0", "-1", "25", "NaN", "1e1", "", "halvanden", "٣"])
def test_what_is_no_quarter_is_refused(me, hours):
    page = me.post("/my/hours", data={"day": "2026-09-01", "hours": hours})
    assert page.status_code == 200
    assert "Error:" in page.text
    assert entries() == []


def test_a_day_has_24_hours_and_tomorrow_has_none(me, ambassador):
    HoursEntryFactory(ambassador=ambassador, quarters=90)
    page = me.post("/my/hours", data={"day": "2026-09-01", "hours": "2"})
    assert "more than 24 hours" in page.text
    tomorrow = (utcnow() + timedelta(days=2)).date()
    page = me.post("/my/hours", data={"day": tomorrow.isoformat(), "hours": "2"})
    assert "has not come yet" in page.text
    assert len(entries()) == 1


def test_an_entry_is_changed_and_removed_by_its_owner_alone(me, ambassador, sign_in):
    entry = HoursEntryFactory(ambassador=ambassador)
    peer = sign_in(AmbassadorFactory(cohort=ambassador.cohort).user)
    HoursEntryFactory(ambassador=AmbassadorFactory(cohort=ambassador.cohort), quarters=1)
    address = f"/my/hours/{entry.id}"
    assert peer.get(address).status_code == 404
    assert peer.post(f"{address}/removal").status_code == 404
    assert 'value="2.5"' in me.get(address).text
    me.post(address, data={"day": "2026-09-01", "hours": "3", "what": "Ny"})
    assert sorted(entries()) == [(1, "Stod på torvet"), (12, "Ny")]
    me.post(f"{address}/removal")
    assert entries() == [(1, "Stod på torvet")]


def test_hours_are_off_unless_the_cohort_wants_them(app, sign_in):
    me = sign_in(AmbassadorFactory().user)
    assert me.get("/my/hours").status_code == 404
    assert "/my/hours" not in me.get("/my/more").text


@pytest.fixture
def organiser(app):
    return MembershipFactory(role="organiser", user__locale="en")


@pytest.fixture
def cohort(organiser):
    return CohortFactory(organisation=organiser.organisation)


def at(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/hours{rest}"


def test_the_organiser_turns_them_on_and_sees_sums_only(organiser, cohort, sign_in):
    client = sign_in(organiser.user)
    assert "not counted here" in client.get(at(cohort)).text
    client.post(at(cohort), data={"wanted": "yes"})
    kim = AmbassadorFactory(cohort=cohort, user__name="=Kim Holm")
    HoursEntryFactory(ambassador=kim, quarters=10, what="hemmeligt")
    HoursEntryFactory(ambassador=kim, quarters=3, day=utcnow().date())
    HoursEntryFactory(quarters=80)  # another cohort: must not leak in
    page = client.get(at(cohort)).text
    assert "3.25 hours" in page
    assert "hemmeligt" not in page
    lines = client.get(at(cohort, "/hours.csv")).text.splitlines()
    assert lines[0].lstrip("\ufeff") == "Name;Unit;Days;Hours;Latest day"
    assert lines[1].startswith("'=Kim Holm;;2;3,25;")
    assert len(lines) == 2


def test_the_list_asks_as_much_for_three_as_for_one(organiser, cohort, sign_in):
    cohort.counts_hours = True
    db.session.commit()
    HoursEntryFactory(ambassador=AmbassadorFactory(cohort=cohort))
    client = sign_in(organiser.user)
    address = at(cohort)
    with count_queries() as one:
        client.get(address)
    for _number in range(2):
        HoursEntryFactory(ambassador=AmbassadorFactory(cohort=db.session.merge(cohort)))
    with count_queries() as three:
        client.get(address)
    assert len(one) == len(three)


def test_hours_of_somebody_erased_still_count_without_words(ambassador):
    HoursEntryFactory(ambassador=ambassador)
    person = ambassador.user
    erase(Person(person.id, person.email, person.name, (ambassador.id,)))
    db.session.commit()
    assert entries() == [(10, "")]
