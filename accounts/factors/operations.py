"""Writes about second steps: set up, used, taken away. Callers commit."""

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from accounts import audit, own_acts, second_step
from accounts.factors import ceremony, codes, limits
from accounts.factors import queries as factors
from accounts.factors.ceremony import Challenge, NewKey
from accounts.factors.errors import (
    CodeRefused,
    CodesStopped,
    LastFactorRequired,
    PasskeyKnown,
    PasskeyNameTaken,
    PasskeyRefused,
    SecondStepShared,
    TooManyPasskeys,
)
from accounts.factors.models import Passkey, RecoveryCode, SecondStep
from accounts.models import Organisation, User
from core.db import db, utcnow


def add_app(user: User, *, secret: str, code: str) -> None:
    """Let codes from an app be a person's second step, once one has come from it.

    Replaces an earlier app. Raises CodeRefused when the code is not from this app.
    """
    counter = codes.counter_of(code, secret, after=None)
    if counter is None:
        raise CodeRefused
    step = _step_of(user)
    step.app_secret, step.last_counter, step.wrong_codes = secret, counter, 0
    _begin(user)
    own_acts.record(user, "second_step_app_added")


def remove_app(user: User) -> None:
    """Let codes from the app be worth nothing. Raises LastFactorRequired."""
    if not factors.passkeys_of(user):
        _end(user)
    elif step := factors.find_second_step(user):
        step.app_secret = step.last_counter = None
    own_acts.record(user, "second_step_app_removed")


def add_passkey(user: User, *, name: str, key: NewKey) -> Passkey:
    """Add a passkey that was just made.

    Raises PasskeyNameTaken, PasskeyKnown and TooManyPasskeys.
    """
    known = factors.passkeys_of(user)
    if len(known) >= limits.MOST_PASSKEYS:
        raise TooManyPasskeys(limits.MOST_PASSKEYS)
    if any(passkey.name.casefold() == name.casefold() for passkey in known):
        raise PasskeyNameTaken
    passkey = Passkey(
        user_id=user.id,
        name=name,
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        transports=list(key.transports),
    )
    db.session.add(passkey)
    try:
        db.session.flush()  # a passkey belongs to one person; the constraint decides
    except IntegrityError as error:
        raise PasskeyKnown from error
    _step_of(user)
    _begin(user)
    own_acts.record(user, "passkey_added")
    return passkey


def remove_passkey(passkey: Passkey) -> None:
    """Let a passkey open nothing any more. Raises LastFactorRequired."""
    user = passkey.user
    if len(factors.passkeys_of(user)) == 1 and not factors.has_app(user):
        _end(user)
    db.session.delete(passkey)
    own_acts.record(user, "passkey_removed")


def use_passkey(answer: str, challenge: Challenge, *, only: User | None = None) -> User:
    """Return who showed a passkey: anybody, or ``only`` this person. Raises PasskeyRefused.

    An answer counts once: its challenge must be younger than the passkey's last use.
    """
    passkey = factors.find_passkey(ceremony.credential_id_of(answer))
    if passkey is None or (only is not None and passkey.user_id != only.id):
        raise PasskeyRefused
    if not passkey.user.active:
        raise PasskeyRefused
    count = ceremony.new_sign_count(answer, passkey, challenge)
    unused = Passkey.last_used_at.is_(None) | (Passkey.last_used_at < challenge.issued_at)
    used = db.session.scalar(
        update(Passkey)
        .where(Passkey.id == passkey.id, unused)
        .values(sign_count=count, last_used_at=utcnow())
        .returning(Passkey.id)
    )
    if used is None:
        raise PasskeyRefused
    return passkey.user


def renew_recovery_codes(user: User) -> list[str]:
    """Return new recovery codes; the old ones are worth nothing. Only their hashes stay."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    fresh = codes.new_recovery_codes()
    for code in fresh:
        hashed = codes.hash_recovery_code(user, code)
        db.session.add(RecoveryCode(user_id=user.id, code_hash=hashed))
    own_acts.record(user, "recovery_codes_made")
    return fresh


def use_app_code(user: User, code: str) -> bool:
    """Use a code from the app up, and say whether it was right. Raises CodesStopped."""
    step = _take_a_try(user)
    if step.app_secret is None:
        return False
    counter = codes.counter_of(code, step.app_secret, after=step.last_counter)
    if counter is None:
        return False
    step.last_counter, step.app_secret = counter, codes.renewed(step.app_secret)
    _forgive(step)
    return True


def use_recovery_code(user: User, code: str) -> bool:
    """Use a recovery code up, and say whether it was right. Raises CodesStopped."""
    step = _take_a_try(user)
    used = db.session.scalar(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash.in_(codes.hashes_of(user, code)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=utcnow())
        .returning(RecoveryCode.id)
    )
    if used is None:
        return False
    _forgive(step)
    own_acts.record(user, "recovery_code_used")
    return True


def _take_a_try(user: User) -> SecondStep:
    """Count one try before it is looked at, one after the other. Raises CodesStopped.

    The row stays locked until the commit, so parallel tries count like others.
    """
    now = utcnow()
    _step_of(user)
    row = SecondStep.user_id == user.id
    db.session.execute(
        update(SecondStep)
        .where(row, SecondStep.stopped_until <= now)
        .values(wrong_codes=0, stopped_until=None)
    )
    db.session.execute(
        update(SecondStep)
        .where(row, SecondStep.stopped_until.is_(None))
        .values(wrong_codes=SecondStep.wrong_codes + 1)
    )
    step = _step_of(user)
    db.session.refresh(step)
    if step.stopped_until is not None:
        raise CodesStopped(step.stopped_until)
    if step.wrong_codes >= limits.WRONG_CODES:
        step.stopped_until = now + limits.STOPPED_FOR
        own_acts.record(user, "second_step_stopped", by_themselves=False)
    return step


def _forgive(step: SecondStep) -> None:
    step.wrong_codes, step.stopped_until = 0, None


def has_stopped(user: User) -> bool:
    """Say whether codes of this person are not read for a while."""
    step = factors.find_second_step(user)
    return step is not None and step.stopped_until is not None


def reset(user: User, *, organisation: Organisation, actor: User) -> None:
    """Take a colleague's lost second step away; they set a new one up at the next sign-in.

    Raises SecondStepShared for somebody who has roles elsewhere too.
    """
    if factors.has_roles_elsewhere(user, organisation.id):
        raise SecondStepShared
    _forget(user)
    audit.record(organisation, actor=actor, action="second_step_reset", subject=user)


def reset_by_command(user: User) -> None:
    """Take anybody's lost second step away, for those who run the installation."""
    _forget(user)
    own_acts.record(user, "second_step_reset", by_themselves=False)


def _step_of(user: User) -> SecondStep:
    step = factors.find_second_step(user)
    if step is None:
        step = SecondStep(user_id=user.id)
        db.session.add(step)
        db.session.flush()  # so that it can be counted up
    return step


def _begin(user: User) -> None:
    user.second_step_since = user.second_step_since or utcnow()


def _end(user: User) -> None:
    """Leave a person without a second step, unless they must have one."""
    if second_step.is_required(user):
        raise LastFactorRequired
    for table in (RecoveryCode, SecondStep):
        db.session.execute(delete(table).where(table.user_id == user.id))
    user.second_step_since = None


def _forget(user: User) -> None:
    for table in (RecoveryCode, SecondStep, Passkey):
        db.session.execute(delete(table).where(table.user_id == user.id))
    user.second_step_since = None
