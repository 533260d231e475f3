"""Programs that check badges see from the issuer's status list which ones are withdrawn."""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from ambassadors.recognition import addresses, badges, operations, status_lists
from ambassadors.recognition.errors import HasDiploma
from ambassadors.recognition.models import Diploma
from core.db import db, utcnow
from core.settings import Settings, current_settings
from tests.client import AuditingClient
from tests.factories.accounts import UserFactory
from tests.factories.recognition import DiplomaFactory

Download = Callable[..., bytes]
HOST = "https://ambassador.example.dk"


@pytest.fixture
def on_https(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "base_url", HOST)


@pytest.fixture
def download(client: AuditingClient, on_https: None) -> Download:
    """Fetch what a verifier asks our host for."""

    def fetch(url: str, *_args: object, **_kwargs: object) -> bytes:
        assert url.startswith(HOST)
        return client.get(urlsplit(url).path).data

    return fetch


def signed(diploma: Diploma) -> str:
    folder = current_settings().badge_key_folder
    return badges.sign(diploma, addresses.addresses_of(diploma), folder)


def fault(token: str, download: Download) -> str:
    """Return what a verifier says is wrong with a badge, if anything."""
    issuer = OB3Verifier._decode_unverified(token)["iss"]
    verifier = OB3Verifier.for_issuer_did(issuer, download=download)
    try:
        verifier.verify(token, check_status=True, download=download)
    except OB3VerificationError as error:
        return str(error)
    return ""


def test_a_verifier_sees_a_withdrawn_badge_and_only_that(app: Flask, download: Download) -> None:
    diploma = DiplomaFactory(status_index=status_lists.SIZE + 70_001)
    cohort = diploma.ambassador.cohort
    beside = DiplomaFactory(ambassador__cohort=cohort, status_index=status_lists.SIZE + 70_002)
    same_place = DiplomaFactory(status_index=70_001)  # of another issuer, in another list
    tokens = [signed(one) for one in (diploma, beside, same_place)]
    assert [fault(token, download) for token in tokens] == ["", "", ""]
    operations.withdraw(diploma, actor=UserFactory(), at=utcnow())
    db.session.commit()
    said = [fault(token, download) for token in tokens]
    assert said[1:] == ["", ""]
    assert "'revocation' is set at index 70001" in said[0]
    key = badges.public_keys(current_settings().badge_key_folder)[0]
    assert OB3Verifier(pubkey_pem=key.pem).verify(tokens[0]).id  # offline its signature holds


def test_a_list_is_signed_by_the_issuer_short_lived_and_names_nobody(
    client: AuditingClient, on_https: None, download: Download
) -> None:
    diploma = DiplomaFactory()
    organisation_id = diploma.ambassador.cohort.organisation_id
    path = f"/badges/issuers/{organisation_id}/status/0"
    answer = client.get(path)
    assert answer.mimetype == "application/vc+jwt"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answer.headers
    said = OB3Verifier._decode_unverified(answer.text)
    assert said["id"] == f"{HOST}{path}"
    assert diploma.ambassador.user.email not in json.dumps(said)
    kept = {path: answer.data}  # shown again when it is over

    def replay(url: str, **_kwargs: object) -> bytes:
        return kept.get(urlsplit(url).path) or download(url)

    assert fault(signed(diploma), replay) == ""
    with time_machine.travel(utcnow() + timedelta(days=8)):
        assert "expired" in fault(signed(diploma), replay)
    for missing in (f"{path[:-1]}1", f"{path[:-1]}x", path.replace(str(organisation_id), "1")):
        assert client.get(missing).status_code == 404


def test_each_diploma_has_a_place_of_its_own(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    first = DiplomaFactory(status_index=5)
    dealt = iter([5, 5, 6])
    monkeypatch.setattr(status_lists.secrets, "randbelow", lambda _limit: next(dealt))
    assert status_lists.free_place() == 6
    monkeypatch.undo()
    with pytest.raises(HasDiploma):
        operations.issue(first.ambassador, by=None, at=utcnow())
    first.withdrawn_at = utcnow()
    again = operations.issue(first.ambassador, by=None, at=utcnow())
    assert again.status_index != first.status_index
