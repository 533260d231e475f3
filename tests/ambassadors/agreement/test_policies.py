"""Leaders write and publish policy; organisers read it; nobody is named."""

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent
from ambassadors import operations, permissions
from ambassadors.errors import NothingToPublish, PolicyIncomplete
from ambassadors.models import Policy
from ambassadors.operations import PolicyText
from core.db import db
from tests.ambassadors.listing import attach
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory, PolicyFactory
from tests.queries import count_queries

TEXT = {
    "strategy_da": "Derfor",
    "strategy_en": "Because",
    "text_da": "# Sådan",
    "text_en": "# Like this",
}


@pytest.fixture
def organisation(app):
    return OrganisationFactory(slug="odder")


@pytest.fixture
def cohort(organisation):
    return CohortFactory(organisation=organisation)


@pytest.fixture
def person(organisation, sign_in):
    def in_role(role):
        return sign_in(MembershipFactory(organisation=organisation, role=role).user)

    return in_role


def versions():
    rows = db.session.scalars(select(Policy).order_by(Policy.version))
    return [(p.version, p.text_da, p.published_at is not None) for p in rows]


def test_leader_writes_and_publishes(person, cohort):
    leader = person(Role.LEADER)
    page = f"/o/odder/policy/{cohort.id}"

    assert leader.post(f"{page}/draft", data=TEXT).location == f"{page}/1"
    leader.post(f"{page}/draft", data=TEXT | {"text_da": "# Bedre"})
    assert versions() == [(1, "# Bedre", False)]
    assert leader.post(f"{page}/publication").location == "/o/odder/policy"
    leader.post(f"{page}/draft", data=TEXT)
    assert versions() == [(1, "# Bedre", True), (2, "# Sådan", False)]
    assert [leader.get(f"{page}/{v}").status_code for v in (1, 2, 3)] == [200, 200, 404]
    assert db.session.scalars(select(AuditEvent.action)).all() == ["policy_published"]


def test_nothing_to_publish_is_said(person, cohort):
    PolicyFactory(cohort=cohort, version=1)
    leader = person(Role.LEADER)

    leader.post(f"/o/odder/policy/{cohort.id}/publication")

    assert str(NothingToPublish().message) in leader.get("/o/odder/policy").text


def test_publishing_refuses(app, cohort):
    leader = UserFactory()
    with pytest.raises(NothingToPublish):
        operations.publish_policy(cohort, actor=leader)
    operations.save_policy_draft(cohort, PolicyText(**TEXT | {"text_en": " "}), actor=leader)
    with pytest.raises(PolicyIncomplete):
        operations.publish_policy(cohort, actor=leader)
    db.session.rollback()


def test_too_long_a_policy_keeps_what_was_typed(person, cohort):
    response = person(Role.LEADER).post(
        f"/o/odder/policy/{cohort.id}/draft", data=TEXT | {"text_da": "x" * 20_001}
    )
    assert response.status_code == 200
    assert 'class="error-summary"' in response.text
    assert "Because" in response.text


def test_organiser_reads_and_does_not_write(person, cohort):
    PolicyFactory(cohort=cohort, version=1, published_at=None)
    organiser = person(Role.ORGANISER)
    page = f"/o/odder/policy/{cohort.id}"

    assert organiser.get("/o/odder/policy").status_code == 200
    version = organiser.get(f"{page}/1")
    assert version.status_code == 200
    assert f"{page}/publication" not in version.text
    assert organiser.get(f"{page}/draft").status_code == 403
    assert organiser.post(f"{page}/draft", data=TEXT).status_code == 403
    assert organiser.post(f"{page}/publication").status_code == 403


def test_leader_sees_no_names(person, cohort):
    writer = UserFactory(name="Hemmelig Person", email="hemmelig@example.org")
    PolicyFactory(cohort=cohort, version=1, written_by_id=writer.id)
    AmbassadorFactory(cohort=cohort, user=writer)
    leader = person(Role.LEADER)

    for page in ("", f"/{cohort.id}/1", f"/{cohort.id}/draft"):
        text = leader.get(f"/o/odder/policy{page}").text.lower()
        assert "hemmelig" not in text


def test_list_asks_the_same_for_one_and_three(person, organisation):
    leader = person(Role.LEADER)
    counts = []
    for more in (1, 2):
        attach(organisation)
        for _cohort in range(more):
            PolicyFactory(cohort=CohortFactory(organisation=organisation), version=1)
        with count_queries() as queries:
            assert leader.get("/o/odder/policy").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1], queries


def test_other_organisations_policy_is_not_found(person, organisation):
    foreign = PolicyFactory(version=1)
    leader = person(Role.LEADER)

    assert leader.get(f"/o/odder/policy/{foreign.cohort_id}/1").status_code == 404
    assert leader.get(f"/o/odder/policy/{foreign.cohort_id}/draft").status_code == 404
    assert leader.post(f"/o/odder/policy/{foreign.cohort_id}/publication").status_code == 404


@pytest.mark.parametrize(
    ("roles", "allowed"),
    [
        ({Role.LEADER}, True),
        ({Role.OWNER}, True),
        ({Role.ORGANISER}, False),
        ({Role.READER}, False),
        (set(), False),
    ],
)
def test_who_may_write_policy(roles, allowed):
    assert permissions.can_edit_policy(roles) is allowed
