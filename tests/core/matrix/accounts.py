"""Signing in, one's account, and the owner's pages."""

import uuid

from accounts import keys, operations, sessions
from accounts.enums import Role
from accounts.models import ApiToken, UserSession
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, SIGNED_IN, Who, World, thing

OWNER = frozenset({Who.OWNER})


@thing
def welcome_token(world: World) -> str:
    return operations.create_welcome_link(world.people[Who.READER])


@thing
def session_elsewhere(world: World) -> UserSession:
    reader = world.people[Who.READER]
    before = {one.id for one in sessions.sessions_of(reader)}
    sessions.begin(reader, user_agent="")
    [made] = [one for one in sessions.sessions_of(reader) if one.id not in before]
    return made


@thing
def offer(world: World) -> uuid.UUID:
    peer = world.people[Who.PEER]
    operations.grant_role(world.elsewhere, peer, Role.READER, actor=None, offered_to="Somebody")
    return world.elsewhere.id


@thing
def key(world: World) -> ApiToken:
    return keys.create_token(world.organisation, name="Dashboard", actor=None)[0]


def _owner_page(endpoint: str, path: str, *methods: str, data: dict[str, str] | None = None):
    return [
        Rows(
            endpoint=f"accounts_owner.{endpoint}",
            method=method,
            path=lambda w: path.format(w=w, reader=w.people[Who.READER].id),
            data=(lambda w: data or {}) if method == "POST" else None,
            allowed=OWNER,
        )
        for method in methods
    ]


ROWS = [
    Rows(
        endpoint="security.login",
        path=lambda w: "/sign-in",
        allowed=EVERYBODY,
        answers=frozenset({200, 302}),
    ),
    Rows(
        endpoint="security.login",
        method="POST",
        path=lambda w: "/sign-in",
        data=lambda w: {"email": "nobody@example.org", "password": "not this one either"},
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="security.logout",
        method="POST",
        path=lambda w: "/sign-out",
        allowed=EVERYBODY,
    ),
    *page(
        "accounts_links.ask_for_password",
        lambda w: "/forgotten-password",
        EVERYBODY,
        data=lambda w: {"email": "nobody@example.org"},
    ),
    *page(
        "accounts_links.ask_to_sign_in",
        lambda w: "/sign-in/link",
        EVERYBODY,
        data=lambda w: {"email": "nobody@example.org"},
    ),
    *page(
        "accounts_links.choose_password",
        lambda w: "/forgotten-password/no-such-token",
        EVERYBODY,
        data=lambda w: {"password": "lyng klit strand sol"},
        answers=frozenset({410}),
    ),
    *page(
        "accounts_links.sign_in",
        lambda w: "/sign-in/link/no-such-token",
        EVERYBODY,
        answers=frozenset({410}),
    ),
    *page(
        "security.verify",
        lambda w: "/account/confirmation",
        SIGNED_IN,
        answers=frozenset({200}),
    ),
    *page(
        "accounts_person.change_email",
        lambda w: "/account/email",
        SIGNED_IN,
        data=lambda w: {"email": "another@example.org"},
    ),
    *page(
        "accounts_person.confirm_email",
        lambda w: "/account/email/no-such-token",
        SIGNED_IN,
        answers=frozenset({410}),
    ),
    Rows(
        endpoint="accounts_person.end_session",
        method="POST",
        path=lambda w: f"/account/sessions/{w.session_elsewhere.id}",
        allowed=frozenset({Who.READER}),
        says=dict.fromkeys(SIGNED_IN - {Who.READER}, 404),
    ),
    Rows(
        endpoint="accounts_person.end_other_sessions",
        method="POST",
        path=lambda w: "/account/sessions",
        allowed=SIGNED_IN,
    ),
    *(
        Rows(
            endpoint="security.change_password",
            method=method,
            path=lambda w: "/account/password",
            allowed=SIGNED_IN,
            answers=frozenset({200}),
        )
        for method in ("GET", "POST")
    ),
    *(
        Rows(
            endpoint="accounts_person.show_account",
            method=method,
            path=lambda w: "/account",
            data=(lambda w: {"name": "Kim Holm", "locale": "da"}) if method == "POST" else None,
            allowed=SIGNED_IN,
        )
        for method in ("GET", "POST")
    ),
    *(
        Rows(
            endpoint="accounts_public.show_welcome",
            method=method,
            path=lambda w: f"/welcome/{w.welcome_token}",
            data=(lambda w: {"name": "Kim", "password": "kort"}) if method == "POST" else None,
            allowed=EVERYBODY,
            answers=frozenset({200}),
        )
        for method in ("GET", "POST")
    ),
    *_owner_page("show_people", "/o/{w.slug}/people", "GET"),
    *_owner_page("add_person", "/o/{w.slug}/people/new", "GET", "POST"),
    *_owner_page("edit_person", "/o/{w.slug}/people/{reader}", "GET", "POST"),
    *_owner_page("send_link", "/o/{w.slug}/people/{reader}/link", "POST"),
    *_owner_page("remove_person", "/o/{w.slug}/people/{reader}/removal", "GET", "POST"),
    *(
        Rows(
            endpoint=f"accounts_offers.{answer}",
            method="POST",
            path=lambda w, end=end: f"/account/offers/{w.offer}{end}",
            allowed=frozenset({Who.PEER}),
            says=dict.fromkeys(SIGNED_IN - {Who.PEER}, 404),
        )
        for answer, end in (("accept", ""), ("refuse", "/refusal"))
    ),
    Rows(
        endpoint="accounts_keys.list_keys",
        path=lambda w: f"/o/{w.slug}/settings/keys",
        allowed=OWNER,
    ),
    *page(
        "accounts_keys.add_key",
        lambda w: f"/o/{w.slug}/settings/keys/new",
        OWNER,
        data=lambda w: {"name": "Dashboard", "scope": "read_results", "days": "30"},
    ),
    Rows(
        endpoint="accounts_keys.withdraw_key",
        method="POST",
        path=lambda w: f"/o/{w.slug}/settings/keys/{w.key.id}/withdrawal",
        allowed=OWNER,
    ),
]
