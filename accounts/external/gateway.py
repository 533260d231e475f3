"""The gateway to OpenID Connect providers: there with state, nonce and PKCE, back with proof.

Nothing is asked of a provider before somebody wants to go there. What it says is believed only
when it is signed with one of its published keys, for us, for this browser, and just now.
"""

import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from flask import current_app

from accounts.external import asking
from accounts.external.errors import AnswerRefused, ProviderAway
from core import outgoing
from core.settings import current_settings
from core.sign_in_providers import SignInProvider

KNOWN_FOR_SECONDS = 60 * 60
CLOCKS_DIFFER = 60
LONGEST_SUBJECT = 255
# Only keys that the provider alone has: never "none", never our shared secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]


@dataclass(frozen=True)
class Departure:
    """What this browser must bring back; kept in its session while it is away."""

    address: str
    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        """Return what to keep, as the session can hold it."""
        return {name: text for name, text in asdict(self).items() if name != "address"}


@dataclass(frozen=True)
class Identity:
    """Who somebody is at a provider. ``label`` is only to be read, never to be looked up by."""

    issuer: str
    subject: str
    label: str = ""
    # The provider, which is trusted in this, says that it asked for more than a password.
    took_second_step: bool = False


class Provider(Protocol):
    """Somewhere else where people sign in."""

    def depart(self, return_to: str) -> Departure:
        """Return where to send the browser. Raises ProviderAway."""

    def arrive(
        self, answer: Mapping[str, str], kept: Mapping[str, str], return_to: str
    ) -> Identity:
        """Return who came back. Raises ProviderAway and AnswerRefused."""


