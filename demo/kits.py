"""Kits: pictures with words in both languages, handed out before the season's campaigns began."""

import random
from datetime import timedelta

from ambassadors.training.queries import has_passed, modules_of
from core.db import db
from demo.building import House
from demo.plans import CaptionPlan, KitPlan
from media.kits import operations, versions
from media.kits.enums import ItemKind, Overlay
from media.kits.items import operations as item_operations
from media.kits.items.operations import Use
from media.kits.models import Kit, KitItem, KitVariant
from media.kits.operations import KitTerms
from media.kits.variants import operations as variant_operations
from media.kits.variants.operations import VariantTerms
from media.library.enums import RenditionFormat
from media.library.models import Asset

LEAD_DAYS = 21  # the first kit of a plan is the newest, so it is shown first
OPEN_DAYS = 60


def make_kits(house: House, assets: dict[str, Asset]) -> list[Kit]:
    """Add every kit of the programme, publish those that are done, and return the campaign's."""
    today = house.season.today
    chosen = []
    for number, plan in enumerate(house.plan.kits):
        kit = operations.create_kit(house.organisation, _terms(plan, house))
        operations.add_pictures(kit, [assets[file] for file in plan.pictures])
        _write(kit, plan.captions)
        for variant in plan.variants:
            terms = VariantTerms(unit=house.units[variant.unit])
            _write(variant_operations.add_variant(kit, terms), variant.captions)
        db.session.flush()
        if not plan.is_draft:
            operations.publish(kit, on=today, actor=house.actor)
            kit.published_at = house.season.at(today - timedelta(days=LEAD_DAYS - 12 + number), 10)
            _fetched(kit, plan, house)
        if plan.frame:
            _frame(kit.items[-1], plan.frame)
        kit.created_at = house.season.at(today - timedelta(days=LEAD_DAYS + number), 10)
        if plan.in_campaign and not plan.is_draft:
            chosen.append(kit)
    return chosen


def _write(holder: Kit | KitVariant, captions: tuple[CaptionPlan, ...]) -> None:
    for one in captions:
        operations.add_caption(
            holder, locale=one.locale, text=one.text, hashtags=" ".join(one.hashtags)
        )


def _frame(item: KitItem, words: str) -> None:
    formats = tuple(RenditionFormat)
    use = Use(kind=ItemKind.FEED, formats=formats, overlay=Overlay.FRAME, overlay_text=words)
    item_operations.use_picture(item, use)


def _terms(plan: KitPlan, house: House) -> KitTerms:
    cohorts = [house.cohorts[key] for key in plan.cohorts]
    topics = [cohort.topics[n - 1] for cohort in cohorts for n in plan.topics]
    today = house.season.today
    return KitTerms(
        title_da=plan.title.da,
        title_en=plan.title.en,
        intro_da=plan.intro.da,
        intro_en=plan.intro.en,
        starts_on=today - timedelta(days=LEAD_DAYS),
        ends_on=today + timedelta(days=OPEN_DAYS),
        cohorts=cohorts,
        unit=house.units.get(plan.unit),
        gate=modules_of(cohorts[0].id)[plan.gate - 1] if plan.gate else None,
        topics=topics,
    )


def _fetched(kit: Kit, plan: KitPlan, house: House) -> None:
    """Let some of those who see a kit have fetched it."""
    chance = random.Random(f"{house.plan.seed} {plan.title.en}")  # noqa: S311 -- a demo
    days = (3, 6, 9, 14)
    for member in (one for key in plan.cohorts for one in house.members[key]):
        is_open = kit.gate_id is None or has_passed(member.row, kit.gate_id)
        may_see = is_open and plan.unit in ("", member.plan.unit)
        if may_see and chance.random() < member.plan.profile.chance:
            download = operations.record_download(
                versions.version_for(kit, member.row, "da"), member.row
            )
            day = house.season.today - timedelta(days=chance.choice(days))
            download.created_at = house.season.moment(day, chance)
