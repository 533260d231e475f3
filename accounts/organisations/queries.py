"""Reads about an organisation's addresses."""

from sqlalchemy import select

from accounts.models import FormerSlug, Organisation
from core.db import db


def find_former(slug: str) -> FormerSlug | None:
    """Return whose name in addresses this was before."""
    return db.session.scalar(select(FormerSlug).where(FormerSlug.slug == slug))


def slug_is_taken(slug: str, *, by_others_than: Organisation) -> bool:
    """Say whether another organisation has this name in addresses, or had it before."""
    now = select(Organisation.id).where(
        Organisation.slug == slug, Organisation.id != by_others_than.id
    )
    before = select(FormerSlug.id).where(
        FormerSlug.slug == slug, FormerSlug.organisation_id != by_others_than.id
    )
    return (
        db.session.scalar(now.limit(1)) is not None
        or db.session.scalar(before.limit(1)) is not None
    )
