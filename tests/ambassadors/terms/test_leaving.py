"""Leaving in two taps, undone within seven days; nothing else is touched."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import AuditEvent, Membership
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador
from ambassadors.signals import ambassador_joined
from ambassadors.terms import operations
from ambassadors.terms.errors import TooLateToReturn
from ambassadors.terms.places import ambassador_places
from core.db import db, utcnow
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en", cohort__name="Holstebro H26")


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def statuses():
    return list(db.session.scalars(select(Ambassador.status).order_by(Ambassador.created_at)))


def test_leaving_takes_two_taps_and_says_what_remains(me, ambassador, outbox):
    page = me.get("/my/terms/leaving").text
    assert "Your links keep working" in page
    assert statuses() == [AmbassadorStatus.ACTIVE]

    response = me.post("/my/terms/leaving")

    assert response.location == "/my/goodbye"
    goodbye = me.get("/my/goodbye").text
    assert "Holstebro H26" in goodbye
    assert f"/my/goodbye/{ambassador.id}" in goodbye
    db.session.refresh(ambassador)
    assert ambassador.left_at is not None
    mail = outbox()
    assert [m.recipient for m in mail] == [ambassador.user.email]
    assert mail[0].subject == "Goodbye from Holstebro H26"
    assert list(db.session.scalars(select(AuditEvent.action))) == ["ambassador_left"]


def test_after_leaving_ambassador_pages_lead_to_the_goodbye(me):
    me.post("/my/terms/leaving")
    for page in ("/my", "/my/terms", "/my/kits"):
        assert me.get(page).location == "/my/goodbye"
    assert me.post("/my/terms/leaving").location == "/my/goodbye"  # sent twice


def test_undoing_it_brings_everything_back(me, ambassador):
    told = []
    receive = told.append
    ambassador_joined.connect(receive)
    me.post("/my/terms/leaving")
    for _press in range(2):
        assert me.post(f"/my/goodbye/{ambassador.id}").location == "/my/terms"
    assert statuses() == [AmbassadorStatus.ACTIVE]
    assert [a.id for a in told] == [ambassador.id]
    assert me.get("/my/terms").status_code == 200


def test_after_seven_days_it_is_too_late(me, ambassador):
    ambassador.status = AmbassadorStatus.LEFT
    ambassador.left_at = utcnow() - timedelta(days=8)
    db.session.commit()
    assert "nothing to undo" in me.get("/my/goodbye").text
    assert me.post(f"/my/goodbye/{ambassador.id}").location == "/my/goodbye"
    assert "The seven days are over" in me.get("/my/goodbye").text
    assert statuses() == [AmbassadorStatus.LEFT]
    with pytest.raises(TooLateToReturn):
        operations.come_back(ambassador, at=utcnow())


def test_somebody_elses_leaving_cannot_be_undone(me):
    foreign = AmbassadorFactory(status=AmbassadorStatus.LEFT, left_at=utcnow())
    assert me.post(f"/my/goodbye/{foreign.id}").status_code == 404
    db.session.refresh(foreign)
    assert foreign.status is AmbassadorStatus.LEFT


def test_roles_and_other_places_are_as_they_were(me, ambassador):
    MembershipFactory(user=ambassador.user, organisation=ambassador.cohort.organisation)
    other = AmbassadorFactory(user=ambassador.user, cohort=CohortFactory())
    me.post(f"/my/places/{ambassador.id}")
    me.post("/my/terms/leaving")
    db.session.expire_all()
    assert [m.role for m in db.session.scalars(select(Membership))] == [Role.ORGANISER]
    assert other.status is AmbassadorStatus.ACTIVE
    assert me.get("/my/terms").status_code == 200
    slug = ambassador.cohort.organisation.slug
    assert me.get(f"/o/{slug}/cohorts").status_code == 200


def test_leaving_twice_keeps_the_first_moment(ambassador):
    first = utcnow() - timedelta(hours=1)
    operations.leave(ambassador, at=first)
    operations.leave(ambassador, at=utcnow())
    assert ambassador.left_at == first
    db.session.rollback()


def test_the_places_of_a_person_name_the_way_back(me, ambassador):
    assert [(p.title, p.address) for p in ambassador_places(ambassador.user)] == [
        ("Holstebro H26", "/my")
    ]
    me.post("/my/terms/leaving")
    assert [p.address for p in ambassador_places(ambassador.user)] == ["/my/goodbye"]
    assert "/my/goodbye" in me.get("/account").text