class NullProvider:
    """Takes everybody for the same person, without any network."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity

    def depart(self, return_to: str) -> Departure:
        """Send the browser straight back."""
        return Departure(f"{return_to}?state=s&code=c", "s", "n", "v")

    def arrive(
        self, answer: Mapping[str, str], kept: Mapping[str, str], return_to: str
    ) -> Identity:
        """Return the one person, if the browser brings its state back."""
        if answer.get("state") != kept["state"]:
            raise AnswerRefused(self.identity.issuer)
        return self.identity


class OpenIdProvider:
    """A provider from the settings."""

    def __init__(self, settings: SignInProvider, name: str) -> None:
        self.settings, self.name = settings, name

    def depart(self, return_to: str) -> Departure:
        """Return where to send the browser, with state, nonce and a PKCE challenge."""
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        with self._client(return_to) as client:
            address, state = client.create_authorization_url(
                self._metadata()["authorization_endpoint"], nonce=nonce, code_verifier=verifier
            )
        return Departure(address, state, nonce, verifier)

    def arrive(
        self, answer: Mapping[str, str], kept: Mapping[str, str], return_to: str
    ) -> Identity:
        """Exchange the code for a signed token, and return whom it names."""
        state, issuer = answer.get("state", ""), answer.get("iss") or self.settings.issuer
        if not hmac.compare_digest(state.encode(), kept["state"].encode()):
            raise AnswerRefused(self.name)
        if issuer != self.settings.issuer or not answer.get("code"):
            raise AnswerRefused(self.name)
        token = self._exchange(answer["code"], kept["verifier"], return_to)
        claims = self._claims(token, kept["nonce"])
        label = next(
            (claims[k] for k in ("email", "preferred_username", "name") if k in claims), ""
        )
        methods = claims.get("amr")
        return Identity(
            self.settings.issuer,
            str(claims["sub"]),
            str(label)[:120],
            self.settings.trusts_mfa and isinstance(methods, list) and "mfa" in methods,
        )

    def _exchange(self, code: str, verifier: str, return_to: str) -> dict[str, Any]:
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 -- see _client
        from requests import RequestException  # noqa: PLC0415 -- see _client

        endpoint = self._metadata()["token_endpoint"]
        with self._client(return_to) as client:
            try:
                return dict(client.fetch_token(endpoint, code=code, code_verifier=verifier))
            except (AuthlibBaseError, ValueError, KeyError, TypeError, RecursionError) as error:
                raise AnswerRefused(self.name) from error
            except RequestException as error:
                raise ProviderAway(self.name) from error

    def _claims(self, token: dict[str, Any], nonce: str) -> Mapping[str, Any]:
        """Return what the token says, once its signature, sender, receiver, nonce and time hold."""
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 -- see _client
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 -- see _client
        from joserfc.errors import JoseError  # noqa: PLC0415 -- see _client

        options = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "sub": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        }
        about = {
            "nonce": nonce,
            "client_id": self.settings.client_id,
            "access_token": token.get("access_token", ""),
        }
        try:
            signed = self._decoded(str(token.get("id_token", "")))
            claims = CodeIDToken(signed.claims, signed.header, options, about)
            claims.validate(leeway=CLOCKS_DIFFER)
        except (JoseError, AuthlibBaseError, ValueError, KeyError, TypeError) as error:
            current_app.logger.warning("sign-in at %s refused: %s", self.settings.key, error)
            raise AnswerRefused(self.name) from error
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
            raise AnswerRefused(self.name)
        return dict(claims)

    def _decoded(self, id_token: str) -> Any:
        from joserfc import jwt  # noqa: PLC0415 -- see _client
        from joserfc.errors import InvalidKeyIdError  # noqa: PLC0415 -- see _client
        from joserfc.jwk import KeySet  # noqa: PLC0415 -- see _client

        offered = self._metadata().get("id_token_signing_alg_values_supported") or ALGORITHMS
        algorithms = [name for name in ALGORITHMS if name in offered]
        try:
            keys = KeySet.import_key_set(self._keys())
            return jwt.decode(id_token, keys, algorithms=algorithms)
        except InvalidKeyIdError:  # it signs with a new key since we asked last
            keys = KeySet.import_key_set(self._keys(afresh=True))
            return jwt.decode(id_token, keys, algorithms=algorithms)

    def _client(self, return_to: str) -> Any:
        """Return authlib's client: a fifth of a second at start, for what few installations use."""
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 -- see above

        offered = self._metadata().get("token_endpoint_auth_methods_supported")
        method = "client_secret_basic"
        if not self.settings.client_secret:
            method = "none"
        elif offered and method not in offered and "client_secret_post" in offered:
            method = "client_secret_post"
        client = OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret or None,
            token_endpoint_auth_method=method,
            scope=self.settings.scopes,
            redirect_uri=return_to,
            code_challenge_method="S256",
        )
        client.trust_env = False  # no password of this machine's goes along
        for scheme in ("https://", "http://"):
            client.mount(scheme, asking.Carrier(self.settings))
        return client

    def _metadata(self) -> dict[str, Any]:
        address = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._read(address)
        is_safe = self._is_safe(found.get("authorization_endpoint"))  # where browsers are sent
        asked = [found.get(name) for name in ("token_endpoint", "jwks_uri")]
        is_safe = is_safe and all(self._is_safe(one) and self._is_outside(one) for one in asked)
        if found.get("issuer") != self.settings.issuer or not is_safe:
            current_app.logger.error("the provider %s describes itself wrongly", self.settings.key)
            raise ProviderAway(self.name)
        return found

    def _keys(self, *, afresh: bool = False) -> Any:
        return self._read(self._metadata()["jwks_uri"], afresh=afresh)

    def _is_safe(self, address: object) -> bool:
        """Say whether an address is as safe as the issuer's own."""
        if not isinstance(address, str) or not urlsplit(address).hostname:
            return False
        return address.startswith("https://") or self.settings.issuer.startswith("http://")

    def _is_outside(self, address: object) -> bool:
        """Say whether an address leads nowhere inside our own network but to the issuer itself."""
        return outgoing.is_allowed(str(address), named=asking.inside(self.settings))

    def _read(self, address: str, *, afresh: bool = False) -> dict[str, Any]:
        """Return a JSON document of the provider; each is asked for once an hour."""
        remembered = current_app.extensions.setdefault("provider_documents", {})
        known, at = remembered.get(address, ({}, 0.0))
        if known and not afresh and time.monotonic() - at < KNOWN_FOR_SECONDS:
            return dict(known)
        document = asking.document(address, self.settings, self.name)
        remembered[address] = (document, time.monotonic())
        return document


def settings_of(key: str) -> SignInProvider | None:
    """Return the settings of the provider called ``key``."""
    return next((p for p in current_settings().oidc_providers if p.key == key), None)


def provider(settings: SignInProvider, name: str) -> Provider:
    """Return a provider; tests may have put a twin in its place."""
    twins: dict[str, Provider] = current_app.extensions.get("provider_twins", {})
    return twins.get(settings.key) or OpenIdProvider(settings, name)
