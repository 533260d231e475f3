"""Joining with the sign-in of the organisation, whose second step counts where it is trusted."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from accounts import operations as accounts
from accounts.enums import Role
from accounts.external import operations
from accounts.external.gateway import Identity
from accounts.external.models import ExternalIdentity
from accounts.models import User
from accounts.passwords import hashed
from ambassadors.joining.models import Invitation
from ambassadors.models import Ambassador
from core.db import db
from tests.accounts.external.conftest import PASSWORD, Liar, Trip, pass_liar
from tests.accounts.factors.conftest import guard
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.ambassadors import PolicyFactory
from tests.factories.joining import InvitationFactory

Know = Callable[..., None]
SCREEN = "/invitations/door/account"
GO = {"next": SCREEN, "joins": "1"}


@pytest.fixture
def invitation(app) -> Invitation:
    """An invitation of Sofie's, answered up to the last screen."""
    policy = PolicyFactory(version=1)
    made = InvitationFactory(cohort=policy.cohort, token="door", email="sofie@example.org")
    made.draft = {"old_enough": True, "policy_id": str(policy.id)}
    db.session.commit()
    return made


def test_the_invited_join_without_a_password(
    trip: Trip, liar: Liar, invitation: Invitation, known_providers: Know, outbox
) -> None:
    known_providers(liar.address)
    page = trip.client.get(SCREEN).text
    assert "/sign-in/with/wayf?next=/invitations/door/account&amp;joins=1" in page
    assert trip.come_back(pass_liar(trip.go(**GO))).location == SCREEN
    page = trip.client.get(SCREEN).text
    assert 'type="password"' not in page
    assert "anna@example.org" in page  # what the provider calls her; whose account, the link says
    assert trip.client.post(SCREEN, data={"name": "Sofie Holm"}).location == "/my"
    user = db.session.scalars(select(User)).one()
    assert (user.email, user.password) == ("sofie@example.org", None)
    assert db.session.scalars(select(Ambassador)).one().user_id == user.id
    made = db.session.scalars(select(ExternalIdentity)).one()
    assert (made.user_id, made.issuer, made.subject) == (user.id, liar.address, "liar-1")
    assert {mail.recipient for mail in outbox()} == {"sofie@example.org"}
    trip.client.post("/sign-out")
    assert trip.come_back(pass_liar(trip.go(next="/my"))).location == "/my"
    assert trip.client.get("/my").status_code == 200


def test_an_account_with_a_password_wants_it_all_the_same(
    trip: Trip, liar: Liar, invitation: Invitation, known_providers: Know
) -> None:
    known_providers(liar.address)
    UserFactory(email="sofie@example.org", password=hashed(PASSWORD))
    trip.come_back(pass_liar(trip.go(**GO)))
    assert 'type="password"' in trip.client.get(SCREEN).text
    assert trip.client.post(SCREEN, data={"name": "Sofie"}).status_code == 200
    assert db.session.scalars(select(Ambassador)).all() == []


def test_somebody_else_at_the_same_computer_is_not_taken_for_the_invited(
    trip: Trip, liar: Liar, invitation: Invitation, known_providers: Know
) -> None:
    known_providers(liar.address)
    trip.come_back(pass_liar(trip.go()))  # only wanted to sign in, and is unknown
    assert 'type="password"' in trip.client.get(SCREEN).text
    trip.come_back(pass_liar(trip.go(next="/invitations/another/account", joins="1")))
    assert 'type="password"' in trip.client.get(SCREEN).text
    trip.come_back(pass_liar(trip.go(**GO)))
    page = trip.client.get(SCREEN).text
    assert 'type="password"' not in page
    assert f'href="{SCREEN}?password=1"' in page
    page = f"{SCREEN}?password=1"
    assert 'type="password"' in trip.client.get(page).text
    joined = trip.client.post(page, data={"name": "Sofie", "password": PASSWORD})
    assert joined.location.startswith("/account/connections/new")  # and is asked about it there
    assert db.session.scalars(select(ExternalIdentity)).all() == []


def test_a_provider_of_another_organisation_is_neither_offered_nor_believed(
    trip: Trip, liar: Liar, invitation: Invitation, known_providers: Know
) -> None:
    known_providers(liar.address, organisation="elsewhere")
    assert "/sign-in/with/" not in trip.client.get(SCREEN).text
    trip.come_back(pass_liar(trip.go(**GO)))
    assert 'type="password"' in trip.client.get(SCREEN).text
    assert trip.client.post(SCREEN, data={"name": "Sofie"}).status_code == 200
    assert db.session.scalars(select(User)).all() == []


def test_who_is_known_already_cannot_be_joined_to_a_second_account(
    trip: Trip, liar: Liar, invitation: Invitation, anna: User, known_providers: Know
) -> None:
    known_providers(liar.address)
    trip.come_back(pass_liar(trip.go(**GO)))
    operations.connect(anna, Identity(liar.address, "liar-1"), provider="Liar")
    db.session.commit()
    assert trip.client.post(SCREEN, data={"name": "Sofie Holm"}).status_code == 200
    assert db.session.scalars(select(Ambassador)).all() == []


def test_a_new_colleague_comes_by_the_provider_instead_of_a_password(
    trip: Trip, liar: Liar, known_providers: Know
) -> None:
    known_providers(liar.address)
    home = OrganisationFactory()
    user, token = accounts.add_person(
        home, email="ny@example.org", name="Ny", roles=[Role.READER], actor=None
    )
    db.session.commit()
    page = f"/welcome/{token}"
    assert "Brug WAYF i stedet" in trip.client.get(page).text
    assert trip.come_back(pass_liar(trip.go(next=page, joins="1"))).location == page
    assert 'type="password"' not in trip.client.get(page).text
    assert trip.client.post(page, data={"name": "Nynne Holm"}).location == "/"
    made = db.session.scalars(select(ExternalIdentity)).one()
    assert (made.user_id, user.name, user.password) == (user.id, "Nynne Holm", None)
    assert trip.client.get(f"/o/{home.slug}/results").status_code == 200
    assert trip.client.get(page).status_code == 410


@pytest.mark.parametrize(
    ("trusted", "methods", "is_enough"),
    [
        (True, ["pwd", "mfa"], True),
        (True, ["pwd"], False),
        (True, None, False),
        (False, ["pwd", "mfa"], False),
    ],
)
def test_a_second_step_elsewhere_counts_where_it_is_trusted_and_said(
    trip: Trip,
    liar: Liar,
    anna: User,
    known_providers: Know,
    trusted: bool,
    methods: object,
    is_enough: bool,
) -> None:
    known_providers(liar.address, trusts_mfa=trusted)
    operations.connect(anna, Identity(liar.address, "liar-1"), provider="Liar")
    guard(anna)
    liar.change = lambda claims: claims.update({"amr": methods} if methods else {})
    answer = trip.come_back(pass_liar(trip.go(next="/account")))
    assert answer.location == ("/account" if is_enough else "/sign-in/second-step")
    assert (trip.client.get("/account").status_code == 200) is is_enough
