"""What a campaign is called, in Danish and in English, and in the other one when one is empty."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accounts.enums import Role
from accounts.models import AuditEvent, Membership
from campaigns import operations, queries
from campaigns.models import Campaign
from core.db import db
from core.languages import localised
from tests.campaigns.test_pages import at, form
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.ambassadors import CohortFactory
from tests.factories.campaigns import CampaignFactory, LinkFactory, PostFactory

BOTH = {
    "name_da": "Åbent hus",
    "name_en": "Open house",
    "pitch_da": "Vis en tirsdag.",
    "pitch_en": "Show a Tuesday.",
}
PAGES = ["/my", "/my/log", "/my/links"]


@pytest.fixture
def line(app) -> Membership:
    return MembershipFactory(role=Role.ORGANISER)


@pytest.fixture
def desk(line, sign_in):
    return sign_in(line.user)


@pytest.mark.parametrize("only", ["da", "en"])
def test_one_language_is_enough(line, desk, only):
    name = BOTH[f"name_{only}"]
    cohort = CohortFactory(organisation=line.organisation)
    texts = {"name_da": "", "name_en": "", f"name_{only}": f" {name} "}
    desk.post(at(line, "/new"), data=form(cohort, **texts))
    made = db.session.scalars(select(Campaign)).one()
    assert getattr(made, f"name_{only}") == name
    assert made.slug == operations.slug_of(name)
    assert f"<h1>{name}</h1>" in desk.get(at(line, f"/{made.id}")).text


def test_the_database_wants_a_name_too(app):
    with pytest.raises(IntegrityError):
        CampaignFactory(name_da="", name_en="")
    db.session.rollback()


def test_both_are_kept_and_shown_to_be_changed(line, desk):
    cohort = CohortFactory(organisation=line.organisation)
    desk.post(at(line, "/new"), data=form(cohort, **BOTH))
    made = db.session.scalars(select(Campaign)).one()
    assert {field: getattr(made, field) for field in BOTH} == BOTH
    page = desk.get(at(line, f"/{made.id}/texts")).text
    assert all(text in page for text in BOTH.values())


@pytest.mark.parametrize(("locale", "shown", "other"), [("da", "da", "en"), ("en", "en", "da")])
def test_an_ambassador_reads_her_own_language(app, sign_in, locale, shown, other):
    link = LinkFactory()
    for field, text in BOTH.items():
        setattr(link.participation.campaign, field, text)
    PostFactory(participation=link.participation)
    link.participation.ambassador.user.locale = locale
    phone = sign_in(link.participation.ambassador.user)
    texts = "".join(phone.get(path).text for path in PAGES)
    assert BOTH[f"name_{shown}"] in texts
    assert BOTH[f"pitch_{shown}"] in texts
    assert BOTH[f"name_{other}"] not in texts
    assert BOTH[f"pitch_{other}"] not in texts


@pytest.mark.parametrize(
    ("locale", "order"), [("da", ["Brobyg", "Velkommen"]), ("en", ["A welcome", "Brobyg"])]
)
def test_campaigns_of_one_day_stand_by_the_name_shown(app, locale, order):
    organisation = OrganisationFactory()
    shared = {"organisation": organisation, "starts_on": date(2026, 9, 1)}
    CampaignFactory(name_da="Velkommen", name_en="A welcome", **shared)
    CampaignFactory(name_da="Brobyg", **shared)
    with app.test_request_context(headers={"Accept-Language": locale}):
        found = queries.list_campaigns(organisation.id)
        assert [localised(one, "name") for one in found] == order


def test_the_trail_names_a_campaign_that_has_only_an_english_name(line, desk):
    made = CampaignFactory(organisation=line.organisation, name_da="", name_en="Open house")
    desk.post(at(line, f"/{made.id}/closing"))
    assert db.session.scalars(select(AuditEvent.after)).one() == {"name": "Open house"}
