"""Writes about look-ups. They take the clock as given, may flush, and never commit."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import case, delete, or_, select, update

from accounts import audit
from accounts.models import Organisation, User
from ambassadors.models import Ambassador
from campaigns.models import Participation
from campaigns.posts.measurements import operations as measurements
from campaigns.posts.measurements.enums import Trouble
from campaigns.posts.measurements.look_ups import pacing, queries
from campaigns.posts.measurements.look_ups.enums import LookUpState
from campaigns.posts.measurements.look_ups.models import (
    InstagramGate,
    LookUp,
    LookUpStop,
    LookUpYes,
)
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.models import Post
from core.db import db, insert_into, table_of

TURNED_AWAY = (Trouble.LOGIN_WALL, Trouble.RATE_LIMITED, Trouble.BLOCKED)
NOT_THERE = (Trouble.GONE, Trouble.OTHER_POST)
PLANNED_AT_ONCE = 200


def agree(ambassador: Ambassador, *, now: datetime) -> None:
    """Keep an ambassador's yes to having her posts' public numbers looked up."""
    yes = queries.find_yes(ambassador)
    if yes is None:
        db.session.add(LookUpYes(ambassador=ambassador, agreed_at=now))
    elif yes.withdrawn_at is not None:
        yes.agreed_at, yes.withdrawn_at = now, None


def withdraw(ambassador: Ambassador, *, now: datetime) -> None:
    """Take the yes back: nothing is planned any more. What was read stays hers."""
    yes = queries.find_yes(ambassador)
    if yes is not None and yes.withdrawn_at is None:
        yes.withdrawn_at = now
    forget_plans([ambassador.id])


def forget_plans(ambassador_ids: Sequence[uuid.UUID]) -> None:
    """Delete the plans for some ambassadors' posts."""
    parts = select(Participation.id).where(Participation.ambassador_id.in_(ambassador_ids))
    posts = select(Post.id).where(Post.participation_id.in_(parts))
    db.session.execute(
        delete(LookUp).where(LookUp.post_id.in_(posts)).execution_options(synchronize_session=False)
    )


def forget_plan(post: Post) -> None:
    """Delete the plan for a post, which is planned anew if it may be looked up."""
    db.session.execute(
        delete(LookUp).where(LookUp.post_id == post.id).execution_options(synchronize_session=False)
    )


def plan_new(now: datetime) -> int:
    """Plan the posts that may be looked up and are not planned yet; return how many."""
    planned = 0
    for post in queries.posts_to_plan(now, PLANNED_AT_ONCE):
        due = pacing.first_due(post.published_at, now)
        if due is None:
            continue
        values = {
            "id": uuid.uuid4(),
            "created_at": now,
            "post_id": post.id,
            "state": LookUpState.WAITING,
            "due_at": due,
            "tries": 0,
        }
        insert = insert_into(table_of(LookUp)).values(**values)
        db.session.execute(insert.on_conflict_do_nothing(index_elements=["post_id"]))
        planned += 1
    return planned


def take_turn(now: datetime, today: date) -> bool:
    """Take the installation's next turn to ask, if it is free: one worker of all nodes gets it.

    One conditional UPDATE decides, so two that ask at once never both go.
    """
    table = table_of(InstagramGate)
    fresh = {
        "id": uuid.uuid4(), "created_at": now, "name": queries.GATE, "next_at": now, "day": today,
        "asked": 0, "times_closed": 0, "odd_answers": 0,
    }  # fmt: skip
    insert = insert_into(table).values(**fresh)
    db.session.execute(insert.on_conflict_do_nothing(index_elements=["name"]))
    is_today = InstagramGate.day == today
    pause = pacing.PACE + timedelta(
        seconds=secrets.randbelow(int(pacing.JITTER.total_seconds()) + 1)
    )
    taken = db.session.scalar(
        update(InstagramGate)
        .where(
            InstagramGate.name == queries.GATE,
            InstagramGate.next_at <= now,
            or_(InstagramGate.closed_until.is_(None), InstagramGate.closed_until <= now),
            or_(~is_today, InstagramGate.asked < pacing.A_DAY),
        )
        .values(
            next_at=now + pause,
            asked=case((is_today, InstagramGate.asked + 1), else_=1),
            day=today,
        )
        .returning(InstagramGate.id)
        .execution_options(synchronize_session=False)
    )
    return taken is not None


