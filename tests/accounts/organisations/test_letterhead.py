"""The logo stands on an organisation's documents, as the worker made it, and is described."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from accounts.models import Organisation
from ambassadors.joining.applications import poster
from ambassadors.recognition import diplomas
from core import storage
from core.db import db, utcnow
from core.formats import local_date
from home import season_report
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.joining import JoinPageFactory
from tests.factories.recognition import DiplomaFactory

ONE_PAGE = re.compile(rb"/Type\s*/Pages[^>]*/Count 1\b|/Count 1\b")


def with_logo(organisation: Organisation, width: int, height: int) -> None:
    file = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(file, "PNG")
    storage.save("logos/a.png", file.getvalue(), mimetype="image/png")
    organisation.logo_key, organisation.logo_original_key = "logos/a.png", "logos/b.png"
    organisation.logo_width, organisation.logo_height = width, height
    db.session.commit()


def drawn(organisation: Organisation) -> dict[str, bytes]:
    """Return every document with the organisation's name on it."""
    place = AmbassadorFactory(cohort__organisation=organisation)
    diploma = DiplomaFactory(
        ambassador=place, learned={"da": ["Et langt modul om billeder"] * 12, "en": []}, quarters=10
    )
    page = JoinPageFactory(cohort=place.cohort)
    report = season_report.report_on(place, local_date(utcnow(), organisation.timezone))
    return {
        "diploma": diplomas.draw(diploma, "https://t.example/badges/1", "da"),
        "report": season_report.draw(report, "da"),
        "poster": poster.draw(page, "https://t.example/join/odder-2027", "da"),
    }


@pytest.mark.parametrize(("width", "height"), [(640, 80), (320, 320)])
def test_each_document_shows_and_describes_it(
    app: Flask, organisation: Organisation, width: int, height: int
) -> None:
    without = drawn(organisation)
    with_logo(organisation, width, height)
    for name, pdf in drawn(organisation).items():
        assert len(pdf) > len(without[name]) + width * height // 4, name  # noise cannot be packed
        assert b"Logo for Odder Kommune" in pdf or "Logo for Odder".encode("utf-16-be") in pdf, name
        assert ONE_PAGE.search(pdf), name
        assert b"pdfuaid" in pdf


def test_a_logo_that_is_gone_costs_no_document(app: Flask, organisation: Organisation) -> None:
    with_logo(organisation, 64, 64)
    storage.delete("logos/a.png")
    assert all(pdf.startswith(b"%PDF") for pdf in drawn(organisation).values())


def test_an_upload_that_is_not_looked_through_is_never_drawn(
    app: Flask, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_logo(organisation, 64, 64)
    asked: list[str] = []
    read: Callable[[str], bytes] = storage.read
    monkeypatch.setattr(storage, "read", lambda key: (asked.append(key), read(key))[1])
    drawn(organisation)
    assert set(asked) == {"logos/a.png"}
