"""A list of registrations as a ticket system would write it, and the campaign it belongs to."""

import uuid
from io import BytesIO
from typing import Any

from accounts.enums import Role
from accounts.models import Membership
from campaigns.models import Goal, Participation
from campaigns.outcomes.imports.models import OutcomeImport
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.campaigns import (
    CampaignFactory,
    GoalFactory,
    LinkFactory,
    ParticipationFactory,
)

HEADINGS = "Ordrenr.;Navn;E-mail;Kode;Status;Dato"
CODES = ("KVARTA", "KVARTB", "KVARTC")
MATCHED, UNKNOWN, DOUBLES = 1_200, 7, 5


def a_goal() -> tuple[Goal, Membership]:
    """A running campaign with a goal, three ambassadors with links, and its organiser."""
    organisation = OrganisationFactory(timezone="Europe/Copenhagen")
    organiser = MembershipFactory(organisation=organisation, role=Role.ORGANISER, user__locale="en")
    campaign = CampaignFactory(organisation=organisation)
    goal = GoalFactory(campaign=campaign)
    for code in CODES:
        part = ParticipationFactory(
            campaign=campaign, ambassador__cohort__organisation=organisation
        )
        LinkFactory(participation=part, code=code)
    db.session.commit()
    return goal, organiser


def row(number: int, code: str, status: str = "Betalt", day: str = "26-02-2026") -> str:
    """One registration, with the person in it that we are not to keep."""
    return f"A-{number};Åse Sørensen {number};aase{number}@example.dk;{code};{status};{day}"


def registrations() -> str:
    """1,212 rows: 1,200 with known codes, 7 with unknown ones, and 5 that stand there twice."""
    good = [row(number, CODES[number % 3].lower()) for number in range(MATCHED)]
    unknown = [row(MATCHED + number, "KVARTX") for number in range(UNKNOWN)]
    return "\r\n".join([HEADINGS, *good, *unknown, *good[:DOUBLES], ""])


def later_news(left: int, absent: int) -> str:
    """A later list: some have cancelled, and some did not turn up."""
    gone = [row(number, "", "Afmeldt", "27-02-2026") for number in range(left)]
    missed = [row(number, "", "Udeblevet", "28.02.2026") for number in range(left, left + absent)]
    return "\r\n".join([HEADINGS, *gone, *missed])


def bring_in(
    client: AuditingClient, goal: Goal, content: bytes, name: str = "tilmeldinger.csv", **more: Any
) -> str:
    """Bring a list in and return the address of its page."""
    campaign = goal.campaign
    base = f"/o/{campaign.organisation.slug}/campaigns/{campaign.id}/outcomes/lists"
    data = {"goal": str(goal.id), "stage": "signed_up", "file": (BytesIO(content), name), **more}
    answer = client.post(base, data=data)
    assert answer.status_code == 302, answer.text
    return answer.location


def the_list(address: str) -> OutcomeImport:
    """Return the list of a page."""
    return db.session.get_one(OutcomeImport, uuid.UUID(address.rsplit("/", 1)[1]))


def totals(goal: Goal) -> tuple[int, int]:
    """Return what a campaign's ambassadors have: sign-ups and confirmed."""
    db.session.expire_all()
    parts = db.session.query(Participation).filter_by(campaign_id=goal.campaign_id)
    return sum(part.sign_ups for part in parts), sum(part.confirmed for part in parts)
