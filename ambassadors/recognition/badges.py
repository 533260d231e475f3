"""Open Badges 3.0: a diploma as a signed credential, and the documents it is verified with.

A badge is signed when its holder fetches it, with what the diploma says; nothing signed is kept
here. It names nobody: it carries the salted hash of the holder's address, so that only who knows
the address can tell that it is theirs. The library is imported only where a badge is made.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from accounts.models import Organisation
from ambassadors.recognition import status_lists
from ambassadors.recognition.keys import PublicKey, public_half, public_keys, signing_key
from ambassadors.recognition.models import Diploma
from core.db import utcnow
from core.languages import language, localised

ALGORITHM = "EdDSA"
# What a place in a status list tells.
PURPOSE = "revocation"
LIST_HOLDS = timedelta(days=7)


@dataclass(frozen=True)
class Addresses:
    """Where a badge and its issuer can be found, all on our own host."""

    badge: str
    picture: str
    issuer: str
    key: str
    status: str


def issuer_id(issuer_address: str) -> str:
    """Return the issuer's name for machines: a did:web, which needs https, else the address."""
    from openbadgeslib.ob3 import did_web_from_url  # noqa: PLC0415 -- takes a third of a second

    if not issuer_address.startswith("https://"):
        return issuer_address
    return did_web_from_url(issuer_address)


def issuer_document(organisation: Organisation, address: str, key: str) -> dict[str, Any]:
    """Return who issues an organisation's badges, for machines."""
    return {
        "@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "id": issuer_id(address),
        "type": ["Profile"],
        "name": organisation.name,
        "url": address,
        "publicKey": key,
    }


def did_document(address: str, folder: Path) -> dict[str, Any]:
    """Return the keys to verify an issuer's badges with, today's first."""
    from openbadgeslib.keys import public_jwk_from_pem  # noqa: PLC0415 -- as above
    from openbadgeslib.ob3 import build_did_document  # noqa: PLC0415 -- as above

    keys = [(key.name, public_jwk_from_pem(key.pem)) for key in public_keys(folder)]
    return build_did_document(issuer_id(address), keys)


def bake(diploma: Diploma, drawing: bytes, addresses: Addresses, folder: Path) -> bytes:
    """Return the badge's picture with the signed credential in it."""
    from openbadgeslib import baking  # noqa: PLC0415 -- as above

    baked: bytes = baking.bake_svg(
        drawing,
        sign(diploma, addresses, folder),
        element=baking.SVG_ELEMENT_OB3,
        namespace=baking.SVG_NS_OB3,
    )
    return baked


def sign(diploma: Diploma, addresses: Addresses, folder: Path) -> str:
    """Return a diploma as a signed credential (JWT), which names the key it was signed with."""
    issuer = issuer_id(addresses.issuer)
    token: str = _signer(issuer, folder).sign(_credential(diploma, addresses, issuer))
    return token


def status_list(address: str, issuer_address: str, withdrawn: list[int], folder: Path) -> str:
    """Return a signed list of which badges are withdrawn (Bitstring Status List v1.0, JWT).

    It is over after some days, so that nobody can show an old one for long.
    """
    from openbadgeslib.ob3.status_list import (  # noqa: PLC0415 -- as above
        build_status_list_credential,
    )

    issuer, now = issuer_id(issuer_address), utcnow()
    listed = build_status_list_credential(
        issuer, address, PURPOSE, withdrawn, issued=now, valid_until=now + LIST_HOLDS
    )
    claims = {"iss": issuer, "jti": address, "nbf": int(now.timestamp())}
    token: str = _signer(issuer, folder).sign_payload({**listed, **claims})
    return token


def _signer(issuer: str, folder: Path) -> Any:
    from openbadgeslib.ob3 import OB3Signer  # noqa: PLC0415 -- as above

    private = signing_key(folder)
    key: PublicKey = public_half(private)

    class Signer(OB3Signer):
        """Names the key, so that a badge still verifies when another key signs."""

        def sign_payload(self, payload: dict[str, Any]) -> str:
            import jwt  # noqa: PLC0415 -- comes with the library

            headers = {"jwk": self._public_jwk(), "kid": f"{issuer}#{key.name}"}
            return jwt.encode(payload, self.privkey_pem, algorithm=ALGORITHM, headers=headers)

    return Signer(privkey_pem=private, algorithm=ALGORITHM)


def _credential(diploma: Diploma, addresses: Addresses, issuer: str) -> Any:
    from openbadgeslib.ob3 import (  # noqa: PLC0415 -- as above
        Achievement,
        IdentityObject,
        Issuer,
        OpenBadgeCredential,
    )

    cohort, user = diploma.ambassador.cohort, diploma.ambassador.user
    name = title_of(diploma)
    return OpenBadgeCredential(
        id=addresses.badge,
        issuer=Issuer(id=issuer, name=cohort.organisation.name, url=addresses.issuer),
        recipient_id=None,
        identifiers=[IdentityObject.create(user.email, salt=_salt(diploma))],
        achievement=Achievement(
            id=f"{addresses.issuer}#{cohort.id}",
            name=name,
            description=_(
                "%(name)s at %(organisation)s.", name=name, organisation=cohort.organisation.name
            ),
            criteria_narrative=criteria_of(diploma),
            achievement_type="Certificate",
            image_url=addresses.picture,
        ),
        name=name,
        issuance_date=diploma.issued_at,
        evidence_url=addresses.badge,
        credential_status=[_status_entry(diploma, addresses.status)],
    )


def _salt(diploma: Diploma) -> str:
    return hashlib.sha256(f"badge {diploma.id}".encode()).hexdigest()[:32]


def _status_entry(diploma: Diploma, address: str) -> dict[str, Any]:
    """Return where a verifier looks whether a badge is withdrawn."""
    from openbadgeslib.ob3.status_list import status_entry  # noqa: PLC0415 -- as above

    entry: dict[str, Any] = status_entry(address, PURPOSE, diploma.status_index % status_lists.SIZE)
    return entry


def title_of(diploma: Diploma) -> str:
    """Return what a diploma is called: "Studieambassadør, Holstebro E26"."""
    cohort = diploma.ambassador.cohort
    word = localised(cohort, "ambassador_word")
    return f"{word[:1].upper()}{word[1:]}, {cohort.name}"


def learned(diploma: Diploma) -> list[str]:
    """Return the modules behind a diploma in the language in use."""
    titles = diploma.learned.get(language()) or diploma.learned.get("da") or []
    return [str(title) for title in titles]


def criteria_of(diploma: Diploma) -> str:
    """Return what the holder has done to get it, in one sentence."""
    if modules := learned(diploma):
        passed = ", ".join(modules)
        return str(_("Has taken part in a season and passed: %(modules)s.", modules=passed))
    return str(_("Has taken part in a season."))
