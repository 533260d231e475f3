"""Reads about kits. No writes, no request, no templates."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from accounts.models import Unit
from ambassadors import queries as ambassador_queries
from ambassadors.models import Ambassador, Cohort, CohortTopic
from ambassadors.training.models import Module, QuizAttempt
from ambassadors.training.queries import pass_counts
from core.db import db
from media.kits import loading
from media.kits.contents import fits_topics
from media.kits.models import Caption, Kit, KitDownload, KitItem, KitVariant, OverlaidRendition
from media.kits.signals import unwanted_kits
from media.library import queries as library_queries
from media.library.models import Asset
from media.library.people.models import PersonInAsset


@dataclass(frozen=True)
class KitRow:
    """A kit as organisers see it in the list."""

    kit: Kit
    fetched_by: int


@dataclass(frozen=True)
class Offered:
    """What can be chosen for a kit; topics and training are those of its cohorts."""

    cohorts: list[Cohort]
    units: list[Unit]
    topics: list[CohortTopic]
    modules: list[Module]


def _pictures() -> tuple[ORMOption, ...]:
    """Load the pictures of a kit and its variants, with their formats and what is drawn on them."""
    of_base, variants = selectinload(Kit.items), selectinload(Kit.variants)
    of_variants = variants.selectinload(KitVariant.items)
    return (
        of_base.joinedload(KitItem.asset).selectinload(Asset.renditions),
        of_base.selectinload(KitItem.overlaid),
        of_variants.joinedload(KitItem.asset).selectinload(Asset.renditions),
        of_variants.selectinload(KitItem.overlaid),
        variants.joinedload(KitVariant.unit),
    )


def _captions() -> tuple[ORMOption, ...]:
    """Load the texts of a kit and its variants."""
    return selectinload(Kit.captions), selectinload(Kit.variants).selectinload(KitVariant.captions)


def contents() -> tuple[ORMOption, ...]:
    """Load all that a kit hands out, of its base and of its variants."""
    return *_pictures(), *_captions()


def _around() -> tuple[ORMOption, ...]:
    """Load what a kit is tied to."""
    return *loading.BESIDE, selectinload(Kit.cohorts), selectinload(Kit.topics)


def _current_for(ambassador: Ambassador, on: date) -> dict[str, object]:
    """Return what ``loading.CURRENT`` asks about an ambassador on a day."""
    return {
        "cohort": ambassador.cohort_id,
        "organisation": ambassador.cohort.organisation_id,
        "unit": ambassador.unit_id,
        "on": on,
    }


def is_out(on: date) -> ColumnElement[bool]:
    """Return which places of pictures a kit hands out on a day, as ``contents.is_out`` has it."""
    own = or_(KitItem.alt_da != "", KitItem.alt_en != "")
    described = or_(own, KitItem.asset.has(or_(Asset.alt_da != "", Asset.alt_en != "")))
    return and_(KitItem.asset.has(library_queries.usable(on)), described)


def kits_for(ambassador: Ambassador, on: date) -> list[Kit]:
    """Return the kits an ambassador has a picture to take from on a day.

    Those about her topics come first, then the newest. What she has said no to is left out.
    """
    has_a_picture = Kit.items.any(is_out(on))
    newest = loading.CURRENT.where(has_a_picture, Kit.id.not_in(unwanted_kits(ambassador)))
    newest = newest.options(selectinload(Kit.topics)).order_by(Kit.published_at.desc(), Kit.id)
    kits = list(db.session.scalars(newest, _current_for(ambassador, on)))
    loading.fill(kits)
    return sorted(kits, key=lambda kit: not fits_topics(kit, ambassador))


def hidden_kits_for(ambassador: Ambassador, ids: Iterable[uuid.UUID], on: date) -> list[Kit]:
    """Return those of some kits she could still take a picture from, the newest first."""
    has_a_picture = Kit.items.any(is_out(on))
    wanted = loading.CURRENT.where(has_a_picture, Kit.id.in_(list(ids)))
    newest = wanted.order_by(Kit.published_at.desc(), Kit.id)
    kits = list(db.session.scalars(newest, _current_for(ambassador, on)))
    loading.fill(kits)
    return kits


def get_kit_for(
    ambassador: Ambassador, kit_id: uuid.UUID, on: date, *, to_save: bool = False
) -> Kit:
    """Return one kit that is out on a day for an ambassador; NoResultFound becomes a 404.

    Where it is only saved, the files that pages alone show are not looked up.
    """
    kit = db.session.scalars(
        loading.CURRENT_ONE, {**_current_for(ambassador, on), "kit": kit_id}
    ).one()
    wanted = loading.TO_SAVE if to_save else loading.RENDITIONS
    loading.fill([kit], with_captions=True, renditions=wanted)
    return kit


def passed_gates(ambassador: Ambassador, kits: Iterable[Kit]) -> frozenset[uuid.UUID]:
    """Return the modules that open these kits and that an ambassador has passed.

    A module that was taken out of the training keeps nobody waiting.
    """
    gates = {kit.gate_id for kit in kits if kit.gate_id}
    if not gates:
        return frozenset()
    passed = QuizAttempt.module_id.in_(gates) & pass_counts()
    own = QuizAttempt.ambassador_id == ambassador.id
    has_passed = select(QuizAttempt.id).where(QuizAttempt.module_id == Module.id, own, passed)
    open_now = select(Module.id).where(
        Module.id.in_(gates), or_(Module.archived_at.is_not(None), has_passed.exists())
    )
    return frozenset(db.session.scalars(open_now.order_by(Module.id)))


def get_kit(organisation_id: uuid.UUID, kit_id: uuid.UUID) -> Kit:
    """Return one kit of an organisation with all it holds; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Kit)
        .where(Kit.id == kit_id, Kit.organisation_id == organisation_id)
        .options(*_around(), *contents())
    ).one()


