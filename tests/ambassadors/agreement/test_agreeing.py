"""A new version of the policy asks each ambassador again, politely, with what has changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from ambassadors import operations
from ambassadors.models import PolicyAcceptance
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import (
    AmbassadorFactory,
    PolicyAcceptanceFactory,
    PolicyFactory,
)

ASKED = "Noget er nyt i det, vi har aftalt"


@pytest.fixture
def ambassador(app):
    ambassador = AmbassadorFactory()
    first = PolicyFactory(
        cohort=ambassador.cohort, version=1, text_da="Del ærligt.\n\nGamle ord.", text_en="Old."
    )
    PolicyAcceptanceFactory(
        ambassador=ambassador, policy=first, accepted_at=utcnow() - timedelta(days=30)
    )
    return ambassador


@pytest.fixture
def second(ambassador):
    return PolicyFactory(
        cohort=ambassador.cohort, version=2, text_da="Del ærligt.\n\nFriske ord.", text_en="New."
    )


@pytest.fixture
def person(ambassador, sign_in):
    return sign_in(ambassador.user)


def accepted(ambassador):
    return db.session.scalars(
        select(PolicyAcceptance.policy_id)
        .where(PolicyAcceptance.ambassador_id == ambassador.id)
        .order_by(PolicyAcceptance.accepted_at)
    ).all()


def test_who_has_agreed_is_not_asked(person):
    assert ASKED not in person.get("/my").text
    page = person.get("/my/policy").text
    assert "Det her har vi aftalt" in page
    assert 'name="version"' not in page


def test_a_draft_asks_nobody(person, ambassador):
    PolicyFactory(cohort=ambassador.cohort, version=2, published_at=None)
    assert ASKED not in person.get("/my").text


def test_the_new_version_is_shown_with_what_is_new_and_what_is_gone(person, second):
    assert ASKED in person.get("/my").text
    page = person.get("/my/policy").text
    changes = page[page.index('<div class="changes">') : page.index("<details")]
    assert "1 afsnit som før" in changes
    assert "Gamle ord." in changes[changes.index("<del") : changes.index("</del>")]
    assert "Friske ord." in changes[changes.index("<ins") : changes.index("</ins>")]
    assert "Del ærligt." not in changes


def test_a_yes_is_kept_once(person, ambassador, second):
    for _press in range(2):
        assert person.post("/my/policy", data={"version": 2}).location == "/my"
    assert accepted(ambassador)[1:] == [second.id]
    assert ASKED not in person.get("/my").text


@pytest.mark.parametrize("version", ["1", "3", "", "to"])
def test_a_yes_counts_for_the_version_that_was_shown_only(person, ambassador, second, version):
    answer = person.post("/my/policy", data={"version": version})
    assert answer.location == "/my/policy"
    assert len(accepted(ambassador)) == 1
    assert "Der er kommet en nyere udgave" in person.get("/my/policy").text


def test_not_today_is_respected_until_the_next_visit(person, ambassador, second, sign_in):
    assert person.post("/my/policy/later", data={"version": 2}).location == "/my"
    assert ASKED not in person.get("/my").text
    assert len(accepted(ambassador)) == 1
    assert ASKED in sign_in(ambassador.user).get("/my").text


def test_an_ambassador_without_any_yes_reads_the_whole(app, sign_in):
    ambassador = AmbassadorFactory()
    PolicyFactory(cohort=ambassador.cohort, version=1, text_da="Alt det her.")
    page = sign_in(ambassador.user).get("/my/policy").text
    assert "Alt det her." in page
    assert '<div class="changes">' not in page


def test_publishing_reaches_the_ambassador(person, ambassador, second):
    text = operations.PolicyText(
        strategy_da="", strategy_en="", text_da="Tredje.", text_en="Third."
    )
    operations.save_policy_draft(ambassador.cohort, text, actor=ambassador.user)
    operations.publish_policy(ambassador.cohort, actor=ambassador.user)
    db.session.commit()
    assert 'value="3"' in person.get("/my/policy").text


@pytest.mark.parametrize("role", [Role.LEADER, Role.ORGANISER])
def test_writers_see_the_same_changes_in_both_languages(ambassador, second, sign_in, role):
    home = ambassador.cohort.organisation
    staff = sign_in(MembershipFactory(organisation=home, role=role).user)
    page = f"/o/{home.slug}/policy/{ambassador.cohort_id}"
    text = staff.get(f"{page}/2/changes").text
    assert all(words in text for words in ("Gamle ord.", "Friske ord.", "Old.", "New."))
    assert staff.get(f"{page}/1/changes").status_code == 404
    assert f"{page}/2/changes" in staff.get(f"{page}/2").text


@pytest.mark.parametrize(
    ("role", "people", "shown"),
    [(Role.ORGANISER, 1, True), (Role.LEADER, 1, False), (Role.LEADER, 5, True)],
)
def test_how_many_have_said_yes_is_no_secret_but_nobody_is_picked_out(
    ambassador, sign_in, role, people, shown
):
    AmbassadorFactory.create_batch(people - 1, cohort=ambassador.cohort)
    home = ambassador.cohort.organisation
    staff = sign_in(MembershipFactory(organisation=home, role=role).user)
    text = staff.get(f"/o/{home.slug}/policy/{ambassador.cohort_id}/1").text
    assert (f"1 af {people} " in text) is shown
