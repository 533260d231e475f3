"""Writes of an organiser to modules and lessons. Nobody loses a pass by them. Routes commit."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TypeVar

from accounts.models import User
from ambassadors.models import Cohort
from ambassadors.training import queries
from ambassadors.training.content import LessonText, ModuleText
from ambassadors.training.errors import AltMissing, NothingToRetake, TitleMissing
from ambassadors.training.models import Lesson, Module, Question
from ambassadors.training.recording import record
from core.db import db, utcnow

Ordered = TypeVar("Ordered", Module, Lesson, Question)
# Rules a module is taken under; whoever has passed it need not know that they are others now.
NO_CHANGE_OF_CONTENT = {"minutes", "required"}


def add_module(cohort: Cohort, text: ModuleText, *, actor: User) -> Module:
    """Add a module at the end of a cohort's training. Raises TitleMissing."""
    _check_title(text.title_da, text.title_en)
    position = queries.last_position(Module, Module.cohort_id == cohort.id) + 1
    module = Module(cohort=cohort, position=position, **asdict(text))
    db.session.add(module)
    record(module, "module_added", module, actor, after=asdict(text))
    return module


def edit_module(module: Module, text: ModuleText, *, actor: User) -> None:
    """Change a module's words and rules. Raises TitleMissing."""
    _check_title(text.title_da, text.title_en)
    changed = _change(module, "module_changed", module, asdict(text), actor)
    if changed - NO_CHANGE_OF_CONTENT:
        module.changed_at = utcnow()


def ask_for_retake(module: Module, *, actor: User) -> None:
    """Ask everybody who has passed a module to take it again: their pass no longer counts.

    Raises NothingToRetake.
    """
    if not queries.count_passed(module):
        raise NothingToRetake
    before = module.retake_asked_at
    module.retake_asked_at = utcnow()
    record(
        module,
        "retake_asked",
        module,
        actor,
        before={"retake_asked_at": before.isoformat() if before else None},
        after={"retake_asked_at": module.retake_asked_at.isoformat()},
    )


def add_lesson(module: Module, text: LessonText, *, has_picture: bool, actor: User) -> Lesson:
    """Add a lesson at the end of a module. Raises TitleMissing and AltMissing."""
    check_lesson(text, has_picture=has_picture)
    position = queries.last_position(Lesson, Lesson.module_id == module.id) + 1
    lesson = Lesson(module=module, position=position, **asdict(text))
    db.session.add(lesson)
    module.changed_at = utcnow()
    record(module, "lesson_added", lesson, actor, after=asdict(text))
    return lesson


def edit_lesson(lesson: Lesson, text: LessonText, *, has_picture: bool, actor: User) -> None:
    """Change a lesson. Raises TitleMissing and AltMissing."""
    check_lesson(text, has_picture=has_picture)
    if _change(lesson.module, "lesson_changed", lesson, asdict(text), actor):
        mark_changed(lesson)


def mark_changed(lesson: Lesson) -> None:
    """Let those who have read a lesson or passed its module see that it is another now."""
    lesson.changed_at = lesson.module.changed_at = utcnow()


def move(thing: Ordered, among: list[Ordered], *, up: bool, actor: User) -> None:
    """Swap a module, lesson or question with its neighbour; at the end nothing happens."""
    place = among.index(thing)
    other = place - 1 if up else place + 1
    if 0 <= other < len(among):
        order = list(among)
        order[place], order[other] = order[other], order[place]
        put_in_order(among, order, actor=actor)


def put_in_order(among: Sequence[Ordered], order: Sequence[Ordered], *, actor: User) -> None:
    """Give things of one list another order."""
    places = [thing.position for thing in among]
    moved = [(thing, place) for thing, place in zip(order, places, strict=True)]
    moved = [(thing, place) for thing, place in moved if thing.position != place]
    if not moved:
        return
    before = {str(thing.id): thing.position for thing, _place in moved}
    for number, (thing, _place) in enumerate(moved, 1):
        thing.position = -number
    db.session.flush()  # no two may have the same position, not even for a moment
    for thing, place in moved:
        thing.position = place
    first = moved[0][0]
    module = first if isinstance(first, Module) else first.module
    after = {str(thing.id): place for thing, place in moved}
    record(module, "training_order_changed", first, actor, before=before, after=after)


def _check_title(*titles: str) -> None:
    if not any(titles):
        raise TitleMissing


def check_lesson(text: LessonText, *, has_picture: bool) -> None:
    """Raise TitleMissing or AltMissing where words are missing."""
    _check_title(text.title_da, text.title_en)
    if (has_picture or text.drawing) and not (text.alt_da and text.alt_en):
        raise AltMissing


def _change(
    module: Module, action: str, thing: Module | Lesson, new: dict[str, object], actor: User
) -> set[str]:
    """Set what is new, record it, and return the names of what has changed."""
    changed = {name: value for name, value in new.items() if getattr(thing, name) != value}
    before = {name: getattr(thing, name) for name in changed}
    for name, value in changed.items():
        setattr(thing, name, value)
    if changed:
        record(module, action, thing, actor, before=before, after=changed)
    return set(changed)
