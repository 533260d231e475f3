"""Each section of the settings saves on its own; what does not hold is refused."""

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import AuditEvent, FormerSlug, Organisation
from accounts.organisations import operations
from accounts.organisations.errors import ColourUnreadable, HostUnknown, SlugTaken
from core.db import db
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory

NAME = {"name": "Odder", "slug": "odder", "locale": "da", "timezone": "Europe/Copenhagen"}
GUESTS = {"sign_ups_kept_days": "14"}
PRIVACY = {"country": "SE", "minimum_age": "13", "retention_months": "24", **GUESTS}


@pytest.mark.parametrize(
    ("section", "data"),
    [
        ("name", NAME),
        ("contact", {"contact": "Kim", "accessibility_url": "https://was.digst.dk/odder-dk"}),
        ("privacy", PRIVACY),
        ("links", {"allowed_hosts": "odder.dk\nvisitodder.dk"}),
        ("words", {"ambassador_da": "fortæller", "ambassadors_da": "fortællere"}),
        ("texts", {"welcome_da": "**Velkommen** til", "mail_footer_en": "Call us"}),
        ("brand", {"brand_colour": "#7a1fa2"}),
    ],
)
def test_a_section_is_shown_saved_and_recorded(
    owner: AuditingClient, organisation: Organisation, section: str, data: dict[str, str]
) -> None:
    page = f"/o/odder/settings/{section}"
    assert owner.get(page).status_code == 200
    assert owner.post(page, data=data).status_code == 302
    assert owner.get("/o/odder/settings").status_code == 200
    assert owner.get(page).status_code == 200
    [event] = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "settings_changed")
    ).all()
    for name, value in data.items():
        stored = event.after.get(name, event.after.get("words", {}).get(name))
        if name in ("allowed_hosts",):
            assert stored == value.splitlines()
        elif stored is not None:
            assert str(stored) == value
    assert owner.post(page, data=data).status_code == 302, "and again"
    assert db.session.scalars(select(AuditEvent.action)).all().count("settings_changed") == 1


def test_a_name_and_own_words_are_one_line(
    owner: AuditingClient, organisation: Organisation
) -> None:
    owner.post("/o/odder/settings/name", data={**NAME, "name": "Odder\r\nBcc: kim@example.org"})
    owner.post("/o/odder/settings/words", data={"cohort_da": "kreds\n=1"})
    db.session.refresh(organisation)
    assert organisation.name == "Odder Bcc: kim@example.org"
    assert organisation.words == {"cohort_da": "kreds =1"}


@pytest.mark.parametrize(
    ("section", "bad"),
    [
        ("brand", {"brand_colour": "#f7c948"}),
        ("brand", {"brand_colour": "red"}),
        ("privacy", {"country": "XX", "minimum_age": "15", "retention_months": "6", **GUESTS}),
        ("privacy", {"minimum_age": "12", "retention_months": "6", **GUESTS}),
        ("privacy", {"minimum_age": "x", "retention_months": "6", **GUESTS}),
        ("privacy", {"minimum_age": "15", "retention_months": "0", **GUESTS}),
        ("privacy", {"minimum_age": "15", "retention_months": "61", **GUESTS}),
        ("privacy", {**PRIVACY, "sign_ups_kept_days": "0"}),
        ("privacy", {**PRIVACY, "sign_ups_kept_days": "181"}),
        ("privacy", {**PRIVACY, "sign_ups_kept_days": ""}),
        ("name", {**NAME, "timezone": "Mars/Base"}),
        ("name", {**NAME, "locale": "de"}),
        ("name", {**NAME, "name": ""}),
        ("name", {**NAME, "name": "x" * 121}),
        ("name", {**NAME, "slug": "Odder Kommune"}),
        ("name", {**NAME, "slug": "ødder"}),
        ("links", {"allowed_hosts": "odder"}),
        ("contact", {"contact": "Typed in", "accessibility_url": "javascript:alert(1)"}),
        ("words", {"ambassador_da": "x" * 41}),
        ("texts", {"mail_footer_da": "x" * 601}),
    ],
)
def test_what_does_not_hold_is_refused(
    owner: AuditingClient, organisation: Organisation, section: str, bad: dict[str, str]
) -> None:
    page = owner.post(f"/o/odder/settings/{section}", data=bad)
    assert page.status_code == 200
    assert "Error:" in page.text
    if "contact" in bad:
        assert 'value="Typed in"' in page.text
    db.session.refresh(organisation)
    assert (organisation.brand_colour, organisation.name) == ("#14594f", "Odder Kommune")


