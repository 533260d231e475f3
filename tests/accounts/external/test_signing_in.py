"""Signing in at a provider: who gets in, who is asked first, and what the browser takes along."""

import ast
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from accounts.enums import Role
from accounts.external import gateway, operations
from accounts.external.gateway import Identity, NullProvider
from accounts.external.models import ExternalIdentity
from accounts.models import AuditEvent, User
from ambassadors.enums import AmbassadorStatus
from core.db import db
from tests.accounts.external.conftest import PAIRWISE, PASSWORD, Trip, pass_wayf
from tests.accounts.factors.conftest import guard
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.services import ROOT

Know = Callable[..., None]
OFFER = "/account/connections/new"


@pytest.fixture
def known(wayf: str, anna: User, known_providers: Know) -> ExternalIdentity:
    """Anna, who has connected WAYF with her account."""
    known_providers(wayf)
    operations.connect(anna, Identity(wayf, PAIRWISE), provider="WAYF")
    db.session.commit()
    return db.session.scalars(select(ExternalIdentity)).one()


def test_the_browser_takes_state_nonce_and_challenge_along(
    trip: Trip, wayf: str, known_providers: Know
) -> None:
    known_providers(wayf)
    asked = {name: value[0] for name, value in parse_qs(urlsplit(trip.go()).query).items()}
    assert asked["redirect_uri"] == "http://localhost/sign-in/with/wayf/answer"
    assert (asked["response_type"], asked["scope"]) == ("code", "openid email profile")
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 22
    again = parse_qs(urlsplit(trip.go()).query)
    assert all(again[name][0] != asked[name] for name in ("state", "nonce", "code_challenge"))


def test_somebody_known_gets_in(trip: Trip, known: ExternalIdentity) -> None:
    back = pass_wayf(trip.go(next="/account"))
    assert trip.come_back(back).location == "/account"
    assert trip.client.get("/account").status_code == 200
    assert db.session.get_one(ExternalIdentity, known.id).last_used_at is not None


@pytest.mark.parametrize(
    "evil", ["//evil.example", "/\\evil", "https://evil.example", "javascript:x"]
)
def test_one_comes_back_to_pages_of_this_site_only(
    trip: Trip, known: ExternalIdentity, evil: str
) -> None:
    assert trip.come_back(pass_wayf(trip.go(next=evil))).location == "/"


def test_the_second_step_is_asked_for_all_the_same(
    trip: Trip, known: ExternalIdentity, anna: User
) -> None:
    guard(anna)
    answer = trip.come_back(pass_wayf(trip.go(next="/account")))
    assert answer.location == "/sign-in/second-step"
    assert trip.client.get("/account").status_code == 302


def test_a_known_address_alone_lets_nobody_in(
    trip: Trip, wayf: str, anna: User, known_providers: Know
) -> None:
    known_providers(wayf)
    answer = trip.come_back(pass_wayf(trip.go()))
    assert answer.location == "/sign-in/with/wayf/unknown"
    assert "anna@example.org" in trip.client.get(answer.location).text
    assert trip.client.get("/account").status_code == 302
    assert list(db.session.scalars(select(ExternalIdentity))) == []


def test_a_stranger_is_told_the_same_whether_the_address_is_known_or_not(
    trip: Trip, wayf: str, known_providers: Know, app
) -> None:
    known_providers(wayf)
    texts = []
    for is_known in (False, True):
        if is_known:
            UserFactory(email="anna@example.org")
        page = trip.client.get(trip.come_back(pass_wayf(trip.go())).location)
        texts.append([line for line in page.text.splitlines() if "csrf_token" not in line])
    assert texts[0] == texts[1]


