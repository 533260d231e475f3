"""A few words about each open cohort, for the front page of those who run the programme."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select

from ambassadors.enums import CohortStatus
from ambassadors.models import Cohort
from campaigns.results.consistency import formulas, season
from campaigns.results.consistency.formulas import MonthFour
from campaigns.results.consistency.models import CohortCount, CohortWeek
from campaigns.results.ladder import spike
from core.db import db


@dataclass(frozen=True, kw_only=True)
class CohortNow:
    """How one cohort does: shares, the week that stands out, and the fourth month.

    ``asked`` are those who are not on a break, or did something nevertheless.
    """

    cohort: Cohort
    active: int
    asked: int
    top_share: float | None
    spike: date | None
    month_four: MonthFour | None

    @property
    def active_share(self) -> float | None:
        """The share of those asked who did something in the last 28 days."""
        return self.active / self.asked if self.asked else None


def cohorts_now(organisation_id: uuid.UUID) -> list[CohortNow]:
    """Return how an organisation's open cohorts do that have people, in two queries."""
    rows = db.session.execute(
        select(Cohort, CohortCount)
        .join(CohortCount, CohortCount.cohort_id == Cohort.id)
        .where(
            Cohort.organisation_id == organisation_id,
            Cohort.status == CohortStatus.OPEN,
            CohortCount.people > 0,
        )
        .order_by(Cohort.season_start.desc(), Cohort.name)
    ).all()
    weeks: dict[uuid.UUID, list[CohortWeek]] = defaultdict(list)
    wanted = select(CohortWeek).where(CohortWeek.cohort_id.in_([cohort.id for cohort, _ in rows]))
    for week in db.session.scalars(wanted.order_by(CohortWeek.cohort_id, CohortWeek.monday)):
        if week.people or weeks[week.cohort_id]:
            weeks[week.cohort_id].append(week)
    return [now_of(cohort, count, weeks[cohort.id]) for cohort, count in rows]


def now_of(cohort: Cohort, count: CohortCount, weeks: Sequence[CohortWeek]) -> CohortNow:
    """Return how one cohort does, from its weeks since somebody took part."""
    done = [after - before for before, after in pairwise([0, *(week.so_far for week in weeks)])]
    most = spike(done)
    return CohortNow(
        cohort=cohort,
        active=count.active,
        asked=count.people - count.resting,
        top_share=formulas.top_share({int(n): k for n, k in count.people_by_deeds.items()}),
        spike=None if most is None else weeks[most].monday,
        month_four=formulas.month_four([season.share(week) for week in weeks]),
    )


def together(cohorts: Sequence[CohortNow]) -> float | None:
    """Return the share of all these cohorts' people who did something in the last 28 days."""
    asked = sum(one.asked for one in cohorts)
    return sum(one.active for one in cohorts) / asked if asked else None
