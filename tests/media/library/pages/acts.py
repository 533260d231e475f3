"""Addresses of the library, and what its pages show."""

from accounts.models import Organisation
from core.db import utcnow

TODAY = utcnow().date()


PIECE = {"HX-Request": "true"}


def library(organisation: Organisation, rest: str = "") -> str:
    return f"/o/{organisation.slug}/library{rest}"