def test_who_proves_the_account_is_asked_and_connected(
    trip: Trip, wayf: str, anna: User, known_providers: Know, outbox
) -> None:
    MembershipFactory(user=anna, role=Role.READER)
    known_providers(wayf)
    trip.come_back(pass_wayf(trip.go()))
    signed_in = trip.client.post(
        "/sign-in", data={"email": anna.email, "password": PASSWORD, "next": "/account"}
    )
    assert signed_in.location == f"{OFFER}?next=/account"
    assert "WAYF" in trip.client.get(signed_in.location).text
    answer = trip.client.post(signed_in.location, data={"connect": "1"})
    assert answer.location == "/account"
    made = db.session.scalars(select(ExternalIdentity)).one()
    assert (made.user_id, made.issuer, made.subject) == (anna.id, wayf, PAIRWISE)
    assert [mail.recipient for mail in outbox()] == [anna.email]
    trail = db.session.scalars(select(AuditEvent).order_by(AuditEvent.position))
    assert [(event.action, event.after) for event in trail] == [
        ("signed_in", {}),
        ("external_identity_connected", {"provider": "WAYF"}),
    ]
    trip.client.post("/sign-out")
    assert trip.come_back(pass_wayf(trip.go())).location == "/"


def test_who_says_no_is_not_connected_and_not_asked_again(
    trip: Trip, wayf: str, anna: User, known_providers: Know
) -> None:
    """On a shared computer the stranger was perhaps somebody else."""
    known_providers(wayf)
    trip.come_back(pass_wayf(trip.go()))
    trip.client.post("/sign-in", data={"email": anna.email, "password": PASSWORD})
    trip.client.post(OFFER, data={})
    assert list(db.session.scalars(select(ExternalIdentity))) == []
    assert trip.client.get(OFFER).location == "/"
    trip.client.post(OFFER, data={"connect": "1"})
    assert list(db.session.scalars(select(ExternalIdentity))) == []


def test_nobody_is_asked_before_the_second_step(
    trip: Trip, wayf: str, anna: User, known_providers: Know
) -> None:
    phone = guard(anna)
    known_providers(wayf)
    trip.come_back(pass_wayf(trip.go()))
    half = trip.client.post("/sign-in", data={"email": anna.email, "password": PASSWORD})
    assert half.location == "/sign-in/second-step"
    assert trip.client.get(OFFER).status_code == 302
    whole = trip.client.post(half.location, data={"code": phone.code()})
    assert whole.location.startswith(OFFER)


