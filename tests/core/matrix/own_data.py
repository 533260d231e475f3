"""One's own data: whoever is signed in, and only ever their own."""

from datetime import timedelta

from ambassadors.own_data.enums import CopyState
from ambassadors.own_data.models import DataCopy, ErasureRequest
from core import storage
from core.db import db, utcnow
from core.tokens import hash_token
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, SIGNED_IN, Who, World, thing

DATA = "own_data."
ONLY_HERS = frozenset({Who.AMBASSADOR})
TOKEN = "a-link-in-her-mail"
NOT_THEIRS = dict.fromkeys(SIGNED_IN - ONLY_HERS, 410)


@thing
def data_copy(world: World) -> DataCopy:
    """A zip of the ambassador's data."""
    key = f"copies/{world.ambassador.id.hex}.zip"
    storage.save(key, b"PK", mimetype="application/zip")
    copy = DataCopy(
        user_id=world.ambassador.user_id,
        state=CopyState.READY,
        locale="da",
        storage_key=key,
        ready_at=utcnow(),
        expires_at=utcnow() + timedelta(days=7),
    )
    db.session.add(copy)
    return copy


@thing
def erasure_link(world: World) -> str:
    """The link in the ambassador's mail."""
    db.session.add(
        ErasureRequest(
            user_id=world.ambassador.user_id,
            token_hash=hash_token(TOKEN + str(world.ambassador.id)),
            expires_at=utcnow() + timedelta(hours=1),
        )
    )
    return TOKEN + str(world.ambassador.id)


ROWS = [
    Rows(endpoint=DATA + "show_data", path=lambda w: "/my/data", allowed=SIGNED_IN),
    Rows(
        endpoint=DATA + "ask_for_copy",
        method="POST",
        path=lambda w: "/my/data/copies",
        allowed=SIGNED_IN,
    ),
    Rows(
        endpoint=DATA + "show_progress",
        path=lambda w: "/my/data/progress",
        allowed=SIGNED_IN,
        answers=frozenset({200, 302}),
    ),
    Rows(
        endpoint=DATA + "download_copy",
        path=lambda w: f"/my/data/copies/{w.data_copy.id}",
        allowed=ONLY_HERS,
        refused=404,
    ),
    *page(DATA + "ask_for_erasure", lambda w: "/my/data/erasure", SIGNED_IN),
    *page(
        DATA + "confirm_by_password",
        lambda w: "/my/data/erasure/password",
        SIGNED_IN,
        answers=frozenset({200, 302}),
    ),
    *page(
        DATA + "confirm_by_link",
        lambda w: f"/my/data/erasure/links/{w.erasure_link}",
        ONLY_HERS,
        says=NOT_THEIRS,
        answers=frozenset({200, 302}),
        foreign=frozenset({410}),
    ),
    Rows(endpoint="erased.show_erased", path=lambda w: "/erased", allowed=EVERYBODY),
]
