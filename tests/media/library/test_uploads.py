"""Pictures on their way in, through the page an organiser uses."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import EnvironBuilder, TestResponse

from core import storage
from core.db import db
from core.image_gate import inspect
from core.models import Job
from core.pictures import working_folder
from core.settings import Settings
from media.library import file_names, operations
from media.library.enums import AssetState
from media.library.errors import AlreadyInLibrary
from media.library.models import Asset
from media.library.operations import Origin
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UnitFactory
from tests.media.library import corpus

Send = Callable[..., TestResponse]


@pytest.fixture
def send(sign_in: Callable[..., AuditingClient]) -> Send:
    """Send files, given as (content, name), as one organiser; other fields by name."""
    membership = MembershipFactory(user__locale="en")
    client = sign_in(membership.user)
    slug = membership.organisation.slug

    def send(*files: tuple[bytes, str], **fields: str) -> TestResponse:
        pictures = [(io.BytesIO(content), name) for content, name in files]
        data = {"unit": "", **fields, "pictures": pictures}
        return posted(client, f"/o/{slug}/library", data)

    return send


def posted(client: AuditingClient, path: str, data: dict[str, Any]) -> TestResponse:
    """Post a form whose body, when it is large, is a file of the test's own to be closed."""
    headers = {"X-CSRFToken": client.csrf_token()}
    request = EnvironBuilder(path, method="POST", data=data, headers=headers).get_environ()
    response = client.open(request)
    request["wsgi.input"].close()
    return response


def assets() -> list[Asset]:
    return list(db.session.scalars(select(Asset).order_by(Asset.original_name)))


def test_several_pictures_come_in_at_once(send: Send) -> None:
    response = send(
        (corpus.jpeg(), "mølle.jpg"), (corpus.png_with_alpha(), "å.png"), credit=" Mette "
    )

    assert response.status_code in (302, 303)
    assert [(a.original_name, a.state, a.credit) for a in assets()] == [
        ("mølle.jpg", AssetState.PROCESSING, "Mette"),
        ("å.png", AssetState.PROCESSING, "Mette"),
    ]
    waiting = db.session.scalars(select(Job.subject_id).where(Job.kind == "make_renditions")).all()
    assert set(waiting) == {asset.id for asset in assets()}
    for asset in assets():
        assert storage.size(asset.storage_key) == asset.byte_size
        assert asset.original_name not in asset.storage_key


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (corpus.bomb_png, "50 megapixels"),
        (lambda: b"Dear all, here is the picture.", "not a picture"),
        (lambda: corpus.jpeg()[:-4000], "damaged"),
        (lambda: corpus.animated("PNG"), "moves"),
        (lambda: corpus.jpeg((1000, 200)), "too small"),
        (lambda: corpus.animated("GIF"), "Save it as JPEG or PNG"),
    ],
    ids=["bomb", "text", "truncated", "moving", "small", "gif"],
)
def test_a_bad_file_is_named_with_what_to_do_and_stops_no_other(
    build: Callable[[], bytes], says: str, send: Send
) -> None:
    response = send((build(), "bad.jpg"), (corpus.jpeg(), "good.jpg"), credit="Mette Holm")

    assert response.status_code == 422
    assert "bad.jpg" in response.text
    assert says in response.text
    assert 'value="Mette Holm"' in response.text
    assert [asset.original_name for asset in assets()] == ["good.jpg"]


