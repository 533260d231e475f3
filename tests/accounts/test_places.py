"""One person in several organisations, several things in one: each place is reached by a link."""

from collections.abc import Callable

import pytest
from flask import Flask

from accounts.enums import Role
from accounts.models import User
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory

SignIn = Callable[[User], AuditingClient]


@pytest.mark.parametrize("names", [["Odder Kommune"], ["Odder Kommune", "DGI Østjylland"]])
def test_one_person_moves_between_places_without_signing_out(
    app: Flask, sign_in: SignIn, names: list[str]
) -> None:
    user = UserFactory(locale="da")
    slugs = []
    for number, name in enumerate(names):
        organisation = OrganisationFactory(name=name)
        MembershipFactory(user=user, organisation=organisation, role=Role.READER)
        if number:
            MembershipFactory(user=user, organisation=organisation, role=Role.LEADER)
        slugs.append(organisation.slug)
    foreign = OrganisationFactory()
    client = sign_in(user)
    account = client.get("/account").text
    for _ in range(2):
        for slug, name in zip(slugs, names, strict=True):
            assert f'href="/o/{slug}"' in account
            page = client.get(f"/o/{slug}/results")
            assert page.status_code == 200
            assert name in page.text
            others = set(names) - {name}
            assert not [other for other in others if other in page.text]
    assert client.get(f"/o/{foreign.slug}/results").status_code == 404


def test_staff_who_are_ambassadors_too_reach_both(app: Flask, sign_in: SignIn) -> None:
    user = UserFactory(locale="en")
    ambassador = AmbassadorFactory(user=user)
    elsewhere = AmbassadorFactory(user=user)
    staff = MembershipFactory(user=user, role=Role.LEADER)
    slug = staff.organisation.slug
    client = sign_in(user)
    account = client.get("/account").text
    assert f'href="/o/{slug}"' in account
    assert 'href="/my/places"' in account
    assert client.get(f"/o/{slug}", follow_redirects=True).status_code == 200
    assert 'href="/account"' in client.get("/my/more").text
    for place, other in ((ambassador, elsewhere), (elsewhere, ambassador)):
        client.post(f"/my/places/{place.id}")
        page = client.get("/my/more").text
        assert place.cohort.organisation.name in page
        assert client.get(f"/o/{other.cohort.organisation.slug}").status_code == 404
    assert client.get(f"/o/{slug}", follow_redirects=True).status_code == 200
