"""Reminding all of a cohort who are behind with their training; counting the large ones."""

import uuid
from datetime import datetime

from accounts.models import User
from ambassadors import rights
from ambassadors.messages import nudges
from ambassadors.messages.enums import NudgeAbout
from ambassadors.models import Cohort
from ambassadors.training.follow_up import behind, hard_questions, operations, queries
from core import jobs
from core.db import db, utcnow
from core.formats import local_date
from core.languages import marked

WAVE = 1_000
NO_ORGANISER = marked("Who asked for the reminders is not an organiser any more.")


def _send_what_is_in_line(task: jobs.Task, error: str) -> None:
    jobs.enqueue("send_nudges", subject_id=task.subject_id)


@jobs.job("remind_of_training", on_failure=_send_what_is_in_line)
def remind_of_training(task: jobs.Task) -> None:
    """Put a reminder in line for each who is behind and whose own terms allow it, in waves.

    A wave is saved whole, and nobody in one may be reminded again so soon: killed anywhere and done
    again, each person gets one. Whoever asked must still be an organiser at each wave.
    """
    cohort = db.session.get_one(Cohort, task.subject_id)
    actor = db.session.get_one(User, uuid.UUID(task.arguments["actor"]))
    asked_at = datetime.fromisoformat(task.arguments["asked_at"])
    total, seen, found, last = behind.count_active(cohort), 0, 0, None
    while people := behind.next_active(cohort, after=last, limit=WAVE):
        if not rights.may_organise(actor, cohort.organisation):
            raise jobs.GiveUp(NO_ORGANISER)
        late = behind.those_behind(cohort, people)
        _line_up(cohort, late, actor)
        seen, found, last = seen + len(people), found + len(late), people[-1]
        task.progress(seen, total)
    told = nudges.count_since(cohort, asked_at)
    nudges.send(cohort, about=NudgeAbout.TRAINING, actor=actor, number=told)
    task.progress(told, max(told, found))


def _line_up(cohort: Cohort, people: list[uuid.UUID], actor: User) -> None:
    now = utcnow()
    today = local_date(now, cohort.organisation.timezone)
    nudges.line_up(cohort, people, about=NudgeAbout.TRAINING, actor=actor, on=today, now=now)


@jobs.every(seconds=60)
def count_large_cohorts() -> None:
    """Count where people stand and how they answer, so that no page of thousands has to.

    It takes seconds, so nothing is held meanwhile that somebody else may want to write.
    """
    for cohort_id in queries.large_cohorts(utcnow()):
        db.session.rollback()
        db.session.connection(execution_options={"reading": True})
        cohort = db.session.get_one(Cohort, cohort_id)
        standing = queries.standing_now(cohort)
        questions = hard_questions.answers_now(cohort)
        db.session.rollback()
        operations.keep_count(cohort_id, standing, questions.values())
        db.session.commit()
