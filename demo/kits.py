"""Kits: pictures with words in both languages, handed out before the season's campaigns began."""

import random
from datetime import timedelta

from ambassadors.training.queries import has_passed, modules_of
from core.db import db
from demo.building import House
from demo.plans import KitPlan
from media.kits import operations
from media.kits.models import Kit
from media.kits.operations import KitTerms
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
        for caption in plan.captions:
            operations.add_caption(
                kit, locale=caption.locale, text=caption.text, hashtags=" ".join(caption.hashtags)
            )
        db.session.flush()
        if not plan.is_draft:
            operations.publish(kit, on=today, actor=house.actor)
            kit.published_at = house.season.at(today - timedelta(days=LEAD_DAYS - 12 + number), 10)
            _fetched(kit, plan, house)
        kit.created_at = house.season.at(today - timedelta(days=LEAD_DAYS + number), 10)
        if plan.in_campaign and not plan.is_draft:
            chosen.append(kit)
    return chosen


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
            download = operations.record_download(kit, member.row)
            day = house.season.today - timedelta(days=chance.choice(days))
            download.created_at = house.season.moment(day, chance)