def test_a_stranger_is_forgotten_after_a_quarter_of_an_hour(
    trip: Trip, wayf: str, anna: User, known_providers: Know, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_providers(wayf)
    trip.come_back(pass_wayf(trip.go()))
    now = time.time()
    monkeypatch.setattr("accounts.external.waiting.time.time", lambda: now + 901)
    answer = trip.client.post("/sign-in", data={"email": anna.email, "password": PASSWORD})
    assert answer.location == "/"


def test_somebody_signed_in_connects_from_their_account(
    wayf: str, anna: User, known_providers: Know, sign_in, outbox
) -> None:
    known_providers(wayf)
    trip = Trip(sign_in(anna))
    assert "WAYF" in trip.client.get("/account").text
    back = pass_wayf(trip.go("/account/connections/wayf/new"))
    assert trip.come_back(back).location == "/account/connections"
    made = db.session.scalars(select(ExternalIdentity)).one()
    assert made.user_id == anna.id
    page = trip.client.get("/account/connections").text
    assert "anna@example.org" in page
    assert trip.client.post(f"/account/connections/{made.id}/removal").status_code == 302
    assert list(db.session.scalars(select(ExternalIdentity))) == []
    assert len(outbox()) == 2


def test_a_session_left_open_connects_nobody_elses_sign_in(
    wayf: str, anna: User, known_providers: Know, sign_in
) -> None:
    """Whoever finds a screen that is not locked, or leads a browser here, gains no way in."""
    known_providers(wayf)
    trip = Trip(sign_in(anna))
    led = trip.client.get("/account/connections/wayf/new", headers={"Sec-Fetch-Site": "cross-site"})
    assert led.location == "/account/connections"
    with trip.client.session_transaction() as session:
        session["fs_paa"] = time.time() - 16 * 60
    trip.come_back(pass_wayf(trip.go(), subject="mallory"))
    for path in (OFFER, "/account/connections/wayf/new"):
        assert trip.client.get(path).location.startswith("/account/confirmation?next=")
    answer = trip.client.post(OFFER, data={"connect": "1"})
    assert answer.location.startswith("/account/confirmation?next=")
    assert list(db.session.scalars(select(ExternalIdentity))) == []


def test_an_identity_belongs_to_one_account(known: ExternalIdentity, sign_in) -> None:
    trip = Trip(sign_in(UserFactory()))
    trip.come_back(pass_wayf(trip.go("/account/connections/wayf/new")))
    assert db.session.scalars(select(ExternalIdentity)).one().user_id == known.user_id


def test_another_persons_connection_is_not_found(known: ExternalIdentity, sign_in) -> None:
    browser = sign_in(UserFactory())
    assert browser.post(f"/account/connections/{known.id}/removal").status_code == 404


def test_a_closed_account_stays_out(trip: Trip, known: ExternalIdentity, anna: User) -> None:
    anna.active = False
    trip.come_back(pass_wayf(trip.go()))
    assert trip.client.get("/account").status_code == 302


def test_the_same_subject_elsewhere_is_somebody_else(
    trip: Trip, wayf: str, anna: User, known_providers: Know
) -> None:
    known_providers(wayf)
    operations.connect(anna, Identity("https://other.example", PAIRWISE), provider="Other")
    answer = trip.come_back(pass_wayf(trip.go()))
    assert answer.location == "/sign-in/with/wayf/unknown"


@pytest.mark.parametrize("place", ["none", "elsewhere", "staff", "ambassador"])
def test_a_provider_can_be_for_one_organisation(
    trip: Trip, wayf: str, anna: User, known_providers: Know, place: str
) -> None:
    known_providers(wayf, organisation="odder")
    operations.connect(anna, Identity(wayf, PAIRWISE), provider="WAYF")
    if place == "staff":
        MembershipFactory(user=anna, organisation__slug="odder")
    elif place == "ambassador":
        AmbassadorFactory(
            user=anna, cohort__organisation__slug="odder", status=AmbassadorStatus.ACTIVE
        )
    elif place == "elsewhere":
        MembershipFactory(user=anna, organisation__slug="hedensted")
    trip.come_back(pass_wayf(trip.go()))
    expected = 200 if place in {"staff", "ambassador"} else 302
    assert trip.client.get("/account").status_code == expected


def test_without_a_provider_there_is_nothing(client: AuditingClient, anna: User, sign_in) -> None:
    assert "/sign-in/with" not in client.get("/sign-in").text
    assert client.get("/sign-in/with/wayf").status_code == 404
    assert client.get("/sign-in/with/wayf/answer?code=c&state=s").status_code == 404
    assert client.post("/sign-in/with/wayf/answer", data={"code": "c"}).status_code == 404
    assert "/account/connections" not in sign_in(anna).get("/account").text


def test_every_provider_has_its_button(client: AuditingClient, known_providers: Know) -> None:
    known_providers("https://wayf.example")
    known_providers("https://entra.example", key="entra", name_da="Odder Kommune")
    page = client.get("/sign-in", query_string={"next": "/my"}).text
    assert "/sign-in/with/wayf?next=/my" in page
    assert "Odder Kommune" in page or "WAYF" in page


def test_the_twin_signs_in_without_any_network(
    trip: Trip, app, anna: User, known_providers: Know
) -> None:
    known_providers("https://nowhere.example")
    identity = Identity("https://nowhere.example", "twin")
    operations.connect(anna, identity, provider="Nowhere")
    app.extensions["provider_twins"] = {"wayf": NullProvider(identity)}
    try:
        assert trip.come_back(trip.go(next="/account")).location == "/account"
    finally:
        del app.extensions["provider_twins"]
    assert isinstance(gateway.provider(gateway.settings_of("wayf"), "W"), gateway.OpenIdProvider)


def test_our_modules_import_nothing_heavy_at_start() -> None:
    """What providers and passkeys need is read when somebody needs it."""
    heavy = {"authlib", "joserfc", "requests", "webauthn"}
    for path in (ROOT / "accounts").rglob("*.py"):
        top = [
            n
            for n in ast.parse(path.read_text()).body
            if isinstance(n, ast.Import | ast.ImportFrom)
        ]
        names = {alias.name for n in top if isinstance(n, ast.Import) for alias in n.names}
        names |= {n.module or "" for n in top if isinstance(n, ast.ImportFrom)}
        assert not heavy & {name.split(".")[0] for name in names}, path
