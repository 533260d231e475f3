"""Goals of a campaign, and kinds of outcome an organisation adds itself."""

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent
from campaigns.enums import CampaignStatus, OutcomeKind, Step
from campaigns.errors import CampaignArchived
from campaigns.goals import operations, queries
from campaigns.goals.errors import (
    GoalExists,
    GoalHasOutcomes,
    GoalOfEvent,
    KindNamedAlready,
)
from campaigns.models import Campaign, Goal, OwnKind
from campaigns.totals import count
from core.db import db
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.campaigns import (
    CampaignFactory,
    GoalFactory,
    OutcomeFactory,
    OwnKindFactory,
    today,
)
from tests.queries import count_queries

SITE = "https://via.dk/hus"


def test_goals_are_added_in_order_once_each_and_put_first(app):
    campaign = CampaignFactory(landing_address=SITE)
    own = OwnKindFactory(organisation=campaign.organisation)
    for kind in (OutcomeKind.EVENT_SIGN_UPS, OutcomeKind.CONVERSATIONS, own):
        operations.add_goal(campaign, kind, target=5, actor=None)
    again = operations.add_goal(campaign, own, target=5, actor=None)  # the form was sent twice
    with pytest.raises(GoalExists):
        operations.add_goal(campaign, own, target=6, actor=None)
    with pytest.raises(GoalExists):
        operations.add_goal(campaign, OutcomeKind.CONVERSATIONS, target=6, actor=None)
    operations.put_first(again, actor=None)
    db.session.commit()
    db.session.expire_all()
    assert [(one.outcome_kind, one.own_kind) for one in campaign.goals] == [
        (OutcomeKind.OWN, own),
        (OutcomeKind.EVENT_SIGN_UPS, None),
        (OutcomeKind.CONVERSATIONS, None),
    ]


def test_what_was_counted_keeps_its_goal_which_can_end(app):
    campaign = CampaignFactory(landing_address=SITE)
    goal = OutcomeFactory(goal=GoalFactory(campaign=campaign)).goal
    talks = GoalFactory(campaign=campaign, position=1, outcome_kind=OutcomeKind.CONVERSATIONS)
    free = GoalFactory(campaign=campaign, position=2, outcome_kind=OutcomeKind.ENROLMENTS)
    count(campaign_id=campaign.id, participation_id=None, step=Step.CONVERSATIONS, day=today())
    for kept in (goal, talks):
        with pytest.raises(GoalHasOutcomes):
            operations.remove_goal(kept, actor=None)
    operations.remove_goal(free, actor=None)
    operations.end_goal(goal, actor=None)
    db.session.commit()
    assert set(db.session.scalars(select(Goal))) == {goal, talks}
    assert goal.ended_at is not None
    operations.resume_goal(goal, actor=None)
    assert goal.ended_at is None


def test_the_goal_of_an_own_event_stays(app):
    goal = GoalFactory()  # its campaign leads to its own event
    for leave in (operations.end_goal, operations.remove_goal):
        with pytest.raises(GoalOfEvent):
            leave(goal, actor=None)


def test_an_archived_campaigns_goals_stand(app):
    goal = GoalFactory(campaign=CampaignFactory(status=CampaignStatus.ARCHIVED))
    for change in (
        lambda: operations.add_goal(goal.campaign, OutcomeKind.MEMBERSHIPS, target=1, actor=None),
        lambda: operations.change_goal(goal, target=1, is_collective=False, actor=None),
        lambda: operations.put_first(goal, actor=None),
        lambda: operations.end_goal(goal, actor=None),
        lambda: operations.resume_goal(goal, actor=None),
        lambda: operations.remove_goal(goal, actor=None),
    ):
        with pytest.raises(CampaignArchived):
            change()


