"""Addresses of pictures: who gets one, and what is sent along."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import Organisation
from ambassadors.enums import AmbassadorStatus
from core import storage
from core.db import db, utcnow
from media.library import permissions, queries
from media.library.enums import AssetState, Recognisable, RenditionFormat
from media.library.models import Asset, Rendition
from media.library.signals import publicly_shown
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.media import AssetFactory, RenditionFactory
from tests.media.library import corpus
from tests.services import S3Server

SignIn = Callable[..., AuditingClient]
TODAY = utcnow().date()


def stored(**about: object) -> Rendition:
    """Make a picture in one format, its file stored."""
    made = RenditionFactory(asset=AssetFactory(original_name="Værkstedet 1.JPG", **about))
    storage.save(made.storage_key, corpus.jpeg(), mimetype=made.mimetype)
    return made


def address(rendition: Rendition) -> str:
    return f"/files/{rendition.id}"


def member(organisation: Organisation, role: Role = Role.ORGANISER):  # type: ignore[no-untyped-def]  # factories
    return MembershipFactory(organisation=organisation, role=role, user__locale="en").user


def ambassador(organisation: Organisation, **about: object):  # type: ignore[no-untyped-def]  # factories
    return AmbassadorFactory(cohort__organisation=organisation, user__locale="en", **about).user


def test_a_file_is_sent_harmless_and_only_for_this_person(app: Flask, sign_in: SignIn) -> None:
    made = stored()

    response = sign_in(member(made.asset.organisation)).get(address(made))

    assert response.status_code == 200
    assert response.data == corpus.jpeg()
    assert response.mimetype == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.cache_control.private
    assert not response.cache_control.public
    assert response.cache_control.max_age == 60
    assert not response.headers.get("Content-Disposition", "").startswith("attachment")


def test_an_unchanged_file_is_not_sent_again(app: Flask, sign_in: SignIn) -> None:
    made = stored()
    client = sign_in(member(made.asset.organisation))
    etag = client.get(address(made)).headers["ETag"]
    assert client.get(address(made), headers={"If-None-Match": etag}).status_code == 304


def test_a_download_has_a_friendly_name(app: Flask, sign_in: SignIn) -> None:
    made = stored()
    client = sign_in(member(made.asset.organisation))
    response = client.get(f"{address(made)}?download=1")
    assert response.headers["Content-Disposition"] == "attachment; filename=vaerkstedet-1-4x5.jpg"


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OWNER, 200), (Role.ORGANISER, 200), (Role.READER, 200), (Role.LEADER, 403)],
)
def test_staff_see_every_picture_but_leaders_none(
    role: Role, status: int, app: Flask, sign_in: SignIn
) -> None:
    made = stored(recognisable=Recognisable.SOMEBODY)
    assert sign_in(member(made.asset.organisation, role)).get(address(made)).status_code == status


def test_an_ambassador_gets_what_may_be_used(app: Flask, sign_in: SignIn) -> None:
    made = stored()
    assert sign_in(ambassador(made.asset.organisation)).get(address(made)).status_code == 200


@pytest.mark.parametrize(
    "about",
    [
        {"recognisable": Recognisable.SOMEBODY},
        {"recognisable": Recognisable.UNANSWERED},
        {
            "recognisable": Recognisable.SOMEBODY,
            "consent_until": TODAY - timedelta(days=2),
        },
    ],
)
def test_a_picture_whose_consent_is_missing_or_over_is_gone_for_ambassadors(
    about: dict[str, object], app: Flask, sign_in: SignIn
) -> None:
    made = stored(**about)
    response = sign_in(ambassador(made.asset.organisation)).get(address(made))
    assert response.status_code == 410
    assert "may not be used any more" in response.text


def test_a_withdrawal_takes_effect_at_the_next_fetch(app: Flask, sign_in: SignIn) -> None:
    made = stored()
    client = sign_in(ambassador(made.asset.organisation))
    etag = client.get(address(made)).headers["ETag"]
    made.asset.recognisable = Recognisable.SOMEBODY
    assert client.get(address(made), headers={"If-None-Match": etag}).status_code == 410


def test_somebody_who_left_gets_nothing(app: Flask, sign_in: SignIn) -> None:
    made = stored()
    left = ambassador(made.asset.organisation, status=AmbassadorStatus.LEFT)
    assert sign_in(left).get(address(made)).status_code == 404


def test_other_organisations_are_told_there_is_nothing(app: Flask, sign_in: SignIn) -> None:
    made = stored()
    elsewhere = OrganisationFactory()
    for user in (member(elsewhere), ambassador(elsewhere), UserFactory()):
        assert sign_in(user).get(address(made)).status_code == 404


def test_a_visitor_is_asked_to_sign_in_whether_it_exists_or_not(
    app: Flask, client: AuditingClient
) -> None:
    made = stored()
    for path in (address(made), f"/files/{made.asset_id}"):
        assert client.get(path).status_code in (302, 303)


def test_an_unknown_address_is_not_found(app: Flask, sign_in: SignIn) -> None:
    made = stored()
    client = sign_in(member(made.asset.organisation))
    assert client.get(f"/files/{made.asset_id}").status_code == 404


def test_a_picture_on_a_public_page_is_shown_to_anybody_while_it_may_be_used(
    app: Flask, client: AuditingClient
) -> None:
    made, hidden = stored(), stored()

    def shows(asset: Asset) -> bool:
        return asset.id == made.asset_id

    with publicly_shown.connected_to(shows):
        assert client.get(address(made)).status_code == 200
        assert client.get(address(hidden)).status_code in (302, 303)
        made.asset.recognisable = Recognisable.SOMEBODY
        assert client.get(address(made)).status_code == 410


def test_a_file_that_is_lost_is_not_found(app: Flask, sign_in: SignIn) -> None:
    made = RenditionFactory()
    user = member(made.asset.organisation)
    assert sign_in(user).get(address(made)).status_code == 404


def test_what_may_be_used(app: Flask) -> None:
    usable = {"state": AssetState.READY, "recognisable": Recognisable.NOBODY}
    yes = {**usable, "recognisable": Recognisable.SOMEBODY, "consent_until": TODAY}
    over = {**yes, "consent_until": TODAY - timedelta(days=1)}
    answers = [permissions.is_usable(AssetFactory(**one), TODAY) for one in (usable, yes, over)]
    assert answers == [True, True, False]


def test_a_format_that_is_not_made_yet_is_none(app: Flask) -> None:
    asset = AssetFactory(renditions=True)
    square = queries.rendition(asset, RenditionFormat.SQUARE)
    assert square
    assert square.format is RenditionFormat.SQUARE
    assert queries.rendition(AssetFactory(), RenditionFormat.SQUARE) is None


def to_everybody(asset: Asset) -> bool:
    return True


def test_a_file_in_a_bucket_is_reached_by_a_short_lived_address(
    s3_server: S3Server, make_app: Callable[..., Flask]
) -> None:
    app = make_app(
        storage_url=f"s3://{s3_server.bucket}/files",
        s3_endpoint=s3_server.endpoint,
        s3_access_key=s3_server.access_key,
        s3_secret_key=s3_server.secret_key,
    )
    with app.app_context():
        db.create_all()
        made = stored()
        client = app.test_client()
        with publicly_shown.connected_to(to_everybody):
            shown = client.get(address(made))
            saved = client.get(f"{address(made)}?download=1")
        db.session.remove()
    assert shown.status_code in (302, 303, 307)
    assert shown.location.startswith(s3_server.endpoint)
    assert shown.cache_control.max_age == 15  # shorter than the address it leads to
    assert saved.data == corpus.jpeg()
    assert "vaerkstedet-1-4x5.jpg" in saved.headers["Content-Disposition"]


@pytest.mark.parametrize(("days", "usable"), [(-1, False), (0, True), (1, True), (None, True)])
def test_a_licence_counts_to_its_last_day_in_python_and_in_sql(
    days: int | None, usable: bool, app: Flask
) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    asset = AssetFactory(licence_until=until)
    found = db.session.scalars(select(Asset).where(queries.usable(TODAY))).all()
    assert (asset in found, permissions.is_usable(asset, TODAY)) == (usable, usable)
