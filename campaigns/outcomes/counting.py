"""The running totals that outcomes change: added up first, then written in one go."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from campaigns import totals
from campaigns.enums import Step, Way
from campaigns.models import Goal
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.models import GoalSource
from campaigns.outcomes.standing import COUNTED
from core.db import count_up_all, table_of

WAYS = {
    Source.TOLD_BY: Way.TOLD,
    Source.BY_HAND: Way.TOLD,
    Source.IMPORT: Way.IMPORTED,
    Source.WEBHOOK: Way.IMPORTED,
}
ORDER = (Step.SIGN_UPS, Step.CONFIRMED)  # one for all, so that two writers never wait in turn


@dataclass(frozen=True)
class Counts:
    """What an outcome counts as now: for which ambassador, by which way, at which stage."""

    stage: Stage
    source: Source
    participation_id: uuid.UUID | None


@dataclass
class Changes:
    """Changes of the totals of one goal. Who came by themselves is on no ambassador's ladder."""

    goal: Goal
    by_source: Counter[tuple[Source, Step]] = field(default_factory=Counter)
    on_ladder: Counter[tuple[Step, uuid.UUID | None, date]] = field(default_factory=Counter)
    by_way: dict[Way, Counter[uuid.UUID]] = field(default_factory=lambda: defaultdict(Counter))

    def move(
        self, before: Counts | None, after: Counts | None, day: date, *, times: int = 1
    ) -> None:
        """Take back what an outcome counted as, and count it as what it is now."""
        if before:
            self._add(before, -times, day)
        if after:
            self._add(after, times, day)

    def _add(self, counts: Counts, by: int, day: date) -> None:
        way, person = WAYS.get(counts.source), counts.participation_id
        if way and person and Step.SIGN_UPS in COUNTED[counts.stage]:
            self.by_way[way][person] += by
        for step in COUNTED[counts.stage]:
            self.by_source[counts.source, step] += by
            if counts.source is not Source.NONE:
                self.on_ladder[step, counts.participation_id, day] += by

    def write(self) -> None:
        """Write what has come together, in the transaction of its cause."""
        rows: dict[Source, dict[str, object]] = {}
        for (source, step), by in sorted(self.by_source.items()):
            if by:
                empty = {"goal_id": self.goal.id, "source": source, "sign_ups": 0, "confirmed": 0}
                rows.setdefault(source, empty)[step.value] = by
        count_up_all(
            table_of(GoalSource),
            ["goal_id", "source"],
            [step.value for step in ORDER],
            list(rows.values()),
        )
        self._write_ladder()
        for way, people in sorted(self.by_way.items()):
            totals.count_ways(way, Counter({part: by for part, by in people.items() if by}))
        self.by_source.clear()
        self.on_ladder.clear()
        self.by_way.clear()

    def _write_ladder(self) -> None:
        campaign_id = self.goal.campaign_id
        causes: dict[Step, list[totals.Cause]] = {step: [] for step in ORDER}
        for (step, person, day), by in self.on_ladder.items():
            if person is None and by:
                totals.count(
                    campaign_id=campaign_id, participation_id=None, step=step, day=day, by=by
                )
            elif person is not None and by:
                causes[step].append(totals.Cause(campaign_id, person, day, by))
        totals.count_steps({step: some for step, some in causes.items() if some})
