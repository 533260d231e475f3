"""Signing in, one's own account, and the owner's pages."""

from accounts import operations
from accounts.models import Unit
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, SIGNED_IN, Who, World, thing
from tests.factories.accounts import UnitFactory

OWNER = frozenset({Who.OWNER})
SHOWN_OR_AWAY = frozenset({200, 302, 303})  # somebody who is signed in is sent on


@thing
def unit(world: World) -> Unit:
    return UnitFactory(organisation=world.organisation)


@thing
def welcome(world: World) -> str:
    """A one-time link for somebody new."""
    return operations.create_welcome_link(world.people[Who.READER])


def person(world: World) -> str:
    return f"/o/{world.slug}/people/{world.people[Who.READER].id}"


ROWS = [
    *page("security.login", lambda w: "/sign-in", EVERYBODY, answers=SHOWN_OR_AWAY),
    *page(
        "security.forgot_password",
        lambda w: "/forgotten-password",
        EVERYBODY,
        answers=SHOWN_OR_AWAY,
    ),
    *page(
        "security.reset_password",
        lambda w: "/forgotten-password/made-up",
        EVERYBODY,
        answers=SHOWN_OR_AWAY,
    ),
    *page("security.change_password", lambda w: "/account/password", SIGNED_IN),
    Rows(endpoint="security.logout", method="POST", path=lambda w: "/sign-out", allowed=EVERYBODY),
    *page("accounts_public.show_welcome", lambda w: f"/welcome/{w.welcome}", EVERYBODY),
    *page("accounts_person.show_account", lambda w: "/account", SIGNED_IN),
    Rows(
        endpoint="accounts_owner.show_people", path=lambda w: f"/o/{w.slug}/people", allowed=OWNER
    ),
    *page("accounts_owner.add_person", lambda w: f"/o/{w.slug}/people/new", OWNER),
    *page("accounts_owner.edit_person", person, OWNER),
    Rows(
        endpoint="accounts_owner.send_link",
        method="POST",
        path=lambda w: f"{person(w)}/link",
        allowed=OWNER,
    ),
    *page("accounts_owner.remove_person", lambda w: f"{person(w)}/removal", OWNER),
    *page("accounts_owner.edit_settings", lambda w: f"/o/{w.slug}/settings", OWNER),
    *page("accounts_owner.add_unit", lambda w: f"/o/{w.slug}/settings/units/new", OWNER),
    *page("accounts_owner.rename_unit", lambda w: f"/o/{w.slug}/settings/units/{w.unit.id}", OWNER),
    Rows(endpoint="accounts_owner.show_trail", path=lambda w: f"/o/{w.slug}/trail", allowed=OWNER),
]
