"""Applying on a public page, as the tests of several files do it."""

from sqlalchemy import select

from ambassadors.joining.models import Application
from core.db import db

WHY = "Fordi jeg gerne vil vise, hvordan her er."


def form(**changes):
    return {"name": "Asta Lund", "email": "Asta@Example.dk", "why": WHY} | changes


def all_applications():
    return list(db.session.scalars(select(Application).order_by(Application.email)))


def only():
    return db.session.scalars(select(Application)).one()


def apply(client, age="enough", slug="studieliv", **changes):
    return client.post(f"/join/{slug}/form?age={age}", data=form(**changes))
