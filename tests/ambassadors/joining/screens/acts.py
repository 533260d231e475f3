"""What somebody who is invited does."""

from sqlalchemy import func, select

from core.db import db

PASSWORD = "grøn cykel på Vestergade"


def url(screen=""):
    return f"/invitations/door/{screen}".rstrip("/")


def account(client, **changes):
    return client.post(url("account"), data={"name": "Sofie Holm", "password": PASSWORD} | changes)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))
