"""Sign-ups to the demo's events: by link, told by somebody, by themselves, given back, come."""

import random
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from campaigns import totals
from campaigns.enums import Step
from campaigns.models import Goal, Participation
from campaigns.outcomes.enums import Source, Stage
from campaigns.outcomes.events.models import Event, SignUp
from campaigns.outcomes.events.queries import event_of
from campaigns.outcomes.models import GoalSource, Outcome
from campaigns.outcomes.queries import sign_up_goal
from campaigns.totals import Cause
from core.db import count_up, db, table_of
from core.tokens import hash_token, new_token
from demo import guests
from demo.building import ASCII, House, first_names
from demo.history import Cell, Running, deal
from demo.names import FAMILY_NAMES, FIRST_NAMES
from demo.season import spread


@dataclass(frozen=True)
class Coming:
    """One sign-up: when, through whom, and what became of it."""

    day: date
    source: Source
    stage: Stage
    part: Participation | None = None


def fill(running: Running, cells: dict[Cell, float], house: House, chance: random.Random) -> None:
    """Give a campaign's event its sign-ups, and add them up."""
    event, goal = event_of(running.campaign), sign_up_goal(running.campaign)
    if event is None or goal is None:
        return
    coming = _coming(running, cells, chance)
    for number, one in enumerate(coming):
        _take_seat(one, number, event, goal, house, chance)
    event.taken = sum(one.stage is not Stage.CANCELLED for one in coming)
    db.session.flush()  # asking holds the event as it is stored
    guests.complete(running, event, house, chance)
    _add_up(running, goal, coming)


def _coming(running: Running, cells: dict[Cell, float], chance: random.Random) -> list[Coming]:
    numbers = running.plan.numbers
    assert numbers is not None  # noqa: S101 -- a draft has no history
    days: Counter[date] = Counter()
    for (_name, day), weight in cells.items():
        days[day] += round(weight * 100)
    by_day = {day: float(weight) for day, weight in sorted(days.items())}
    found: list[Coming] = []
    linked = sorted(deal(running, cells, "by_link", chance).elements())
    came = _those_who_came(running, linked, chance)
    for place, (name, day) in enumerate(linked):
        stage = Stage.CONFIRMED if place in came else Stage.SIGNED_UP
        found.append(Coming(day, Source.LINK, stage, running.parts[name]))
    for source, total in ((Source.TOLD_BY, numbers.told_by), (Source.NONE, numbers.by_themselves)):
        dealt = spread(total, by_day, chance)
        found += [Coming(day, source, Stage.SIGNED_UP) for day in dealt.elements()]
    gone = spread(numbers.cancelled, by_day, chance)
    found += [Coming(day, Source.NONE, Stage.CANCELLED) for day in gone.elements()]
    return sorted(found, key=lambda one: (one.day, one.source))


def _those_who_came(running: Running, linked: list[Cell], chance: random.Random) -> set[int]:
    """Return the places in ``linked`` of those who came, fixed for some people by the plan."""
    numbers, own = running.plan.numbers, running.plan.own
    came: set[int] = set()
    for name, mine in own.items():
        places = [place for place, cell in enumerate(linked) if cell[0] == name]
        came |= set(chance.sample(places, min(mine.came, len(places))))
    others = [place for place, cell in enumerate(linked) if cell[0] not in own]
    rest = (numbers.came if numbers else 0) - len(came)
    return came | set(chance.sample(others, max(0, min(rest, len(others)))))


def _take_seat(
    one: Coming, number: int, event: Event, goal: Goal, house: House, chance: random.Random
) -> None:
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(FAMILY_NAMES)}"
    moment = house.season.moment(one.day, chance)
    mailbox = ".".join(name.lower().translate(ASCII).split())
    told = chance.choice(first_names(house.everybody())) if one.source is Source.TOLD_BY else ""
    seat = SignUp(
        id=uuid.uuid4(),
        event=event,
        name=name,
        email=f"{mailbox}{number}@example.org",
        locale="en" if chance.random() < 0.06 else "da",
        told_by=told,
        source=one.source,
        participation=one.part,
        token_hash=hash_token(new_token()),
        created_at=moment,
    )
    if one.stage is Stage.CONFIRMED:
        seat.confirmed_at = event.starts_at + timedelta(minutes=chance.randrange(5, 90))
    if one.stage is Stage.CANCELLED:
        seat.cancelled_at = moment + timedelta(hours=chance.randrange(5, 20))
    db.session.add_all([seat, _outcome(one, seat, goal)])


def _outcome(one: Coming, seat: SignUp, goal: Goal) -> Outcome:
    return Outcome(
        goal=goal,
        participation=one.part,
        source=one.source,
        stage=one.stage,
        external_ref=str(seat.id),
        happened_at=seat.created_at,
        news_at=seat.confirmed_at or seat.cancelled_at or seat.created_at,
        created_at=seat.created_at,
    )


def _add_up(running: Running, goal: Goal, coming: list[Coming]) -> None:
    """Add to the running totals what ``outcomes.operations`` would have added one by one."""
    db.session.flush()
    standing = [one for one in coming if one.stage is not Stage.CANCELLED]
    for source, number in sorted(Counter(one.source for one in standing).items()):
        keys = {"goal_id": goal.id, "source": source}
        came = sum(one.source is source and one.stage is Stage.CONFIRMED for one in standing)
        count_up(table_of(GoalSource), keys, {"sign_ups": number, "confirmed": came})
    campaign_id = running.campaign.id
    for step, stages in (
        (Step.SIGN_UPS, {Stage.SIGNED_UP, Stage.CONFIRMED}),
        (Step.CONFIRMED, {Stage.CONFIRMED}),
    ):
        own = [one for one in standing if one.stage in stages and one.part]
        causes = [Cause(campaign_id, one.part.id, one.day, 1) for one in own if one.part]
        totals.count_all(step, causes)
        told = Counter(
            one.day for one in standing if one.stage in stages and one.source is Source.TOLD_BY
        )
        for day, number in sorted(told.items()):
            totals.count(
                campaign_id=campaign_id, participation_id=None, step=step, day=day, by=number
            )