@pytest.mark.parametrize("colour", ["#f7c948", "#FFFFFF", "#8a8a8a"])
def test_a_pale_colour_is_refused_with_its_ratio(organisation: Organisation, colour: str) -> None:
    with pytest.raises(ColourUnreadable) as refused:
        operations.change_settings(organisation, {"brand_colour": colour}, actor=None)
    assert refused.value.field == "brand_colour"
    assert "4.5" in refused.value.message or "4,5" in refused.value.message
    assert organisation.brand_colour == "#14594f"


def test_only_what_changed_is_recorded(organisation: Organisation) -> None:
    operations.change_settings(organisation, {"name": organisation.name}, actor=None)
    hosts = ["https://Odder.dk/", "odder.dk", "", "sub.odder.dk"]
    operations.change_settings(
        organisation,
        {"name": "Odder", "contact": "", "brand_colour": "#7A1FA2", "allowed_hosts": hosts},
        actor=None,
    )
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.position.desc())).first()
    assert event
    assert event.after == {
        "name": "Odder",
        "contact": "",
        "brand_colour": "#7a1fa2",
        "allowed_hosts": ["odder.dk", "sub.odder.dk"],
    }


@pytest.mark.parametrize("host", ["odder", "odder .dk", "odder.dk/side", "*.odder.dk", "-a.dk"])
def test_what_is_no_host_is_refused(organisation: Organisation, host: str) -> None:
    with pytest.raises(HostUnknown):
        operations.change_settings(organisation, {"allowed_hosts": [host]}, actor=None)


def test_a_colour_is_looked_at_without_saving(
    owner: AuditingClient, organisation: Organisation
) -> None:
    page = owner.post("/o/odder/settings/brand", data={"brand_colour": "#7a1fa2", "look": "1"})
    assert page.status_code == 200
    assert "preview.css?colour=7a1fa2" in page.text
    assert "9.2 to 1" in page.text or "8.1 to 1" in page.text or "to 1: white" in page.text
    sheet = owner.get("/o/odder/settings/brand/preview.css?colour=7a1fa2")
    assert "--organisation: #7a1fa2" in sheet.text
    assert owner.get("/o/odder/settings/brand/preview.css?colour=red;}").status_code == 404
    db.session.refresh(organisation)
    assert organisation.brand_colour == "#14594f"


def test_an_old_address_leads_on_whoever_works_there(
    owner: AuditingClient, organisation: Organisation, app: Flask, sign_in
) -> None:
    moved = owner.post("/o/odder/settings/name", data={**NAME, "slug": "odder-kommune"})
    assert moved.location == "/o/odder-kommune/settings"
    old = owner.get("/o/odder/trail?words=x")
    assert (old.status_code, old.location) == (307, "/o/odder-kommune/trail?words=x")
    sent = owner.post("/o/odder/settings/privacy", data={})
    assert (sent.status_code, sent.location) == (307, "/o/odder-kommune/settings/privacy")
    stranger = sign_in(MembershipFactory().user)
    assert stranger.get("/o/odder/trail").status_code == 404


def test_nobody_else_takes_an_old_address_and_one_may_go_back(organisation: Organisation) -> None:
    other = OrganisationFactory(slug="hedensted")
    operations.change_settings(organisation, {"slug": "odder-kommune"}, actor=None)
    for taken in ("odder", "odder-kommune"):
        with pytest.raises(SlugTaken):
            operations.change_settings(other, {"slug": taken}, actor=None)
    operations.change_settings(organisation, {"slug": "odder"}, actor=None)
    db.session.flush()
    assert db.session.scalars(select(FormerSlug.slug)).all() == ["odder-kommune"]


@pytest.mark.parametrize(
    ("country", "typed", "age"),
    [("DE", "15", 16), ("SE", "15", 13), ("", "15", 16), ("SE", "14", 14), ("DK", "18", 18)],
)
def test_a_country_brings_its_age_unless_another_is_chosen(
    owner: AuditingClient, organisation: Organisation, country: str, typed: str, age: int
) -> None:
    sent = {"country": country, "minimum_age": typed, "retention_months": "6", **GUESTS}
    owner.post("/o/odder/settings/privacy", data=sent)
    found = db.session.scalars(select(Organisation).where(Organisation.slug == "odder")).one()
    assert (found.country or "", found.minimum_age) == (country, age)
    owner.post("/o/odder/settings/privacy", data={**sent, "country": "FI", "minimum_age": "17"})
    owner.post("/o/odder/settings/privacy", data={**sent, "country": "NL", "minimum_age": "17"})
    db.session.expire_all()
    assert found.minimum_age == 17, "what an owner has chosen stays"
