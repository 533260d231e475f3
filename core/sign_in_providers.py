"""Where else people may sign in: OpenID Connect providers, as the settings name them."""

from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field


class SignInProvider(BaseModel):
    """One provider. ``key`` stands in addresses; the names are on the button."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    issuer: str
    client_id: str
    client_secret: str = Field(default="", repr=False)
    name_da: str = ""
    name_en: str = ""
    scopes: str = "openid email profile"
    # Only people of the organisation with this name in addresses may come in by it.
    organisation: str = ""
    # Its word that it asked for a second step ("mfa" in amr, RFC 8176) counts here.
    trusts_mfa: bool = False

    def name(self, locale: str) -> str:
        """Return what it is called on the button."""
        names = (self.name_da, self.name_en) if locale == "da" else (self.name_en, self.name_da)
        return next((name for name in names if name), urlsplit(self.issuer).hostname or self.key)


def check_providers(providers: list[SignInProvider], *, is_production: bool) -> None:
    """Raise ValueError for providers that cannot be told apart, or not be trusted."""
    if len({p.key for p in providers}) < len(providers):
        raise ValueError("every provider in TILLID_OIDC_PROVIDERS needs a key of its own")
    if len({p.issuer for p in providers}) < len(providers):
        raise ValueError("two providers in TILLID_OIDC_PROVIDERS have the same issuer")
    for provider in providers:
        if not provider.client_id:
            raise ValueError(f"the provider {provider.key} needs a client id")
        if "openid" not in provider.scopes.split():
            raise ValueError(f"the scopes of the provider {provider.key} must name openid")
        if is_production and not provider.issuer.startswith("https://"):
            raise ValueError(f"the issuer of the provider {provider.key} must begin with https://")
