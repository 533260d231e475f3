"""The second step at sign-in, and signing in elsewhere."""

import uuid

from accounts.external.models import ExternalIdentity
from accounts.factors.models import Passkey
from core.db import db
from tests.core.matrix.accounts import OWNER
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, SIGNED_IN, Who, World, thing

BACK = frozenset({302})
# Without a first step, whoever comes is sent back to it.
NOBODY_YET = {"allowed": frozenset(), "says": dict.fromkeys(Who, 302)}
HERE = "/account/second-step"
MINE = frozenset({Who.OWNER})
NOT_MINE = dict.fromkeys(SIGNED_IN - MINE, 404)


@thing
def passkey(world: World) -> Passkey:
    made = Passkey(
        user_id=world.people[Who.OWNER].id,
        name="Phone",
        credential_id=uuid.uuid4().bytes,
        public_key=b"1",
    )
    db.session.add(made)
    return made


@thing
def external_identity(world: World) -> ExternalIdentity:
    made = ExternalIdentity(
        user_id=world.people[Who.OWNER].id, issuer="https://wayf.example", subject=uuid.uuid4().hex
    )
    db.session.add(made)
    return made


def own_page(endpoint: str, path: str) -> list[Rows]:
    return page(f"factors_person.{endpoint}", lambda w: HERE + path, SIGNED_IN)


ROWS = [
    *(
        Rows(
            endpoint=f"factors_public.{endpoint}",
            method=method,
            path=lambda w, path=path: path,
            **NOBODY_YET,
        )
        for endpoint, path in (
            ("take_second_step", "/sign-in/second-step"),
            ("use_recovery_code", "/sign-in/recovery-code"),
        )
        for method in ("GET", "POST")
    ),
    Rows(
        endpoint="factors_public.ask_for_passkey",
        method="POST",
        path=lambda w: "/sign-in/passkey/options",
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="factors_public.use_passkey",
        method="POST",
        path=lambda w: "/sign-in/passkey",
        data=lambda w: {"credential": "{}"},
        **NOBODY_YET,
    ),
    Rows(endpoint="factors_person.show_second_step", path=lambda w: HERE, allowed=SIGNED_IN),
    *own_page("set_up_app", "/app"),
    *own_page("add_passkey", "/passkeys/new"),
    *(
        Rows(
            endpoint="factors_person.make_recovery_codes",
            method=method,
            path=lambda w: f"{HERE}/recovery-codes",
            allowed=SIGNED_IN,
            answers=BACK,
        )
        for method in ("GET", "POST")
    ),
    *(
        Rows(
            endpoint=f"factors_person.{endpoint}",
            method="POST",
            path=lambda w, path=path: HERE + path,
            allowed=SIGNED_IN,
        )
        for endpoint, path in (
            ("ask_for_new_passkey", "/passkeys/options"),
            ("ask_to_confirm", "/confirmation/options"),
            ("confirm", "/confirmation"),
            ("remove_app", "/app/removal"),
        )
    ),
    Rows(
        endpoint="factors_person.remove_passkey",
        method="POST",
        path=lambda w: f"{HERE}/passkeys/{w.passkey.id}/removal",
        allowed=MINE,
        says=NOT_MINE,
    ),
    Rows(
        endpoint="factors_owner.reset_second_step",
        method="POST",
        path=lambda w: f"/o/{w.slug}/people/{w.people[Who.READER].id}/second-step",
        allowed=OWNER,
    ),
    Rows(
        endpoint="external_person.list_connections",
        path=lambda w: "/account/connections",
        allowed=SIGNED_IN,
    ),
    *(
        Rows(
            endpoint="external_person.offer",
            method=method,
            path=lambda w: "/account/connections/new",
            allowed=SIGNED_IN,
            answers=BACK,
        )
        for method in ("GET", "POST")
    ),
    Rows(
        endpoint="external_person.disconnect",
        method="POST",
        path=lambda w: f"/account/connections/{w.external_identity.id}/removal",
        allowed=MINE,
        says=NOT_MINE,
    ),
    # No provider is known here: the tests of sign-in elsewhere bring their own.
    Rows(
        endpoint="external_person.connect",
        path=lambda w: "/account/connections/wayf/new",
        allowed=SIGNED_IN,
        answers=frozenset({404}),
    ),
    *(
        Rows(
            endpoint=f"external_public.{endpoint}",
            method=method,
            path=lambda w, path=path: f"/sign-in/with/wayf{path}",
            allowed=EVERYBODY,
            answers=frozenset({404}),
        )
        for endpoint, method, path in (
            ("go", "GET", ""),
            ("come_back", "GET", "/answer"),
            ("arrive", "POST", "/answer"),
        )
    ),
    Rows(
        endpoint="external_public.show_stranger",
        path=lambda w: "/sign-in/with/wayf/unknown",
        **NOBODY_YET,
    ),
]
