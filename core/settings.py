"""Settings, read once from the environment, typed and validated at start. Safe by default."""

import re
import secrets
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import current_app
from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.sign_in_providers import SignInProvider, check_providers

SHORTEST_SECRET = 32


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TESTING = "testing"
    PRODUCTION = "production"


class SecondFactor(StrEnum):
    """Whether owners and organisers must have a second step at sign-in, or only may."""

    REQUIRED = "required"
    OFFERED = "offered"


class FilesSentBy(StrEnum):
    """Who sends files of the local folder: the application, or the proxy it tells to."""

    APPLICATION = "application"
    NGINX = "x-accel-redirect"
    SENDFILE = "x-sendfile"


class Settings(BaseSettings):
    """Every setting of one installation; each is read from ``TILLID_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="TILLID_", extra="ignore", populate_by_name=True)

    environment: Environment = Environment.DEVELOPMENT
    data: Path = Path("instance")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, validation_alias="PORT")
    base_url: str = ""
    secret_key: str = ""
    # Secret keys that were replaced, the newest first, with spaces between.
    secret_key_fallbacks: str = Field(default="", repr=False)
    database_url: str = ""
    queue_url: str = ""
    limiter_url: str = "memory://"
    storage_url: str = ""
    s3_endpoint: str = ""
    s3_access_key: str = ""
    s3_secret_key: str = ""
    s3_region: str = "auto"
    # Where the keys that sign badges lie; several nodes need the same ones.
    badge_keys: Path | None = None
    smtp_url: str = ""
    mail_from: str = "Tillid <tillid@localhost>"
    trusted_proxies: int = 0
    files_sent_by: FilesSentBy = FilesSentBy.APPLICATION
    # The internal location of nginx that leads to the folder of uploads.
    files_location: str = "/stored-files"
    session_idle_hours: float = Field(default=14 * 24, ge=1)
    session_hours: float = Field(default=90 * 24, ge=1)
    max_upload_megabytes: int = 25
    # What the library of one organisation may take up; 0 sets no limit.
    library_gigabytes: float = Field(default=0, ge=0)
    node: str = "node1"
    demo: bool = True
    second_factor: SecondFactor | None = None
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name_da: str = ""
    oidc_name_en: str = ""
    oidc_scopes: str = "openid email profile"
    oidc_organisation: str = ""
    oidc_trusts_mfa: bool = False
    oidc_providers: list[SignInProvider] = []
    # Off means that nobody's numbers are ever looked up on Instagram, whatever they agreed to.
    instagram_look_ups: bool = False
    # One organisation's way into its own professional account, by the official interface.
    instagram_token: str = Field(default="", repr=False)
    instagram_organisation: str = ""
    instagram_api: str = "https://graph.instagram.com"
    # Names of servers in the inner network that organisers may connect, with spaces between.
    inner_hosts: str = ""
    web_workers: int = Field(default=2, ge=1)
    web_threads: int = Field(default=8, ge=1)
    worker_threads: int = Field(default=2, ge=1)
    job_stale_seconds: float = Field(default=60, gt=0)
    job_sweep_seconds: float = Field(default=2, gt=0)
    job_retry_seconds: float = Field(default=30, ge=0)

    @field_validator("instagram_api")
    @classmethod
    def _instagram_alone(cls, value: str) -> str:
        """Send the token to Instagram, or to a stand-in on this very machine; nowhere else."""
        if not re.fullmatch(r"https://graph\.instagram\.com|http://127\.0\.0\.1:\d+", value):
            raise ValueError("TILLID_INSTAGRAM_API can only be https://graph.instagram.com")
        return value

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @model_validator(mode="after")
    def _fill_in(self) -> "Settings":
        if not self.base_url:
            self.base_url = f"http://127.0.0.1:{self.port}"
        self.base_url = self.base_url.rstrip("/")
        if not self.database_url:
            self.database_url = f"sqlite:///{self.data / 'tillid.db'}"
        if not self.queue_url:
            self.queue_url = f"sqlite:///{self.data / 'queue.db'}"
        if not self.storage_url:
            self.storage_url = (self.data / "uploads").as_uri()
        if self.second_factor is None:
            self.second_factor = (
                SecondFactor.REQUIRED if self.is_production else SecondFactor.OFFERED
            )
        return self

    @model_validator(mode="after")
    def _gather_providers(self) -> "Settings":
        if self.oidc_issuer and all(p.issuer != self.oidc_issuer for p in self.oidc_providers):
            single = SignInProvider(
                key="oidc",
                issuer=self.oidc_issuer,
                client_id=self.oidc_client_id,
                client_secret=self.oidc_client_secret,
                name_da=self.oidc_name_da,
                name_en=self.oidc_name_en,
                scopes=self.oidc_scopes,
                organisation=self.oidc_organisation,
                trusts_mfa=self.oidc_trusts_mfa,
            )
            self.oidc_providers = [single, *self.oidc_providers]
        check_providers(self.oidc_providers, is_production=self.is_production)
        return self

    @model_validator(mode="after")
    def _refuse_weak_production(self) -> "Settings":
        if self.environment is Environment.PRODUCTION:
            if len(self.secret_key) < SHORTEST_SECRET:
                raise ValueError(
                    f"TILLID_SECRET_KEY must be set to at least {SHORTEST_SECRET} random characters"
                )
            if any(len(secret) < SHORTEST_SECRET for secret in self.former_secrets):
                raise ValueError("TILLID_SECRET_KEY_FALLBACKS names a key that never was one")
            if not self.base_url.startswith("https://"):
                raise ValueError("TILLID_BASE_URL must be the https address people use")
        return self

    @property
    def is_development(self) -> bool:
        """Say whether this is somebody's own machine."""
        return self.environment is Environment.DEVELOPMENT

    @property
    def hosts_inside(self) -> frozenset[str]:
        """Servers in the inner network that organisers may connect."""
        return frozenset(self.inner_hosts.lower().split())

    @property
    def is_production(self) -> bool:
        """Say whether real people's data live here."""
        return self.environment is Environment.PRODUCTION

    @property
    def badge_key_folder(self) -> Path:
        """Return where the keys that sign badges lie."""
        return self.badge_keys or self.data / "badge-keys"

    @property
    def former_secrets(self) -> list[str]:
        """Return the secret keys that were replaced, the newest first."""
        return self.secret_key_fallbacks.split()

    def secret(self) -> str:
        """Return the secret key; outside production one is made once and kept with the data."""
        if self.secret_key:
            return self.secret_key
        path = self.data / "secret_key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{secrets.token_hex(8)}")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(48), encoding="utf-8")
            with suppress(FileExistsError):  # of several processes that start at once, one wins
                path.hardlink_to(unfinished)
            unfinished.unlink()
        return path.read_text(encoding="utf-8").strip()

    def flask(self) -> dict[str, Any]:
        """Return the settings under the names Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret(),
            "SECRET_KEY_FALLBACKS": self.former_secrets[::-1],
            "TESTING": self.environment is Environment.TESTING,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {
                # One for each thread: any beyond these would be opened anew for each page.
                "pool_size": max(self.web_threads, self.worker_threads),
                # A server may have hung up meanwhile; a file does not, and is not asked.
                "pool_pre_ping": not self.database_url.startswith("sqlite"),
                # A failed statement is logged and kept in job rows: without what somebody typed.
                "hide_parameters": True,
            },
            "MAX_CONTENT_LENGTH": 8 * self.max_upload_megabytes * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            **self._sessions(),
            "WTF_CSRF_TIME_LIMIT": None,
            # Pages with one-time links send no referrer; the token and SameSite guard the forms.
            "WTF_CSRF_SSL_STRICT": False,
            # WTForms has no Danish of its own, and would look for it at every request.
            "WTF_I18N_ENABLED": False,
            "RATELIMIT_STORAGE_URI": self.limiter_url,
            "RATELIMIT_HEADERS_ENABLED": True,
            "SEND_FILE_MAX_AGE_DEFAULT": 60 * 60 if self.is_production else 0,
        }

    def _sessions(self) -> dict[str, Any]:
        cookies = "__Host-" if self.is_production else ""
        return {
            "SESSION_COOKIE_NAME": f"{cookies}tillid",
            "SESSION_COOKIE_SECURE": self.is_production,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": self.session_hours * 60 * 60,
            # The row of the session says when it ends, so the cookie need not be sent anew.
            "SESSION_REFRESH_EACH_REQUEST": False,
            # It would bind the session to an address, which a phone changes on its way to work.
            "SESSION_PROTECTION": None,
        }


def current_settings() -> Settings:
    """Return the settings of the app at work."""
    settings = current_app.extensions["settings"]
    assert isinstance(settings, Settings)  # noqa: S101 -- tells the type checker what app.py put there
    return settings