def get_kit_to_change(organisation_id: uuid.UUID, kit_id: uuid.UUID) -> Kit:
    """Return one kit as ``get_kit`` does; others who want to change it wait until we are done."""
    db.session.execute(
        select(Kit.id)
        .where(Kit.id == kit_id, Kit.organisation_id == organisation_id)
        .with_for_update()
    ).one()
    return get_kit(organisation_id, kit_id)


def get_item(kit: Kit, item_id: uuid.UUID) -> KitItem:
    """Return one picture's place in a kit; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(KitItem).where(KitItem.id == item_id, KitItem.kit_id == kit.id)
    ).one()


def get_caption(kit: Kit, caption_id: uuid.UUID) -> Caption:
    """Return one caption of a kit; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Caption).where(Caption.id == caption_id, Caption.kit_id == kit.id)
    ).one()


def get_variant(kit: Kit, variant_id: uuid.UUID) -> KitVariant:
    """Return one variant of a kit with all it holds; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(KitVariant).where(KitVariant.id == variant_id, KitVariant.kit_id == kit.id)
    ).one()


def kit_rows(organisation_id: uuid.UUID) -> list[KitRow]:
    """Return an organisation's kits with how many have fetched each, newest first."""
    fetched_by = (
        select(func.count(KitDownload.ambassador_id.distinct()))
        .where(KitDownload.kit_id == Kit.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Kit, fetched_by)
        .where(Kit.organisation_id == organisation_id)
        .options(*_pictures(), selectinload(Kit.cohorts))
        .order_by(Kit.created_at.desc(), Kit.id)
    )
    return [KitRow(kit, count) for kit, count in rows]


def offered_for(kit: Kit) -> Offered:
    """Return what can be chosen for a kit."""
    return Offered(
        cohorts=ambassador_queries.cohorts_to_choose(kit.organisation_id, kit.cohorts),
        units=ambassador_queries.units_of(kit.organisation_id),
        topics=topics_of(kit.cohorts),
        modules=modules_of(kit.cohorts),
    )


def modules_of(cohorts: Iterable[Cohort]) -> list[Module]:
    """Return the training of some cohorts that can be passed, and so open a kit."""
    return list(
        db.session.scalars(
            select(Module)
            .join(Module.cohort)
            .where(
                Module.cohort_id.in_([cohort.id for cohort in cohorts]),
                Module.questions.any(),
                Module.archived_at.is_(None),
            )
            .options(joinedload(Module.cohort))
            .order_by(Cohort.name, Module.position, Module.id)
        )
    )


def topics_of(cohorts: Iterable[Cohort]) -> list[CohortTopic]:
    """Return what the ambassadors of some cohorts can choose to tell about."""
    return list(
        db.session.scalars(
            select(CohortTopic)
            .join(CohortTopic.cohort)
            .where(CohortTopic.cohort_id.in_([cohort.id for cohort in cohorts]))
            .options(joinedload(CohortTopic.cohort))
            .order_by(Cohort.name, CohortTopic.position, CohortTopic.id)
        )
    )


def drawn_files_taken_back(keys: set[str]) -> set[str]:
    """Return which of these keys were drawn on pictures somebody has said no to."""
    said_no = select(PersonInAsset.id).where(
        PersonInAsset.asset_id == KitItem.asset_id, PersonInAsset.refused_at.is_not(None)
    )
    found = (
        select(OverlaidRendition.storage_key)
        .join(OverlaidRendition.item)
        .where(OverlaidRendition.storage_key.in_(keys), said_no.exists())
    )
    return set(db.session.scalars(found))


def drawn_files(asset_id: uuid.UUID) -> list[str]:
    """Return where the files lie that have something drawn on a picture, in whichever kit."""
    return list(
        db.session.scalars(
            select(OverlaidRendition.storage_key)
            .join(OverlaidRendition.item)
            .where(KitItem.asset_id == asset_id)
            .order_by(OverlaidRendition.id)
        )
    )


def kits_with(asset_id: uuid.UUID) -> list[Kit]:
    """Return the kits that hold a picture, in their base or in a variant, latest first."""
    inside = select(KitItem.kit_id).where(KitItem.asset_id == asset_id)
    found = select(Kit).where(Kit.id.in_(inside)).order_by(Kit.starts_on.desc(), Kit.id)
    return list(db.session.scalars(found))


def places_of(asset_ids: list[uuid.UUID]) -> list[KitItem]:
    """Return every place in a kit that some pictures have."""
    found = select(KitItem).where(KitItem.asset_id.in_(asset_ids))
    return list(db.session.scalars(found.order_by(KitItem.position, KitItem.id)))
