"""Where owners and organisers must have a second step, they get nowhere without one."""

import pytest

from accounts.enums import Role
from accounts.models import Membership, User
from core.db import db
from core.settings import Environment, SecondFactor, Settings
from tests.accounts.factors.conftest import Phone, SignIn, give_password
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory

SET_UP = "/account/second-step"
SECRET = "x" * 40


@pytest.fixture(params=[Role.OWNER, Role.ORGANISER])
def membership(request: pytest.FixtureRequest, anna: User) -> Membership:
    made = MembershipFactory(user=anna, role=request.param)
    db.session.commit()
    return made


def home(membership: Membership) -> str:
    return f"/o/{membership.organisation.slug}"


@pytest.mark.usefixtures("required")
def test_they_are_led_to_set_it_up_at_sign_in(
    client: AuditingClient, membership: Membership
) -> None:
    answer = give_password(client, next=home(membership))
    assert answer.location == f"{SET_UP}?next={home(membership)}"
    assert client.get(answer.location).status_code == 200


@pytest.mark.usefixtures("required")
def test_no_page_of_the_organisation_opens_before(sign_in: SignIn, membership: Membership) -> None:
    browser = sign_in(membership.user)
    for page in ("", "/cohorts", "/campaigns", "/library", "/results"):
        answer = browser.get(home(membership) + page)
        assert answer.location == f"{SET_UP}?next={home(membership)}{page}"
    answer = browser.post(f"{home(membership)}/cohorts/new", data={"name": "x"})
    assert answer.location == SET_UP
    assert browser.get("/account").status_code == 200


@pytest.mark.usefixtures("required")
def test_with_one_everything_opens(sign_in: SignIn, membership: Membership, phone: Phone) -> None:
    assert sign_in(membership.user).get(f"{home(membership)}/cohorts").status_code == 200


@pytest.mark.usefixtures("required")
def test_the_last_one_cannot_be_taken_away(
    sign_in: SignIn, membership: Membership, phone: Phone
) -> None:
    browser = sign_in(membership.user)
    assert browser.post(f"{SET_UP}/app/removal").location == SET_UP
    page = browser.get(SET_UP)
    assert "flash" in page.text
    assert membership.user.second_step_since is not None


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("role", [Role.READER, Role.LEADER])
def test_others_are_only_offered_it(sign_in: SignIn, anna: User, role: Role) -> None:
    membership = MembershipFactory(user=anna, role=role)
    page = "/results" if role is Role.READER else "/policy"
    browser = sign_in(anna)
    assert browser.get(f"/o/{membership.organisation.slug}{page}").status_code == 200
    assert SET_UP in browser.get("/account").text


@pytest.mark.usefixtures("required")
def test_a_new_role_takes_effect_at_the_next_click(sign_in: SignIn, anna: User) -> None:
    membership = MembershipFactory(user=anna, role=Role.READER)
    browser = sign_in(anna)
    slug = membership.organisation.slug
    assert browser.get(f"/o/{slug}/results").status_code == 200
    MembershipFactory(user=anna, organisation=membership.organisation, role=Role.ORGANISER)
    assert browser.get(f"/o/{slug}/results").status_code == 302


def test_where_it_is_offered_a_password_is_enough(
    client: AuditingClient, membership: Membership
) -> None:
    assert give_password(client, next=home(membership)).location == home(membership)
    assert client.get(f"{home(membership)}/cohorts").status_code == 200


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (Environment.PRODUCTION, SecondFactor.REQUIRED),
        (Environment.DEVELOPMENT, SecondFactor.OFFERED),
        (Environment.TESTING, SecondFactor.OFFERED),
    ],
)
def test_it_is_required_in_production(environment: Environment, expected: SecondFactor) -> None:
    options = {"environment": environment, "secret_key": SECRET, "base_url": "https://a.example"}
    assert Settings(**options).second_factor is expected
    assert Settings(**options, second_factor="offered").second_factor is SecondFactor.OFFERED
