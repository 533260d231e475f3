"""How looking up stands for an organisation, and what is planned. Pure but for what it reads."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from campaigns.posts.measurements.look_ups import pacing
from campaigns.posts.measurements.look_ups.models import InstagramGate, LookUp, LookUpStop
from campaigns.posts.measurements.look_ups.queries import Agreed


class State(StrEnum):
    OFF = "off"  # the operator has not turned it on
    STOPPED = "stopped"  # by this organisation
    NOBODY = "nobody"  # has said yes
    CLOSED = "closed"  # Instagram turned us away
    NOTHING_DUE = "nothing_due"
    WORKS = "works"


@dataclass(frozen=True)
class Planned:
    """One look-up and when it will be made, as things stand."""

    look_up: LookUp
    at: datetime


@dataclass(frozen=True)
class Status:
    """What the page tells."""

    state: State
    planned: Sequence[Planned]
    asked_today: int
    agreed: Agreed
    gate: InstagramGate | None = None
    stop: LookUpStop | None = None

    @property
    def next_at(self) -> datetime | None:
        """Return when the next post is asked about."""
        return self.planned[0].at if self.planned else None


def status(
    *,
    is_on: bool,
    stop: LookUpStop | None,
    agreed: Agreed,
    gate: InstagramGate | None,
    waiting: Sequence[LookUp],
    queue: Sequence[tuple[uuid.UUID, datetime]],
    now: datetime,
    zone: ZoneInfo,
) -> Status:
    """Return how it stands now and when each of the waiting posts will be asked about.

    ``queue`` holds those of all organisations, which share the gate.
    """
    asked = gate.asked if gate and gate.day == now.astimezone(zone).date() else 0
    opening = pacing.Opening(_open_from(gate, now), max(0, pacing.A_DAY - asked))
    moments = pacing.plan([due_at for _, due_at in queue], opening, zone)
    at = {look_up_id: moment for (look_up_id, _), moment in zip(queue, moments, strict=True)}
    is_going = is_on and stop is None
    planned = [Planned(one, at[one.id]) for one in waiting if one.id in at]
    return Status(
        state=_state(is_on, stop, agreed, gate, planned, now),
        planned=planned if is_going else [],
        asked_today=asked,
        agreed=agreed,
        gate=gate,
        stop=stop,
    )


def _open_from(gate: InstagramGate | None, now: datetime) -> datetime:
    moments = [now]
    if gate is not None:
        moments.append(gate.next_at)
        moments += [gate.closed_until] if gate.closed_until else []
    return max(moments)


def _state(
    is_on: bool,
    stop: LookUpStop | None,
    agreed: Agreed,
    gate: InstagramGate | None,
    planned: Sequence[Planned],
    now: datetime,
) -> State:
    if not is_on:
        return State.OFF
    if stop is not None:
        return State.STOPPED
    if not agreed.people:
        return State.NOBODY
    if gate is not None and gate.closed_until is not None and gate.closed_until > now:
        return State.CLOSED
    return State.WORKS if planned else State.NOTHING_DUE