def test_own_kinds_are_named_once_renamed_and_retired(app):
    organisation = OrganisationFactory()
    kind = operations.add_kind(organisation, name_da="Frivillige", name_en="Volunteers", actor=None)
    db.session.flush()
    for names in (
        {"name_da": "FRIVILLIGE", "name_en": ""},
        {"name_da": "", "name_en": "volunteers"},
    ):
        with pytest.raises(KindNamedAlready):
            operations.add_kind(organisation, **names, actor=None)
    operations.rename_kind(kind, name_da="Frivillige", name_en="Helpers", actor=None)
    other = OwnKindFactory(organisation=organisation, name_da="Børn", name_en="Children")
    operations.retire_kind(other, actor=None)
    OwnKindFactory()  # another organisation's
    assert queries.own_kinds(organisation.id) == [kind, other]
    operations.restore_kind(other, actor=None)
    assert queries.own_kinds(organisation.id) == [other, kind]


@pytest.fixture
def line(app):
    membership = MembershipFactory(role=Role.ORGANISER)
    membership.user.locale = "en"
    return membership


def test_an_organiser_names_a_kind_and_makes_it_a_goal(line, sign_in):
    desk = sign_in(line.user)
    campaign = CampaignFactory(organisation=line.organisation, landing_address=SITE)
    here = f"/o/{line.organisation.slug}/campaigns"
    assert "Give it a name" in desk.post(f"{here}/goal-kinds", data={"name_da": " "}).text
    desk.post(f"{here}/goal-kinds", data={"name_da": "Affaldssortering", "name_en": ""})
    kind = db.session.scalars(select(OwnKind)).one()

    new = f"{here}/{campaign.id}/goals/new"
    refused = desk.post(new, data={"kind": str(kind.id), "target": "-4"}).text
    assert 'value="-4"' in refused
    assert f'value="{kind.id}" checked' in refused or "checked" in refused
    desk.post(new, data={"kind": str(kind.id), "target": "40", "is_collective": "y"})
    goal = db.session.scalars(select(Goal)).one()
    assert (goal.own_kind, goal.target, goal.is_collective) == (kind, 40, True)
    assert "Affaldssortering" in desk.get(f"{here}/{campaign.id}").text

    edit = f"{here}/{campaign.id}/goals/{goal.id}"
    desk.post(edit, data={"target": "50"})
    assert (goal.target, goal.is_collective) == (50, False)
    desk.post(f"{here}/goal-kinds/{kind.id}/retirement")
    assert "Affaldssortering" not in desk.get(new).text
    desk.post(f"{edit}/removal")
    assert db.session.scalars(select(Goal)).all() == []
    assert db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.position)).all() == [
        "goal_kind_added", "goals_changed", "goals_changed", "goal_kind_retired", "goals_changed",
    ]  # fmt: skip


def test_another_organisations_kind_is_no_goal_here(line, sign_in):
    desk = sign_in(line.user)
    campaign, theirs = CampaignFactory(organisation=line.organisation), OwnKindFactory()
    here = f"/o/{line.organisation.slug}/campaigns"
    desk.post(f"{here}/{campaign.id}/goals/new", data={"kind": str(theirs.id), "target": "4"})
    assert db.session.scalars(select(Goal)).all() == []
    assert desk.get(f"{here}/goal-kinds/{theirs.id}").status_code == 404


def test_kinds_and_a_campaigns_goals_take_as_many_queries_for_three(line, sign_in):
    desk = sign_in(line.user)
    campaign_id = CampaignFactory(organisation=line.organisation).id
    pages = [
        f"/o/{line.organisation.slug}/campaigns/{rest}" for rest in ("goal-kinds", campaign_id)
    ]

    def asked() -> list[int]:
        numbers = []
        for page in pages:
            with count_queries() as counted:
                desk.get(page)
            numbers.append(len(counted))
        return numbers

    def add(position: int) -> None:
        there = db.session.get_one(Campaign, campaign_id)
        own = OwnKindFactory(organisation=there.organisation)
        GoalFactory(campaign=there, position=position, outcome_kind=OutcomeKind.OWN, own_kind=own)

    add(0)
    asked()  # what is remembered of other pages is remembered now
    one = asked()
    add(1)
    add(2)
    assert asked() == one
