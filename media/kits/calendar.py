"""Which of an organisation's kits are out on a day, whoever they are for. Reads only."""

import uuid
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from core.db import db
from media.kits import loading
from media.kits.enums import KitStatus
from media.kits.models import Kit
from media.kits.queries import contents


def kits_out(organisation_id: uuid.UUID, on: date) -> list[Kit]:
    """Return an organisation's kits that are out on a day, the newest first, with all they hold."""
    return list(db.session.scalars(_out(organisation_id, on)))


def get_kit_out(organisation_id: uuid.UUID, kit_id: uuid.UUID, on: date) -> Kit:
    """Return one kit that is out on a day; NoResultFound becomes a 404."""
    return db.session.scalars(_out(organisation_id, on).where(Kit.id == kit_id)).one()


def _out(organisation_id: uuid.UUID, on: date) -> Select[Kit]:
    return (
        select(Kit)
        .where(
            Kit.organisation_id == organisation_id,
            Kit.status == KitStatus.PUBLISHED,
            Kit.starts_on <= on,
            Kit.ends_on >= on,
        )
        .options(*loading.BESIDE, selectinload(Kit.cohorts), *contents())
        .order_by(Kit.published_at.desc(), Kit.id)
    )
