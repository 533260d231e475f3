"""Every number of outcomes on a reader's pages leads to a list of just as many."""

import re
from itertools import product

from bs4 import BeautifulSoup
from sqlalchemy import select

from accounts.enums import Role
from campaigns.enums import OutcomeKind
from campaigns.models import Goal, Participation
from campaigns.outcomes import operations
from campaigns.outcomes.enums import Source, Stage
from campaigns.tracking import counting
from campaigns.tracking.counting import KnownLink
from campaigns.tracking.models import Link
from core.db import db
from tests.campaigns.outcomes.imports.lists import a_goal
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.campaigns import CostFactory, GoalFactory, today

BY_STAGE = {
    Stage.SIGNED_UP: None,
    Stage.CONFIRMED: operations.confirm,
    Stage.NO_SHOW: operations.miss,
    Stage.CANCELLED: operations.cancel,
}


def number_in(text: str) -> int:
    """Return the first number of a text, with its thousands."""
    found = re.search(r"\d[\d,.]*", text)
    assert found is not None, text
    return int(re.sub(r"\D", "", found[0]))


def some_of_each(goal: Goal, part: Participation, times: int) -> None:
    """Bring outcomes of every way and stage, of each way another number."""
    cases = enumerate(product(Source, BY_STAGE.values()))
    for number, (source, act) in cases:
        for more in range(times + number // len(BY_STAGE)):
            told = None if source is Source.NONE else part
            outcome = operations.record(
                goal, reference=f"A-{number}-{more}", participation=told, source=source
            )
            if act:
                act(outcome)


def follow(part: Participation, *, times: int) -> None:
    """Count clicks on somebody's link."""
    link = db.session.scalars(select(Link).where(Link.participation_id == part.id)).one()
    ids = (link.id, link.campaign_id, part.id, link.channel)
    known = KnownLink(*ids, part.campaign.organisation.timezone, part.campaign.ends_on)
    counting.add({(known, today()): counting.Counter({"clicks": times})})


def test_each_leads_to_what_it_counts(app, sign_in):
    goal, organiser = a_goal()
    campaign = goal.campaign
    other = GoalFactory(campaign=campaign, outcome_kind=OutcomeKind.MEMBERSHIPS, position=1)
    part = db.session.scalars(select(Participation).order_by(Participation.id)).first()
    some_of_each(goal, part, 1)
    some_of_each(other, part, 2)
    unit = part.ambassador.unit = UnitFactory(organisation=campaign.organisation)
    CostFactory(campaign=campaign)
    follow(part, times=41)
    reader = MembershipFactory(
        organisation=campaign.organisation, role=Role.READER, user__locale="en"
    )
    campaign.readers.append(reader)
    db.session.commit()
    home = f"/o/{campaign.organisation.slug}/results/{campaign.id}"

    def checked(browser, page: str) -> int:
        soup, seen = BeautifulSoup(browser.get(page).text, "html.parser"), 0
        for link in soup.select("main a[href*='/outcomes?'], main td a[href*='/clicks?part=']"):
            said = link.find_parent(["li", "td", "p"])
            listed = BeautifulSoup(browser.get(link["href"]).text, "html.parser")
            assert number_in(said.text) == number_in(listed.h1.text), (said.text, link["href"])
            seen += 1
        return seen

    for user in (reader.user, organiser.user):
        # goals, ladder, by themselves, and of the one with anything clicks, sign-ups and who came
        assert checked(sign_in(user), home) == 2 * 3 + 2 + 1 + 3
        assert checked(sign_in(user), f"{home}/value") == 2 * 2
    reader.units = [unit]
    db.session.commit()
    assert checked(sign_in(reader.user), home) == 2 + 3
    reader.units = [UnitFactory(organisation=campaign.organisation)]
    db.session.commit()
    assert checked(sign_in(reader.user), home) == 2  # nothing of theirs, and they lead to nothing
    for page in ("clicks", "outcomes"):
        assert sign_in(reader.user).get(f"{home}/{page}?part={part.id}").status_code == 404
