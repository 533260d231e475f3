"""The link with which somebody takes back that they may be asked again; it is in every mail.

It is made anew for each mail and never ends, so nothing of it is kept.
"""

import uuid

from itsdangerous import BadSignature, URLSafeSerializer

from ambassadors.seasons.models import Alumnus
from core.tokens import signing_keys


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(signing_keys(), salt="alumnus")


def token_of(alumnus: Alumnus) -> str:
    """Return what stands in an alumnus's links."""
    token = _serializer().dumps(alumnus.id.hex)
    return token if isinstance(token, str) else token.decode()


def id_in(token: str) -> uuid.UUID | None:
    """Return whom a link is about; None for one we have not made."""
    try:
        return uuid.UUID(_serializer().loads(token))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None
