"""What a second step holds about its person."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from accounts.factors.models import Passkey, RecoveryCode, SecondStep
from core.db import db
from core.personal_data import Held, Person, Words, register


def tell(person: Person) -> Iterable[Held]:
    """Tell what guards the account, without anything that opens it."""
    yield Held(_l("Codes from an app"), _told_steps(person))
    yield Held(_l("Passkeys"), _told_passkeys(person))
    codes = select(RecoveryCode).where(RecoveryCode.user_id == person.user_id)
    yield Held(
        _l("Recovery codes"),
        [
            {_l("Made"): code.created_at, _l("Used"): code.used_at}
            for code in db.session.scalars(codes.order_by(RecoveryCode.created_at, RecoveryCode.id))
        ],
    )


def _told_steps(person: Person) -> list[dict[Words, Any]]:
    steps = select(SecondStep).where(SecondStep.user_id == person.user_id)
    return [
        {
            _l("Since"): step.created_at,
            _l("In use"): step.app_secret is not None,
            _l("Wrong codes lately"): step.wrong_codes,
            _l("No code is read until"): step.stopped_until,
        }
        for step in db.session.scalars(steps.order_by(SecondStep.id))
    ]


def _told_passkeys(person: Person) -> list[dict[Words, Any]]:
    keys = select(Passkey).where(Passkey.user_id == person.user_id)
    return [
        {
            _l("Name"): key.name,
            _l("Added"): key.created_at,
            _l("Last used"): key.last_used_at,
            _l("Used so often"): key.sign_count,
            _l("Kind of connection"): key.transports,
        }
        for key in db.session.scalars(keys.order_by(Passkey.created_at, Passkey.id))
    ]


def erase(person: Person) -> None:
    """Delete it with the account."""
    if person.account:
        for table in (Passkey, RecoveryCode, SecondStep):
            db.session.execute(delete(table).where(table.user_id == person.user_id))


register(
    "second-step",
    title=_l("Your second step at sign-in"),
    tables=[Passkey, RecoveryCode, SecondStep],
    tell=tell,
    erase=erase,
    untold=[
        "passkey.credential_id",
        "passkey.public_key",
        "recovery_code.code_hash",
        "second_step.app_secret",
        "second_step.last_counter",
    ],
)
