"""A results reader is given campaigns and units where their role is given."""

from collections.abc import Callable

from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent, Membership, User
from campaigns import operations
from campaigns.models import Campaign
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.queries import count_queries

SignIn = Callable[[User], AuditingClient]


def test_a_reader_is_added_with_what_they_are_to_read(sign_in: SignIn) -> None:
    owner = MembershipFactory(role=Role.OWNER)
    home = owner.organisation
    given, other = CampaignFactory(organisation=home), CampaignFactory(organisation=home)
    unit, foreign = UnitFactory(organisation=home), CampaignFactory()
    browser, people = sign_in(owner.user), f"/o/{home.slug}/people"
    assert given.name_da in browser.get(f"{people}/new").text
    assert foreign.name_da not in browser.get(f"{people}/new").text
    person = {"name": "Rikke Holm", "email": "rikke@example.org", "roles": ["reader"]}
    others = UnitFactory()
    for evil in ({"campaigns": [str(foreign.id)]}, {"units": [str(others.id)]}):  # no choices
        assert browser.post(f"{people}/new", data={**person, **evil}).status_code == 200
    good = {**person, "campaigns": [str(given.id)], "units": [str(unit.id)]}
    assert browser.post(f"{people}/new", data=good).status_code == 302

    role = db.session.scalars(select(Membership).where(Membership.offered_to != "")).one()
    assert db.session.get_one(Campaign, given.id).readers == [role]
    assert role.units == [unit]
    operations.set_readers(given, [])  # an organiser sees only who has said yes
    assert given.readers == [role]
    page = browser.get(f"{people}/{role.user_id}")
    assert page.text.count("checked") == 3
    assert browser.post(page.request.path, data={"roles": ["reader"], "campaigns": [str(other.id)]})
    db.session.expire_all()
    assert (given.readers, other.readers, role.units) == ([], [role], [])
    trail = db.session.scalars(select(AuditEvent).order_by(AuditEvent.position)).all()
    assert [(e.action, e.before, e.after) for e in trail if e.action == "reading_given"] == [
        ("reading_given", {"campaigns": []}, {"campaigns": [given.name_da]}),
        ("reading_given", {"campaigns": [given.name_da]}, {"campaigns": [other.name_da]}),
    ]


def test_other_roles_are_given_nothing_to_read(sign_in: SignIn) -> None:
    owner = MembershipFactory(role=Role.OWNER)
    campaign = CampaignFactory(organisation=owner.organisation)
    person = {"name": "Lene", "email": "l@example.org", "roles": ["leader"]}
    data = {**person, "campaigns": [str(campaign.id)]}
    path = f"/o/{owner.organisation.slug}/people/new"
    assert sign_in(owner.user).post(path, data=data).status_code == 302
    assert db.session.get_one(Campaign, campaign.id).readers == []


def test_the_choices_take_the_same_queries_however_many(sign_in: SignIn) -> None:
    owner = MembershipFactory(role=Role.OWNER)
    role = MembershipFactory(organisation=owner.organisation, user=UserFactory(), role=Role.READER)
    browser, counted, ids = sign_in(owner.user), [], (owner.id, role.id)
    path = f"/o/{owner.organisation.slug}/people/{role.user_id}"
    for number in (1, 2):
        home, reader = (db.session.get_one(Membership, one) for one in ids)
        for campaign in CampaignFactory.create_batch(number, organisation=home.organisation):
            campaign.readers.append(reader)
        with count_queries() as queries:
            browser.get(path)
        counted.append(len(queries))
    assert counted[0] == counted[1]
