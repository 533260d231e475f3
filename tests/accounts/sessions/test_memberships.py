"""What somebody may be in an organisation is found together with who they are."""

from flask import g, session
from flask_login import current_user

from accounts import queries, sessions
from accounts.enums import Role
from core.db import db
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.queries import count_queries


def test_memberships_are_found_with_the_person_and_are_those_asked_for_alone(app):
    here, there = OrganisationFactory(slug="here"), OrganisationFactory(slug="there")
    both, stranger, asked = UserFactory(), UserFactory(), UserFactory()
    for role in (Role.READER, Role.ORGANISER, Role.OWNER):
        MembershipFactory(organisation=here, user=both, role=role)
    MembershipFactory(organisation=there, user=stranger, role=Role.OWNER)
    MembershipFactory(organisation=here, user=asked, role=Role.OWNER, offered_to="Kim")
    cookies = [
        {"_user_id": person.fs_uniquifier, sessions.KEY: sessions.begin(person, user_agent="")}
        for person in (both, stranger, asked)
    ]
    plainly = [[one.id for one in queries.memberships_in(p, "here")] for p in (both, stranger)]
    db.session.commit()

    for cookie, expected in zip(cookies, [*plainly, []], strict=True):
        g.__dict__.clear()  # a request begins with an empty one
        with app.test_request_context("/o/here/people"):
            session.update(cookie)
            with count_queries() as queries_sent:
                assert current_user.is_authenticated
                found = sessions.memberships_in(current_user, "here")
                assert [one.id for one in found] == expected
                assert {one.organisation.slug for one in found} <= {"here"}
            assert sum(query.startswith("SELECT") for query in queries_sent) == 1
            # What was found for one organisation is nobody's answer for another.
            elsewhere = queries.memberships_in(current_user, "there")
            assert sessions.memberships_in(current_user, "there") == elsewhere
            assert not set(elsewhere) & set(found)
    assert [len(ids) for ids in plainly] == [3, 0]
