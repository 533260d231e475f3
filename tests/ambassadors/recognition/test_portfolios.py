"""A public page: off until its owner asks, never for the young, gone when they leave."""

import pytest
from sqlalchemy import select

from ambassadors.enums import AmbassadorStatus
from ambassadors.recognition.portfolios.models import Portfolio
from core.db import db, utcnow
from core.personal_data import Person, erase
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import ConversationFactory, ParticipationFactory
from tests.factories.joining import GuardianApprovalFactory, InvitationFactory
from tests.factories.recognition import DiplomaFactory, PortfolioFactory, PortfolioLinkFactory

PAGE = {"name": "Kim", "about": "Jeg læser til smed.", "facts": ["cohort", "diploma"]}
PUBLIC = {**PAGE, "public": "y", "adult": "y"}


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en", user__name="Kim Holm")


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


def only():
    return db.session.scalars(select(Portfolio)).one()


def address():
    return f"/portfolio/{only().slug}"


def test_it_is_off_until_asked_for(me, client):
    me.post("/my/portfolio", data=PAGE)
    assert not only().is_on
    assert client.get(address()).status_code == 404


def test_asked_for_by_an_adult_it_shows_what_was_chosen(me, ambassador, app):
    DiplomaFactory(ambassador=ambassador)
    links = {"address_1": "https://www.instagram.com/p/abc/", "words_1": "Min <b>morgen</b>"}
    me.post("/my/portfolio", data={**PUBLIC, **links})
    page = app.test_client().get(address(), headers={"Accept-Language": "en"})
    assert "Jeg læser til smed." in page.text
    assert "Min &lt;b&gt;morgen" in page.text
    assert "Check that it is valid" in page.text
    assert "Holm" not in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert 'content="noindex"' in page.text


def test_without_the_word_that_one_is_18_it_stays_off(me):
    page = me.post("/my/portfolio", data={**PUBLIC, "adult": ""})
    assert "18 or older" in page.text
    assert "Error:" in page.text
    assert db.session.scalars(select(Portfolio)).all() == []


def test_who_joined_with_a_guardian_has_none(me, ambassador, client):
    invitation = InvitationFactory(cohort=ambassador.cohort, ambassador=ambassador)
    GuardianApprovalFactory(
        application=None, invitation=invitation, cohort=ambassador.cohort, approved_at=utcnow()
    )
    assert "keeps you safe" in me.get("/my/portfolio").text
    me.post("/my/portfolio", data=PUBLIC)
    assert db.session.scalars(select(Portfolio)).all() == []
    PortfolioFactory(ambassador=ambassador)  # however it came about
    assert client.get(address()).status_code == 404


def test_it_goes_when_its_owner_leaves_or_turns_it_off(me, ambassador, client):
    me.post("/my/portfolio", data=PUBLIC)
    assert client.get(address()).status_code == 200
    me.post("/my/portfolio/off")
    assert client.get(address()).status_code == 404
    me.post("/my/portfolio", data=PUBLIC)
    assert client.get(address()).status_code == 200
    me.post("/my/terms/leaving")
    db.session.expire_all()
    assert ambassador.status is AmbassadorStatus.LEFT
    assert client.get(address()).status_code == 404
    me.post(f"/my/goodbye/{ambassador.id}")
    db.session.expire_all()
    assert ambassador.status is AmbassadorStatus.ACTIVE  # back, and not shown without asking
    assert (only().is_on, only().about) == (False, "Jeg læser til smed.")


def test_what_came_of_it_is_told_only_if_its_owner_ticks_it(me, ambassador, client):
    ConversationFactory(
        participation=ParticipationFactory(
            ambassador=ambassador, conversations=3, sign_ups=2, confirmed=1
        )
    )
    me.post("/my/portfolio", data=PUBLIC)
    assert "conversations" not in client.get(address()).text
    me.post("/my/portfolio", data={**PUBLIC, "facts": ["effect"]})
    page = client.get(address(), headers={"Accept-Language": "en"}).text
    assert "Had 3 conversations with people who wanted to know more" in page
    assert "Brought about 2 sign-ups; 1 of them came" in page
    assert "Sign-ups are counted from a personal link" in page


def test_erasing_takes_every_word_of_it(ambassador, client):
    link = PortfolioLinkFactory(portfolio__ambassador=ambassador)
    where = f"/portfolio/{link.portfolio.slug}"
    person = ambassador.user
    erase(Person(person.id, person.email, person.name, (ambassador.id,)))
    db.session.commit()
    assert db.session.scalars(select(Portfolio)).all() == []
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "http://example.org/",
        "https://me@example.org/",
        "https://localhost/",
        "https://[::1",
        "data:text/html,x",
        "//example.org",
    ],
)
def test_only_whole_https_links_are_taken(me, link):
    page = me.post("/my/portfolio", data={**PAGE, "address_1": link})
    assert "beginning with https://" in page.text
    assert db.session.scalars(select(Portfolio)).all() == []


def test_links_can_be_changed_and_taken_away(me):
    two = {"address_1": "https://a.example/", "address_2": "https://b.example/"}
    me.post("/my/portfolio", data={**PAGE, **two})
    me.post("/my/portfolio", data={**PAGE, **two, "address_1": ""})
    assert [(x.position, x.address) for x in only().links] == [(0, "https://b.example/")]
    slug = only().slug
    me.post("/my/portfolio", data={**PAGE, "address_1": "", "address_2": ""})
    assert (only().links, only().slug) == ([], slug)
