"""What a message says, out of its JSON. Pure."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaigns.outcomes.enums import Stage
from campaigns.outcomes.imports.dates import EARLIEST
from campaigns.outcomes.imports.references import LONGEST, is_id_number
from campaigns.outcomes.imports.stages import stage_of
from campaigns.outcomes.webhooks.enums import Verdict

TEST = "test"
LONE_HALF = re.compile(r"[\ud800-\udfff]")  # half a letter, which JSON can write and nothing keep


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a message tells of one outcome, as text; a moment is aware."""

    reference: str
    code: str
    stage: Stage
    told_at: datetime | None


class Unclear(Exception):
    """A message that cannot be followed; ``verdict`` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def read_json(body: bytes) -> dict[str, Any]:
    """Return a message. Raises Unclear."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unclear(Verdict.NOT_UNDERSTOOD) from error
    if not isinstance(message, dict):
        raise Unclear(Verdict.NOT_UNDERSTOOD)
    return message


def is_test(message: dict[str, Any]) -> bool:
    """Say whether a message is sent to see whether it arrives; it counts nothing."""
    return message.get("type") == TEST


def understand(data: Any, now: datetime) -> Told:
    """Return what is told. Fields beside the four are read past and never kept. Raises Unclear."""
    if not isinstance(data, dict):
        raise Unclear(Verdict.NOT_UNDERSTOOD)
    reference = _text(data, "reference")
    if not reference:
        raise Unclear(Verdict.NO_REFERENCE)
    if is_id_number(reference):
        raise Unclear(Verdict.ID_NUMBER)
    if len(reference) > LONGEST:
        raise Unclear(Verdict.NOT_UNDERSTOOD)
    status = _text(data, "status") or Stage.SIGNED_UP.value
    stage = stage_of(status)
    if stage is None:
        raise Unclear(Verdict.UNKNOWN_STATUS)
    return Told(
        reference=reference,
        code=_text(data, "code"),
        stage=stage,
        told_at=_moment(_text(data, "occurred_at"), now),
    )


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise Unclear(Verdict.NOT_UNDERSTOOD)
    text = str(value).strip()
    if LONE_HALF.search(text):
        raise Unclear(Verdict.NOT_UNDERSTOOD)
    return text


def _moment(text: str, now: datetime) -> datetime | None:
    """Read a moment with its zone; one ahead of our clock is as good as now."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unclear(Verdict.NOT_UNDERSTOOD) from error
    if moment.tzinfo is None or moment.date() < EARLIEST:
        raise Unclear(Verdict.NOT_UNDERSTOOD)
    return min(moment, now)