def note_reading(look_up: LookUp, reading: Reading, *, now: datetime) -> None:
    """Keep what was read, plan the next time, and open the gate: somebody answered."""
    measurements.keep(look_up.post, reading)
    _plan_next(look_up, now)
    look_up.trouble, look_up.asked_at = None, now
    _opened(now)


def note_trouble(look_up: LookUp, kind: Trouble, *, now: datetime) -> None:
    """Note why there were no numbers; what was known before stays as it is."""
    look_up.trouble, look_up.asked_at = kind, now
    if kind in NOT_THERE:
        look_up.state = LookUpState.NOT_SEEN
        _opened(now)
    elif kind in TURNED_AWAY:
        _close(kind, now)
    elif kind is Trouble.UPSTREAM_CHANGED:
        look_up.due_at = now + pacing.AFTER_ODD_ANSWER
        _note_odd_answer(now)
    else:
        _try_later(look_up, now)


def _plan_next(look_up: LookUp, now: datetime) -> None:
    due = pacing.next_due(look_up.post.published_at, now)
    look_up.tries = 0
    if due is None:
        look_up.state = LookUpState.OVER
    else:
        look_up.due_at = due


def _try_later(look_up: LookUp, now: datetime) -> None:
    """Try again in an hour, four, a day; then not before the post's next day."""
    if look_up.tries >= len(pacing.AFTER_NETWORK):
        _plan_next(look_up, now)
    else:
        look_up.due_at = now + pacing.AFTER_NETWORK[look_up.tries]
        look_up.tries += 1


def _opened(now: datetime) -> None:
    gate = queries.gate()
    if gate is not None:
        gate.closed_until, gate.trouble = None, None
        gate.times_closed = gate.odd_answers = 0
        gate.answered_at = now


def _close(kind: Trouble, now: datetime) -> None:
    """Let nobody ask for a while, longer each time in a row; then one asks, to see."""
    gate = queries.gate()
    if gate is not None:
        gate.times_closed += 1
        gate.odd_answers = 0
        gate.closed_until = now + pacing.closed_for(gate.times_closed)
        gate.trouble = kind


def _note_odd_answer(now: datetime) -> None:
    gate = queries.gate()
    if gate is None:
        return
    gate.odd_answers += 1
    if gate.odd_answers >= pacing.ODD_IN_A_ROW or gate.times_closed:
        _close(Trouble.UPSTREAM_CHANGED, now)


def ask_again(look_up: LookUp, *, now: datetime) -> None:
    """Plan a post anew that Instagram did not show, as its author asks."""
    due = pacing.first_due(look_up.post.published_at, now)
    look_up.trouble, look_up.tries = None, 0
    look_up.state = LookUpState.WAITING if due else LookUpState.OVER
    look_up.due_at = due or look_up.due_at


def stop(organisation: Organisation, *, actor: User, now: datetime) -> None:
    """Stop all look-ups for an organisation's posts, at once."""
    if queries.stop_of(organisation.id) is None:
        db.session.add(LookUpStop(organisation=organisation, stopped_at=now))
        audit.record(organisation, actor=actor, action="look_ups_stopped", subject=organisation)


def resume(organisation: Organisation, *, actor: User) -> None:
    """Let look-ups for an organisation's posts go on."""
    found = queries.stop_of(organisation.id)
    if found is not None:
        db.session.delete(found)
        audit.record(organisation, actor=actor, action="look_ups_resumed", subject=organisation)
