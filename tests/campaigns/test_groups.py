"""The totals of groups equal the people in them, whatever happens to the people."""

import uuid
from collections import Counter

import pytest
from sqlalchemy import func, select

from ambassadors.models import Ambassador
from campaigns import groups, operations, personal_data, totals
from campaigns.enums import Step, Way
from campaigns.models import CampaignGroup, Participation
from campaigns.results import breaking_down, queries
from campaigns.results.enums import By
from core.db import db
from core.personal_data import Person
from tests.factories.accounts import UnitFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, today

Numbers = tuple[int, ...]


def kept() -> dict[groups.Key, Numbers]:
    """Return the totals as they are kept; a group that everybody left is not kept."""
    return {
        (row.campaign_id, groups.Place(row.unit_id, row.cohort_id, row.function)): tuple(
            getattr(row, name) for name in groups.NUMBERS
        )
        for row in db.session.scalars(select(CampaignGroup)).unique()
    }


def counted() -> dict[groups.Key, Numbers]:
    """Return the totals as the people add up to them."""
    where = (Ambassador.unit_id, Ambassador.cohort_id, Ambassador.function)
    rows = db.session.execute(
        select(
            Participation.campaign_id,
            *where,
            func.count(),
            *(func.sum(getattr(Participation, name)) for name in groups.COUNTED),
        )
        .join(Participation.ambassador)
        .group_by(Participation.campaign_id, *where)
    )
    return {(row[0], groups.Place(*row[1:4])): tuple(row[4:]) for row in rows}


def count(part: Participation, step: Step, by: int = 1) -> None:
    totals.count(
        campaign_id=part.campaign_id, participation_id=part.id, step=step, day=today(), by=by
    )


@pytest.fixture
def campaign(app):
    return CampaignFactory()


@pytest.fixture
def units(campaign):
    return [UnitFactory(organisation=campaign.organisation, name=name) for name in ("Nord", "Syd")]


def take_part(campaign, unit, ambassador=None) -> Participation:
    ambassador = ambassador or AmbassadorFactory(
        unit=unit, cohort__organisation=campaign.organisation
    )
    part = operations.add_participation(campaign, ambassador)
    count(part, Step.CONVERSATIONS, 3)
    count(part, Step.SIGN_UPS, 2)
    count(part, Step.CONFIRMED)
    count(part, Step.CLICKS, 9)
    return part


Brief = dict[tuple[uuid.UUID, uuid.UUID | None], Numbers]


def check() -> Brief:
    """Hold the totals against the people; return people, talks, sign-ups and who came by unit."""
    db.session.flush()
    db.session.expire_all()
    assert kept() == counted()
    found: Brief = {}
    for (campaign_id, place), numbers in kept().items():
        named = dict(zip(groups.NUMBERS, numbers, strict=True))
        brief = [named[n] for n in ("ambassadors", "conversations", "sign_ups", "confirmed")]
        before = found.get((campaign_id, place.unit_id), (0,) * 4)
        found[campaign_id, place.unit_id] = tuple(map(sum, zip(before, brief, strict=True)))
    return found


def units_of(*campaigns):
    rows = breaking_down.group_rows([one.id for one in campaigns], By.UNIT)
    return {one.name: (one.ambassadors, one.conversations, one.sign_ups) for one in rows}


def test_every_count_reaches_the_unit_or_those_without_one(campaign, units):
    first = take_part(campaign, units[0])
    second = take_part(campaign, units[0])
    take_part(campaign, None)
    take_part(CampaignFactory(), None)  # another campaign: must not leak in
    count(first, Step.SIGN_UPS, -1)
    totals.count_all(
        Step.CONFIRMED,
        [totals.Cause(campaign.id, part.id, today(), 2) for part in (first, second, first)],
    )

    check()
    assert units_of(campaign) == {None: (1, 3, 2), "Nord": (2, 6, 3)}


def test_who_moves_takes_their_numbers_along(campaign, units):
    north, south = units
    part = take_part(campaign, north)
    take_part(campaign, north)
    other = CampaignFactory(organisation=campaign.organisation)
    ambassador = part.ambassador
    take_part(other, None, ambassador)
    for unit in (south, None, north, south):
        ambassador.unit = unit
        db.session.flush()
        count(part, Step.SIGN_UPS)

    assert check() == {
        (campaign.id, south.id): (1, 3, 6, 1),
        (other.id, south.id): (1, 3, 2, 1),
        (campaign.id, north.id): (1, 3, 2, 1),
    }


def test_a_move_by_id_counts_too_and_a_change_of_mind_does_not(campaign, units):
    part = take_part(campaign, units[0])
    db.session.commit()
    part.ambassador.unit_id = units[1].id
    db.session.flush()
    part.ambassador.unit = units[0]
    part.ambassador.unit = units[1]
    part.ambassador.function = "Frontdesk"
    take_part(
        campaign, units[0], AmbassadorFactory(cohort=part.ambassador.cohort)
    ).ambassador.function = "front Desk "

    assert set(check()) == {(campaign.id, units[1].id), (campaign.id, None)}
    assert units_of(campaign) == {"Syd": (1, 3, 2), None: (1, 3, 2)}
    by_function = breaking_down.group_rows([campaign.id], By.FUNCTION)
    assert [(one.name, one.ambassadors) for one in by_function] == [
        ("Frontdesk", 1),
        ("front Desk ", 1),
    ]


def test_who_is_forgotten_counts_on_without_a_function(campaign, units):
    part = take_part(campaign, units[0])
    part.ambassador.function = "The only chaplain"
    totals.count_ways(Way.TOLD, Counter({part.id: 2}))
    assert check()[campaign.id, units[0].id] == (1, 3, 2, 1)

    personal_data.erase(Person(part.ambassador.user_id, "", "", (part.ambassador_id,)))

    assert [place.function for _campaign, place in kept()] == [""]
    assert [one.told for one in breaking_down.group_rows([campaign.id], By.KIND)] == [2]


def test_who_is_taken_out_takes_their_numbers_out(campaign, units):
    take_part(campaign, units[0])
    part = ParticipationFactory(
        campaign=campaign, ambassador=AmbassadorFactory(unit=units[0]), sign_ups=4
    )
    assert check()[campaign.id, units[0].id] == (2, 3, 6, 1)

    db.session.delete(part)
    assert check()[campaign.id, units[0].id] == (1, 3, 2, 1)


def test_people_in_several_campaigns_count_once(campaign, units):
    other = CampaignFactory(organisation=campaign.organisation)
    part = take_part(campaign, units[0])
    take_part(other, None, part.ambassador)
    take_part(other, units[0])

    assert units_of(campaign, other) == {"Nord": (2, 9, 6)}
    for ids, people in (([campaign.id], 1), ([other.id], 2), ([campaign.id, other.id], 2), ([], 0)):
        assert queries.activity(ids, today()) == queries.Activity(ambassadors=people, active=people)
