"""Reads about a cohort's training. No writes, no request, no templates."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accounts.models import User
from ambassadors.enums import AmbassadorStatus, CohortStatus
from ambassadors.messages import nudges
from ambassadors.messages.models import Nudge
from ambassadors.models import Ambassador, Cohort
from ambassadors.people import FEW_ENOUGH_TO_SORT
from ambassadors.training.follow_up.behind import is_behind
from ambassadors.training.follow_up.models import TrainingCount
from ambassadors.training.follow_up.standings import (
    KEPT_FOR,
    PER_PAGE,
    REST,
    TOO_OLD,
    Obstacle,
    PeoplePage,
    PeopleWanted,
    PersonRow,
    Standing,
)
from ambassadors.training.models import (
    LessonProgress,
    Module,
    Question,
    QuizAnswer,
    QuizAttempt,
)
from ambassadors.training.queries import modules_of, pass_counts
from core.db import db, utcnow
from core.kept_counts import MANY, kept
from core.paging import Page

People = Sequence[uuid.UUID]


def _has_begun() -> ColumnElement[bool]:
    read = select(LessonProgress.id).where(LessonProgress.ambassador_id == Ambassador.id)
    answered = select(QuizAnswer.id).join(QuizAnswer.attempt)
    tried = answered.where(QuizAttempt.ambassador_id == Ambassador.id)
    return or_(read.exists(), tried.exists())


def _is_stuck(cohort: Cohort) -> ColumnElement[bool]:
    """Return the SQL condition that a quiz was tried to the end and never passed."""
    passed = (
        select(QuizAttempt.id)
        .where(
            QuizAttempt.ambassador_id == Ambassador.id,
            QuizAttempt.module_id == Module.id,
            QuizAttempt.passed,
        )
        .correlate(Ambassador, Module)
    )
    failed = (
        select(QuizAttempt.id)
        .join(Module, Module.id == QuizAttempt.module_id)
        .where(
            QuizAttempt.ambassador_id == Ambassador.id,
            QuizAttempt.finished_at.is_not(None),
            QuizAttempt.passed.is_(False),
            Module.cohort_id == cohort.id,
            Module.archived_at.is_(None),
            ~passed.exists(),
        )
        .correlate(Ambassador)
    )
    return failed.exists()


def _standing_of(cohort: Cohort) -> ColumnElement[str]:
    """Return where somebody stands, as the database tells; see ``_standing`` for one read row."""
    return case(
        (~is_behind(cohort), Standing.DONE.value),
        (_is_stuck(cohort), Standing.STUCK.value),
        (_has_begun(), Standing.UNDER_WAY.value),
        else_=Standing.NEW.value,
    )


def _fits(cohort: Cohort, wanted: PeopleWanted) -> ColumnElement[bool]:
    fits = [Ambassador.cohort_id == cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE]
    if wanted.words:
        words = wanted.words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        like = func.lower(User.name).like(f"%{words}%", escape="\\")
        fits.append(or_(like, User.email.like(f"%{words}%", escape="\\")))
    if wanted.standing is not None:
        fits.append(_standing_of(cohort) == wanted.standing.value)
    return and_(*fits)


def _named(fits: ColumnElement[bool], *, are_few: bool) -> Select[uuid.UUID]:
    """Return who fits, by name."""
    named = select(User.id).order_by(User.name, User.id)
    if are_few:
        return named.join(Ambassador, Ambassador.user_id == User.id).where(fits)
    # Sorting takes longer than reading names in order until the page is full.
    return named.where(select(Ambassador.id).where(fits, Ambassador.user_id == User.id).exists())


def find_count(cohort: Cohort) -> TrainingCount | None:
    """Return what the worker has counted of a large cohort lately."""
    since = utcnow() - TOO_OLD
    which = (TrainingCount.cohort_id == cohort.id, TrainingCount.counted_at > since)
    return db.session.scalar(select(TrainingCount).where(*which))


def large_cohorts(now: datetime) -> list[uuid.UUID]:
    """Return the open cohorts in which thousands take part and that have rested since a count."""
    rested = TrainingCount.counted_at > now - REST
    counted = select(TrainingCount.id).where(TrainingCount.cohort_id == Cohort.id, rested)
    people = select(func.count()).where(
        Ambassador.cohort_id == Cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE
    )
    is_large = people.scalar_subquery() > MANY
    is_open = Cohort.status == CohortStatus.OPEN
    wanted = select(Cohort.id).where(is_open, ~counted.exists(), is_large).order_by(Cohort.id)
    return list(db.session.scalars(wanted))


def count_standing(cohort: Cohort) -> dict[Standing, int]:
    """Return how many of those taking part stand where; of thousands, some minutes ago."""
    if found := find_count(cohort):
        return {one: found.standing.get(one, 0) for one in Standing}
    return kept(
        ("standing", cohort.id),
        lambda: standing_now(cohort),
        lambda found: sum(found.values()),
        seconds=KEPT_FOR,
    )


def standing_now(cohort: Cohort) -> dict[Standing, int]:
    """Count where those taking part stand; of thousands that takes about a second."""
    standing = _standing_of(cohort).label("standing")
    each = (
        select(standing)
        .where(Ambassador.cohort_id == cohort.id, Ambassador.status == AmbassadorStatus.ACTIVE)
        .subquery()
    )
    rows = db.session.execute(select(each.c.standing, func.count()).group_by(each.c.standing)).all()
    found = {Standing(name): number for name, number in rows}
    return {one: found.get(one, 0) for one in Standing}


def people_page(
    cohort: Cohort, wanted: PeopleWanted, *, page: int, on: date, now: datetime
) -> PeoplePage:
    """Return one page of those taking part, by name, with where each is."""
    total = _number(cohort, wanted)
    shown = Page.of(total, page, PER_PAGE)
    named = _named(_fits(cohort, wanted), are_few=total <= FEW_ENOUGH_TO_SORT)
    on_page = named.limit(PER_PAGE).offset(shown.offset)
    people = db.session.scalars(
        select(Ambassador)
        .join(Ambassador.user)
        .where(Ambassador.cohort_id == cohort.id, Ambassador.user_id.in_(on_page))
        .options(contains_eager(Ambassador.user), joinedload(Ambassador.unit))
        .order_by(User.name, User.id)
    ).all()
    modules = [one for one in modules_of(cohort.id) if one.lessons or one.questions]
    return PeoplePage(_rows(people, modules, on, now), shown, len(modules))


def _number(cohort: Cohort, wanted: PeopleWanted) -> int:
    """Return how many are looked for; without words that is counted already."""
    if not wanted.words:
        counts = count_standing(cohort)
        return counts[wanted.standing] if wanted.standing else sum(counts.values())
    found = select(func.count(Ambassador.id)).join(Ambassador.user).where(_fits(cohort, wanted))
    return db.session.scalar(found) or 0


def _rows(
    people: Sequence[Ambassador], modules: list[Module], on: date, now: datetime
) -> list[PersonRow]:
    ids = [person.id for person in people]
    passed, last_at = _passed(ids), _last_at(ids)
    obstacles, nudged = _obstacles(ids, modules, passed), _nudged(ids)
    welcome = nudges.nudgeable(ids, on, now)
    there = {module.id for module in modules}
    required = {module.id for module in modules if module.required}
    return [
        PersonRow(
            ambassador=person,
            standing=_standing(
                required - passed[person.id], obstacles.get(person.id), last_at.get(person.id)
            ),
            passed=len(passed[person.id] & there),
            last_at=last_at.get(person.id),
            obstacle=obstacles.get(person.id),
            nudged_at=nudged.get(person.id),
            may_be_nudged=person.id in welcome,
        )
        for person in people
    ]


def _standing(
    lacking: set[uuid.UUID], obstacle: Obstacle | None, last_at: datetime | None
) -> Standing:
    if not lacking:
        return Standing.DONE
    if obstacle is not None:
        return Standing.STUCK
    return Standing.UNDER_WAY if last_at else Standing.NEW


def _passed(people: People) -> defaultdict[uuid.UUID, set[uuid.UUID]]:
    rows = db.session.execute(
        select(QuizAttempt.ambassador_id, QuizAttempt.module_id)
        .join(QuizAttempt.module)
        .where(QuizAttempt.ambassador_id.in_(people), pass_counts())
    )
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for person, module in rows:
        found[person].add(module)
    return found


def _last_at(people: People) -> dict[uuid.UUID, datetime]:
    """Return when each last did anything in training."""
    read = select(LessonProgress.ambassador_id, func.max(LessonProgress.finished_at))
    tried = (
        select(QuizAttempt.ambassador_id, func.max(QuizAnswer.created_at))
        .join(QuizAttempt.answers)
        .where(QuizAttempt.ambassador_id.in_(people))
        .group_by(QuizAttempt.ambassador_id)
    )
    read = read.where(LessonProgress.ambassador_id.in_(people))
    read = read.group_by(LessonProgress.ambassador_id)
    found = dict(db.session.execute(read).all())
    for person, moment in db.session.execute(tried):
        found[person] = max(moment, found.get(person, moment))
    return found


def _obstacles(
    people: People, modules: list[Module], passed: defaultdict[uuid.UUID, set[uuid.UUID]]
) -> dict[uuid.UUID, Obstacle]:
    """Return for each the quiz that was tried last without ever being passed."""
    by_id = {module.id: module for module in modules}
    attempts = db.session.scalars(
        select(QuizAttempt)
        .where(
            QuizAttempt.ambassador_id.in_(people),
            QuizAttempt.module_id.in_(by_id),
            QuizAttempt.finished_at.is_not(None),
        )
        .options(selectinload(QuizAttempt.answers))
        .order_by(QuizAttempt.finished_at, QuizAttempt.id)
    ).all()
    ever = {(one.ambassador_id, one.module_id) for one in attempts if one.passed}
    tries: defaultdict[tuple[uuid.UUID, uuid.UUID], int] = defaultdict(int)
    found = {}
    for one in attempts:
        key = (one.ambassador_id, one.module_id)
        tries[key] += 1
        if key not in ever:
            module = by_id[one.module_id]
            found[one.ambassador_id] = Obstacle(module, tries[key], _wrong(module, one))
    return found


def _wrong(module: Module, attempt: QuizAttempt) -> list[Question]:
    wrong = {answer.question_id for answer in attempt.answers if not answer.is_right}
    return [question for question in module.questions if question.id in wrong]


def _nudged(people: People) -> dict[uuid.UUID, datetime]:
    last = select(Nudge.ambassador_id, func.max(Nudge.created_at))
    rows = last.where(Nudge.ambassador_id.in_(people)).group_by(Nudge.ambassador_id)
    return dict(db.session.execute(rows).all())


def get_person(cohort: Cohort, ambassador_id: uuid.UUID) -> Ambassador:
    """Return somebody who takes part in a cohort; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Ambassador)
        .where(
            Ambassador.id == ambassador_id,
            Ambassador.cohort_id == cohort.id,
            Ambassador.status == AmbassadorStatus.ACTIVE,
        )
        .options(joinedload(Ambassador.user))
    ).one()
