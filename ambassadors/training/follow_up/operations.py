"""Writes of an organiser who follows training. Routes commit."""

import uuid
from collections.abc import Iterable

from accounts import audit
from accounts.models import User
from ambassadors.messages import nudges
from ambassadors.messages.enums import NudgeAbout
from ambassadors.models import Ambassador, Cohort
from ambassadors.training.follow_up.models import TrainingCount
from ambassadors.training.follow_up.standings import QuestionRow, Standing
from ambassadors.training.models import PracticeAnswer
from core import jobs
from core.db import db, insert_into, table_of, utcnow
from core.formats import local_date


def remind(person: Ambassador, *, actor: User) -> bool:
    """Remind one person kindly; False when their own terms do not allow it now."""
    cohort, now, about = person.cohort, utcnow(), NudgeAbout.TRAINING
    today = local_date(now, cohort.organisation.timezone)
    told = nudges.line_up(cohort, [person.id], about=about, actor=actor, on=today, now=now)
    nudges.send(cohort, about=about, actor=actor, number=told)
    return bool(told)


def remind_all(cohort: Cohort, *, actor: User) -> None:
    """Have a job remind everybody who lacks something required, unless one does so already."""
    job = jobs.latest("remind_of_training", cohort.id)
    if job is None or job.is_over:
        moment = utcnow().isoformat()
        jobs.enqueue("remind_of_training", subject_id=cohort.id, actor=actor.id, asked_at=moment)


def reply(answer: PracticeAnswer, *, text: str, actor: User) -> bool:
    """Say a word about what somebody practised; False when it was said just before."""
    if answer.replied_at is not None and answer.reply == text:
        return False
    answer.reply, answer.replied_at, answer.replied_by = text, utcnow(), actor
    audit.record(
        answer.lesson.module.cohort.organisation,
        actor=actor,
        action="practice_answered",
        subject=answer,
    )
    return True


def keep_count(
    cohort_id: uuid.UUID, standing: dict[Standing, int], questions: Iterable[QuestionRow]
) -> None:
    """Keep what was just counted of a large cohort for its pages."""
    values = {
        "counted_at": utcnow(),
        "standing": dict(standing),
        "questions": {str(row.question_id): [row.answered, row.wrong] for row in questions},
    }
    insert = insert_into(table_of(TrainingCount)).values(cohort_id=cohort_id, **values)
    db.session.execute(insert.on_conflict_do_update(index_elements=["cohort_id"], set_=values))
