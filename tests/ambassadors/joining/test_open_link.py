"""An open link: a way in for as many as there are places, until a day."""

from datetime import date, timedelta

from sqlalchemy import select
from time_machine import travel

from ambassadors.joining.applications import operations
from ambassadors.joining.applications.operations import Fate, Sent
from ambassadors.joining.enums import JoinMode
from ambassadors.joining.models import Invitation, JoinPage
from core.db import db, utcnow
from tests.ambassadors.joining.applying import all_applications, apply, only
from tests.ambassadors.joining.test_two_at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.joining import JoinPageFactory


def open_link(**changes):
    more = {"places": 2, "closes_on": date(2090, 1, 1), "asked": {}} | changes
    return JoinPageFactory(mode=JoinMode.OPEN_LINK, slug="studieliv", **more)


def test_open_link_gives_an_invitation_to_the_address(client, app, outbox):
    open_link()
    apply(client)

    invitation = db.session.scalars(select(Invitation)).one()
    assert (invitation.email, invitation.draft) == ("asta@example.dk", {"old_enough": True})
    assert only().invitation == invitation
    assert "/invitations/" in outbox()[0].body or outbox()[0].state == "sent"


def test_open_link_ends_when_its_places_are_taken_and_frees_unused_ones(client, app):
    open_link()
    for name in ("a", "b", "c"):
        apply(client, email=f"{name}@example.dk")

    assert len(all_applications()) == 2
    assert "Alle pladser er optaget" in client.get("/join/studieliv").text
    with travel(utcnow() + timedelta(days=15)):
        apply(client, email="c@example.dk")
    assert len(all_applications()) == 3


def test_places_of_an_open_link_are_exact_under_a_rush(app):
    page_id = open_link(places=2).id

    def send(n):
        sent = Sent(name="Asta", email=f"asta{n}@example.dk", locale="da")
        with app.app_context():
            try:
                page = db.session.get_one(JoinPage, page_id)
                operations.apply(page, sent, with_guardian=False)
                db.session.commit()
            except operations.DoorClosed:
                return "full"
            return "in"

    assert sorted(at_once(send)) == ["full", "full", "in", "in"]


def test_open_link_tells_somebody_who_is_in_nothing_on_the_page(client, app, outbox):
    page = open_link()
    AmbassadorFactory(cohort=page.cohort, user=UserFactory(email="asta@example.dk"))

    assert apply(client).location == apply(client, email="new@example.dk").location
    assert db.session.scalars(select(Invitation.email)).all() == ["new@example.dk"]


def test_fates_of_an_open_link(app):
    page = open_link()
    sent = Sent(name="Asta", email="asta@example.dk", locale="da")
    assert operations.apply(page, sent, with_guardian=False)[1] is Fate.INVITED
    assert operations.apply(page, sent, with_guardian=False)[1] is Fate.INVITED
    assert operations.apply(page, sent, with_guardian=True)[1] is Fate.ANSWERED
    db.session.rollback()
