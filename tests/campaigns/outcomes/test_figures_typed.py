"""Official figures as they are typed."""

from sqlalchemy import select

from campaigns.outcomes.official.models import OfficialFigure
from core.db import db
from tests.campaigns.outcomes.imports.lists import a_goal


def test_a_source_is_a_page_and_its_day_has_been(app, sign_in):
    goal, organiser = a_goal()
    desk = sign_in(organiser.user)
    address = f"/o/{goal.campaign.organisation.slug}/campaigns/{goal.campaign_id}/official-figures"
    good = {
        "name_da": "Optagne",
        "number": "1940",
        "as_of": "2026-07-26",
        "source_name": "optagelse.dk",
        "source_address": "https://example.dk/tal",
    }
    for wrong in (
        {"source_address": "javascript://example.dk/%0aalert(1)"},
        {"source_address": "data://example.dk/,x"},
        {"as_of": "0206-07-26"},
    ):
        assert desk.post(address, data={**good, **wrong}).status_code == 422
    assert desk.post(address, data=good).status_code == 302
    kept = db.session.scalars(select(OfficialFigure.source_address)).all()
    assert kept == ["https://example.dk/tal"]
