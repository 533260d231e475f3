"""Signed papers: what is taken in, who may have it, and how much room it takes up."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from core import jobs
from core.db import db, utcnow
from media.library.people.models import Consent
from media.library.queries import bytes_used
from tests.client import AuditingClient
from tests.media.library import corpus
from tests.media.library.people.conftest import Scene

SOON = (utcnow().date() + timedelta(days=90)).isoformat()


def test_a_signed_paper_is_kept_for_staff_and_takes_up_room(
    scene: Scene, app: Flask, desk: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"{scene.desk}/people/{scene.sofie.id}"
    data = {"agreed_channels": "print", "agreed_until": SOON}
    paper = (io.BytesIO(corpus.jpeg()), "paper.jpg")
    kept = desk.post(f"{page}/paper", data={**data, "paper": paper})
    assert kept.status_code in (302, 303)
    consent = db.session.scalars(select(Consent).where(Consent.proof_key.is_not(None))).one()
    assert desk.get(f"{scene.desk}/people/papers/{consent.id}").data == corpus.jpeg()
    taken = bytes_used(scene.kit.organisation_id)
    consent.proof_byte_size = None  # as it was before papers counted
    db.session.commit()
    assert taken - bytes_used(scene.kit.organisation_id) == len(corpus.jpeg())
    jobs.enqueue("measure_papers")
    db.session.commit()
    jobs.run_all()
    assert bytes_used(scene.kit.organisation_id) == taken
    monkeypatch.setattr(app.extensions["settings"], "library_gigabytes", 1e-9)
    paper = (io.BytesIO(corpus.jpeg()), "paper.jpg")
    full = desk.post(f"{page}/paper", data={**data, "paper": paper})
    assert (full.status_code, "The library is full" in full.text) == (422, True)
    monkeypatch.undo()
    whole = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    acting = corpus.packed_pdf(whole, b"<< /S /JavaScript /JS (x) >>")
    for content, says in (
        (b"PK\3\4", "This is not a picture"),
        (b"%PDF-1.7", "damaged"),
        (whole.replace(b"/Root", b"/Encrypt 9 0 R /Root"), "A password locks"),
        (whole.replace(b"/Catalog", b"/Catalog /OpenAction << /JS (x) >>"), "more than a paper"),
        (whole.replace(b"/Catalog", b"/Catalog /OpenAction << /#4aS (x) >>"), "more than a paper"),
        (acting, "more than a paper"),
        (acting.replace(b"/FlateDecode", b"/FlateDecode /A(obj)"), "more than a paper"),
        (acting.replace(b"/FlateDecode", b"/FlateDecode" + b" " * 5_000), "more than a paper"),
        (corpus.packed_pdf(whole, b" " * 9_000_000), "more than a paper"),
        (whole.replace(b"trailer", b"stream\n" * 30_000 + b"trailer"), "more than a paper"),
    ):
        refused = desk.post(f"{page}/paper", data={**data, "paper": (io.BytesIO(content), "a.pdf")})
        assert (refused.status_code, says in refused.text) == (422, True), says
    whole = corpus.packed_pdf(whole, b"<< /Type /Page >>")
    desk.post(f"{page}/paper", data={**data, "paper": (io.BytesIO(whole), "scan.pdf")})
    newest = select(Consent).order_by(Consent.given_at.desc())
    scan = desk.get(f"{scene.desk}/people/papers/{db.session.scalars(newest).first().id}")
    assert (scan.data, scan.mimetype) == (whole, "application/pdf")
    assert scan.headers["Content-Disposition"].startswith("attachment")
    assert scan.headers["Content-Security-Policy"].startswith("sandbox")
