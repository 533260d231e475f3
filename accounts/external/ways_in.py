"""What pages may ask about the ways in beside the password."""

from dataclasses import dataclass

from flask import Flask

from accounts.external import waiting
from accounts.factors import ceremony
from accounts.factors.queries import passkeys_of
from accounts.session import signed_in_user
from core.languages import language
from core.settings import current_settings
from core.sign_in_providers import SignInProvider


@dataclass(frozen=True)
class WayIn:
    """One provider, as its button names it."""

    key: str
    name: str


def providers() -> list[WayIn]:
    """Return where else people of this installation sign in."""
    return [WayIn(p.key, name_of(p)) for p in current_settings().oidc_providers]


def name_of(provider: SignInProvider) -> str:
    """Return what a provider is called in the language of the page."""
    return provider.name(language())


def init_app(app: Flask) -> None:
    """Let pages name the ways in, and ask strangers who have just signed in who they were."""
    app.jinja_env.globals["sign_in_providers"] = providers
    app.jinja_env.globals["passkeys_are_possible"] = ceremony.are_possible
    app.extensions["security"].verify_context_processor(_has_passkey)
    waiting.init_app(app)


def _has_passkey() -> dict[str, bool]:
    """Tell the page that asks again who one is whether a passkey can show it."""
    return {"has_passkey": ceremony.are_possible() and bool(passkeys_of(signed_in_user()))}