def test_a_file_over_the_limit_is_refused_by_its_size(
    sign_in: Callable[..., AuditingClient], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    membership = MembershipFactory(user__locale="en")
    client = sign_in(membership.user)
    monkeypatch.setattr(settings, "max_upload_megabytes", 1)
    large = io.BytesIO(corpus.jpeg() + bytes(1024**2))
    data = {"unit": "", "pictures": [(large, "large.jpg")]}

    response = posted(client, f"/o/{membership.organisation.slug}/library", data)

    assert response.status_code == 422
    assert "larger than 1 MB" in response.text
    assert assets() == []


@pytest.mark.parametrize("build", [corpus.cmyk_jpeg, corpus.png_with_alpha, corpus.phone_photo])
def test_odd_but_good_pictures_are_taken(build: Callable[[], bytes], send: Send) -> None:
    assert send((build(), "odd.jpg")).status_code in (302, 303)
    assert len(assets()) == 1


def test_the_same_picture_again_leads_to_the_one_that_is_there(send: Send) -> None:
    content = corpus.jpeg()
    send((content, "first.jpg"))

    response = send((content, "again.jpg"))

    assert response.status_code == 200
    [asset] = assets()
    assert "again.jpg" in response.text
    assert f"/library/{asset.id}" in response.text
    assert "already" in response.text
    assert db.session.scalar(select(func.count()).select_from(Job)) == 1


def test_the_same_picture_twice_in_one_form_is_taken_once(send: Send) -> None:
    content = corpus.jpeg()

    response = send((content, "one.jpg"), (content, "two.jpg"))

    assert response.status_code == 200
    assert [asset.original_name for asset in assets()] == ["one.jpg"]


def test_the_same_picture_sent_twice_at_once_is_taken_once(app: Flask) -> None:
    origin = Origin(organisation_id=OrganisationFactory().id)
    db.session.commit()  # the test itself holds no lock
    facts = inspect(corpus.jpeg())
    together = Barrier(2)

    def add(key: str) -> str:
        with app.app_context():
            together.wait()
            try:
                operations.add_asset(origin, name="a.jpg", facts=facts, storage_key=key)
            except AlreadyInLibrary:
                return "known"
            db.session.commit()
            return "new"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(add, ["originals/one", "originals/two"]))

    assert outcomes == ["known", "new"]
    assert len(assets()) == 1
    assert db.session.scalar(select(func.count()).select_from(Job)) == 1


def test_another_organisation_may_have_the_same_picture(
    sign_in: Callable[..., AuditingClient],
) -> None:
    for membership in (MembershipFactory(user__locale="en"), MembershipFactory(user__locale="en")):
        sign_in(membership.user).post(
            f"/o/{membership.organisation.slug}/library",
            data={"unit": "", "pictures": [(io.BytesIO(corpus.jpeg()), "a.jpg")]},
        )
    assert len({asset.organisation_id for asset in assets()}) == 2


def test_a_file_with_a_strange_name_keeps_a_readable_label(send: Send) -> None:
    send((corpus.jpeg(), "../../🎨 va\u0308rksted\u202egpj.exe\x07.jpg"))
    assert [asset.original_name for asset in assets()] == ["🎨 värkstedgpj.exe.jpg"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("C:\\fakepath\\æble.jpg", "æble.jpg"),
        ("../../etc/passwd", "passwd"),
        ("👩\u200d🎨.png", "👩\u200d🎨.png"),
        ("\u202e\u2066 \x00", "picture"),
        ("", "picture"),
        ("a" * 300 + ".jpg", "a" * 200),
        ("to\nlinjer.jpg", "tolinjer.jpg"),
    ],
)
def test_names_are_cleaned(name: str, label: str) -> None:
    assert file_names.cleaned(name) == label


def test_no_file_at_all_is_said_on_the_field(send: Send) -> None:
    response = send(credit="Mette Holm")
    assert response.status_code == 422
    assert "Choose at least one picture." in response.text
    assert 'value="Mette Holm"' in response.text


def test_too_many_at_a_time_are_refused_before_anything_is_kept(send: Send) -> None:
    response = send(*[(b"x", f"{n}.jpg") for n in range(41)])
    assert response.status_code == 422
    assert "at most 40" in response.text
    assert assets() == []


def test_a_unit_of_another_organisation_is_refused(send: Send) -> None:
    response = send((corpus.jpeg(), "a.jpg"), unit=str(UnitFactory().id))
    assert response.status_code == 422
    assert assets() == []


def test_more_than_a_request_may_carry_gets_a_page_of_its_own(
    send: Send, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    response = send((corpus.jpeg(), "a.jpg"))
    assert response.status_code == 413
    assert assets() == []


def test_nothing_stays_in_the_working_folder(send: Send, app: Flask) -> None:
    left_by_others = set(working_folder().iterdir())
    send((corpus.jpeg(), "a.jpg"), (b"no picture", "b.jpg"))
    assert set(working_folder().iterdir()) == left_by_others
