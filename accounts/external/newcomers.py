"""Somebody invited who would rather sign in at a provider than choose a password here.

The invitation's link, which was mailed to them, vouches for the address; the provider is how they
come back. Its own word about the address is never asked for.
"""

from dataclasses import dataclass

from accounts.external import gateway, notifications, operations, waiting
from accounts.external.gateway import Identity
from accounts.external.ways_in import WayIn, name_of
from accounts.models import Organisation, User
from core.settings import current_settings
from core.sign_in_providers import SignInProvider


@dataclass(frozen=True)
class Newcomer:
    """Who a browser came back as, and from where."""

    provider: str
    identity: Identity


def _is_for(provider: SignInProvider, organisation: Organisation) -> bool:
    return provider.organisation in ("", organisation.slug)


def providers_for(organisation: Organisation) -> list[WayIn]:
    """Return where people of an organisation can sign in."""
    every = current_settings().oidc_providers
    return [WayIn(p.key, name_of(p)) for p in every if _is_for(p, organisation)]


def find_newcomer(organisation: Organisation, page: str) -> Newcomer | None:
    """Return who this browser came back as, from a provider of the organisation, to ``page``.

    Whoever went there from another page may be somebody else at the same computer.
    """
    key, identity = waiting.find_stranger() or ("", None)
    provider = gateway.settings_of(key)
    if identity is None or provider is None or not waiting.went_from(page):
        return None
    if not _is_for(provider, organisation):
        return None
    return Newcomer(name_of(provider), identity)


def connect(user: User, newcomer: Newcomer) -> None:
    """Let ``user`` sign in as who they came back as. The caller commits. Raises IdentityTaken."""
    operations.connect(user, newcomer.identity, provider=newcomer.provider)
    notifications.tell_of_link(user, newcomer.provider, added=True)
    waiting.forget_stranger()
