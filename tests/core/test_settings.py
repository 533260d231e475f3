"""Settings are typed, checked at start, and safe when nobody sets any."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from pydantic import ValidationError

from core.settings import Environment, Settings

LONG = "s" * 32


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set_in_development(tmp_path: Path) -> None:
    settings = Settings()
    assert settings.environment is Environment.DEVELOPMENT
    assert settings.data == tmp_path / "instance"
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/tillid.db"
    assert settings.storage_url == f"file://{tmp_path}/instance/uploads"
    assert settings.base_url == "http://127.0.0.1:8000"


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("TILLID_DATABASE_URL", "postgresql://db/tillid")
    settings = Settings()
    assert (settings.port, settings.base_url) == (8123, "http://127.0.0.1:8123")
    assert settings.database_url == "postgresql://db/tillid"


def test_the_secret_is_made_once_and_kept_to_its_owner() -> None:
    first, second = Settings().secret(), Settings().secret()
    assert first == second
    assert len(first) >= len(LONG)
    assert (Settings().data / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("secret", "address", "missing"),
    [
        ("", "https://tillid.example.org", "TILLID_SECRET_KEY"),
        ("short", "https://tillid.example.org", "TILLID_SECRET_KEY"),
        (LONG, "", "TILLID_BASE_URL"),
        (LONG, "http://tillid.example.org", "TILLID_BASE_URL"),
    ],
)
def test_production_refuses_to_start_half_configured(
    secret: str, address: str, missing: str
) -> None:
    with pytest.raises(ValidationError, match=missing):
        Settings(environment=Environment.PRODUCTION, secret_key=secret, base_url=address)


def test_production_cookies_stay_on_https_and_this_host() -> None:
    settings = Settings(
        environment=Environment.PRODUCTION,
        secret_key=LONG,
        base_url="https://tillid.example.org/",
    )
    config = settings.flask()
    assert settings.base_url == "https://tillid.example.org"
    assert config["SESSION_COOKIE_SECURE"] is True
    assert config["SESSION_COOKIE_NAME"].startswith("__Host-")


@pytest.mark.parametrize("port", ["eighty", ""])
def test_a_wrong_value_is_named(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ValidationError, match="PORT"):
        Settings()


def test_the_key_is_the_same_for_all_who_start_at_once(tmp_path: Path) -> None:
    together = Barrier(8)

    def start(_number: int) -> str:
        settings = Settings(data=tmp_path)
        together.wait()
        return settings.secret()

    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(start, range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 48
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
