"""The WebAuthn ceremonies: what the browser is asked for, and whether its answer is true.

Every passkey must show that its holder is there and is the holder (a finger, a face, a PIN), so
one passkey is two factors. The site's name comes from the settings, never from the request.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from types import ModuleType
from typing import Any, cast
from urllib.parse import urlsplit

from flask import session

from accounts.factors.errors import PasskeyRefused
from accounts.factors.models import Passkey
from accounts.models import User
from core.settings import current_settings

SITE_NAME = "Tillid"
KEY = "passkey_challenge"
SECONDS = 5 * 60
LONGEST_ANSWER = 20_000
REGISTER, SIGN_IN, SECOND_STEP, CONFIRM = "register", "sign-in", "second-step", "confirm"


@dataclass(frozen=True)
class NewKey:
    """The half of a passkey that we keep."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]


@dataclass(frozen=True)
class Challenge:
    """What the browser has to sign, and when it was asked to."""

    text: bytes
    issued_at: datetime
    purpose: str


def _library() -> ModuleType:
    """Return py_webauthn: a tenth of a second at start, for what many processes never need."""
    import webauthn  # noqa: PLC0415 -- see above

    return webauthn


def _site() -> str:
    return urlsplit(current_settings().base_url).hostname or ""


def _origin() -> str:
    parts = urlsplit(current_settings().base_url)
    return f"{parts.scheme}://{parts.netloc}"


def are_possible() -> bool:
    """Say whether browsers allow passkeys at this address: it must have a name, not only digits."""
    try:
        ip_address(_site())
    except ValueError:
        return True
    return False


def registration_options(user: User, known: list[Passkey]) -> str:
    """Return, as JSON, what the browser needs to make a passkey; its answer is awaited."""
    library = _library()
    structs = library.helpers.structs
    options = library.generate_registration_options(
        rp_id=_site(),
        rp_name=SITE_NAME,
        user_id=user.id.bytes,
        user_name=user.email,
        user_display_name=user.name,
        exclude_credentials=_descriptors(known),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    _await(options.challenge, REGISTER)
    return cast(str, library.options_to_json(options))


def authentication_options(purpose: str, known: list[Passkey]) -> str:
    """Return, as JSON, what the browser needs to use a passkey: one of ``known``, or any."""
    library = _library()
    options = library.generate_authentication_options(
        rp_id=_site(),
        allow_credentials=_descriptors(known),
        user_verification=library.helpers.structs.UserVerificationRequirement.REQUIRED,
    )
    _await(options.challenge, purpose)
    return cast(str, library.options_to_json(options))


def _descriptors(known: list[Passkey]) -> list[Any]:
    structs = _library().helpers.structs
    return [structs.PublicKeyCredentialDescriptor(id=key.credential_id) for key in known]


def _await(challenge: bytes, purpose: str) -> None:
    session[KEY] = {"text": challenge.hex(), "at": time.time(), "for": purpose}


def take_challenge(*purposes: str) -> Challenge:
    """Return the challenge this browser was given, once. Raises PasskeyRefused without one."""
    kept = session.pop(KEY, None)
    if not isinstance(kept, dict) or kept["for"] not in purposes:
        raise PasskeyRefused
    if time.time() - kept["at"] > SECONDS:
        raise PasskeyRefused
    issued_at = datetime.fromtimestamp(kept["at"], UTC)
    return Challenge(bytes.fromhex(kept["text"]), issued_at, kept["for"])


def new_key(answer: str, challenge: Challenge) -> NewKey:
    """Return the passkey that the browser made. Raises PasskeyRefused for any other answer."""
    library = _library()
    credential = _parsed(answer, library.helpers.parse_registration_credential_json)
    try:
        verified = library.verify_registration_response(
            credential=credential,
            expected_challenge=challenge.text,
            expected_origin=_origin(),
            expected_rp_id=_site(),
            require_user_verification=True,
        )
    except library.helpers.exceptions.WebAuthnException as error:
        raise PasskeyRefused from error
    return NewKey(
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        transports=tuple(t.value for t in credential.response.transports or ()),
    )


def credential_id_of(answer: str) -> bytes:
    """Return which passkey an answer says it is from; nothing about it is proved yet."""
    credential = _parsed(answer, _library().helpers.parse_authentication_credential_json)
    return cast(bytes, credential.raw_id)


def new_sign_count(answer: str, passkey: Passkey, challenge: Challenge) -> int:
    """Return the passkey's new count if it gave this answer. Raises PasskeyRefused if not."""
    library = _library()
    credential = _parsed(answer, library.helpers.parse_authentication_credential_json)
    holder = credential.response.user_handle
    if holder is not None and holder != passkey.user_id.bytes:
        raise PasskeyRefused
    try:
        verified = library.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge.text,
            expected_origin=_origin(),
            expected_rp_id=_site(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except library.helpers.exceptions.WebAuthnException as error:
        raise PasskeyRefused from error
    return cast(int, verified.new_sign_count)


def _parsed(answer: str, parse: Any) -> Any:
    """Read what the browser sent; anything may stand in it."""
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        return parse(answer)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PasskeyRefused from error
    except _library().helpers.exceptions.WebAuthnException as error:
        raise PasskeyRefused from error
