"""Open badges: verified offline by the library's own verifier, and checked at their page."""

import json
import re
import stat
import uuid

import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from ambassadors.recognition import badges, keys
from ambassadors.recognition.pictures import draw_badge
from core.db import db, utcnow
from core.settings import current_settings
from tests.factories.recognition import DiplomaFactory

ISSUER = "https://ambassador.example.dk/badges/issuers/1"
ADDRESSES = badges.Addresses(
    badge="https://ambassador.example.dk/badges/2",
    picture="https://ambassador.example.dk/badges/2/picture.svg",
    issuer=ISSUER,
    key=f"{ISSUER}/key.pem",
    status=f"{ISSUER}/status/0",
)
DID = "did:web:ambassador.example.dk:badges:issuers:1"


@pytest.fixture
def diploma(app):
    return DiplomaFactory(ambassador__user__name="Kim Holm", ambassador__user__locale="en")


def test_a_badge_verifies_offline_and_names_nobody(diploma, tmp_path):
    baked = badges.bake(diploma, draw_badge(diploma), ADDRESSES, tmp_path)
    token = OB3Verifier.extract_token_from_svg(baked)
    (key,) = keys.public_keys(tmp_path)
    credential = OB3Verifier(pubkey_pem=key.pem).verify(token)
    assert (credential.id, credential.issuer.id) == (ADDRESSES.badge, DID)
    assert credential.issuer.name == diploma.ambassador.cohort.organisation.name
    assert "People in pictures" in credential.achievement.criteria_narrative or (
        "Folk i billedet" in credential.achievement.criteria_narrative
    )
    (identity,) = credential.identifiers
    assert identity.hashed
    claims = json.dumps(OB3Verifier._decode_unverified(token))
    assert "Kim" not in claims
    assert diploma.ambassador.user.email not in claims


def test_a_badge_that_was_tampered_with_is_refused(diploma, tmp_path):
    token = badges.sign(diploma, ADDRESSES, tmp_path)
    (key,) = keys.public_keys(tmp_path)
    head, body, signature = token.split(".")
    forged = ".".join([head, body[:-8] + ("A" * 8), signature])
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pubkey_pem=key.pem).verify(forged)
    stranger = keys.public_half(keys.signing_key(tmp_path / "another"))
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pubkey_pem=stranger.pem).verify(token)


def test_after_a_new_key_old_and_new_badges_verify_by_the_issuers_document(diploma, tmp_path):
    old = badges.sign(diploma, ADDRESSES, tmp_path)
    changed = keys.change_key(tmp_path)
    new = badges.sign(diploma, ADDRESSES, tmp_path)
    document = badges.did_document(ISSUER, tmp_path)
    assert document["verificationMethod"][0]["id"] == f"{DID}#{changed.name}"
    assert len(document["verificationMethod"]) == 2

    def download(url, *_args, **_kwargs):
        assert url == f"{ISSUER}/did.json"
        return json.dumps(document).encode()

    verifier = OB3Verifier.for_issuer_did(DID, download=download)
    assert [verifier.verify(token).id for token in (old, new)] == [ADDRESSES.badge] * 2


def test_the_key_is_made_once_and_for_us_alone(app, tmp_path):
    folder = tmp_path / "keys"
    first = keys.signing_key(folder)
    assert keys.signing_key(folder) == first
    assert stat.S_IMODE((folder / keys.SIGNING).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    keys.change_key(folder)
    assert keys.signing_key(folder) != first
    assert stat.S_IMODE((folder / keys.SIGNING).stat().st_mode) == 0o600
    assert not [path for path in folder.iterdir() if "PRIVATE" in path.read_text()][1:]


def test_the_holder_fetches_a_badge_that_verifies(diploma, sign_in, client):
    baked = sign_in(diploma.ambassador.user).get(f"/my/diplomas/{diploma.id}/badge.svg")
    assert baked.mimetype == "image/svg+xml"
    organisation_id = diploma.ambassador.cohort.organisation_id
    key = client.get(f"/badges/issuers/{organisation_id}/key.pem").data
    credential = OB3Verifier(pubkey_pem=key).verify(OB3Verifier.extract_token_from_svg(baked.data))
    assert credential.id == f"http://localhost/badges/{diploma.id}"
    did = client.get(f"/badges/issuers/{organisation_id}/did.json").json
    assert did["verificationMethod"][0]["publicKeyJwk"]["crv"] == "Ed25519"
    profile = client.get(f"/badges/issuers/{organisation_id}").json
    assert profile["id"] == credential.issuer.id
    assert "PRIVATE" not in key.decode()


@pytest.mark.parametrize(
    ("shown", "seen", "unseen"),
    [("nothing", [], ["Kim", "Holm"]), ("first", ["Kim"], ["Holm"]), ("full", ["Kim Holm"], [])],
)
def test_the_page_shows_what_the_holder_allows(diploma, sign_in, app, shown, seen, unseen):
    me = sign_in(diploma.ambassador.user)
    me.post(f"/my/diplomas/{diploma.id}/name", data={f"badge-{diploma.id}-shown": shown})
    page = app.test_client().get(f"/badges/{diploma.id}", headers={"Accept-Language": "en"})
    assert "This badge is valid" in page.text
    assert [name for name in seen if name not in page.text] == []
    assert [name for name in unseen if name in page.text] == []


def test_the_page_sets_no_cookie_and_wants_no_search_engine(diploma, app):
    page = app.test_client().get(f"/badges/{diploma.id}")
    assert "Set-Cookie" not in page.headers
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_badge_that_was_taken_back_says_so_without_a_name(diploma, client):
    diploma.withdrawn_at, diploma.name_shown = utcnow(), "full"
    db.session.commit()
    page = client.get(f"/badges/{diploma.id}", headers={"Accept-Language": "en"}).text
    assert "This badge is withdrawn" in page
    assert "Kim" not in page


def test_a_badge_nobody_knows_is_unknown(app, client):
    answer = client.get(f"/badges/{uuid.uuid4()}", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "We do not know this badge" in answer.text


def test_the_picture_survives_any_words(app, client):
    diploma = DiplomaFactory(
        ambassador__cohort__name='<script>alert("x")</script> & ' + "lang " * 30,
        ambassador__user__name="Kim Holm",
    )
    picture = client.get(f"/badges/{diploma.id}/picture.svg")
    assert "<script" not in picture.text
    assert "Kim" not in picture.text
    assert badges.bake(diploma, picture.data, ADDRESSES, current_settings().badge_key_folder)


def test_a_new_key_is_made_by_a_command(app):
    runner = app.test_cli_runner()
    said = runner.invoke(args=["badges", "new-key"]).output
    name = re.search(r"key-[0-9a-f]{16}", said)[0]
    assert runner.invoke(args=["badges", "show-keys"]).output.split()[0] == name
