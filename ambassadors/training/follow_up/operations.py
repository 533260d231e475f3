"""Writes of an organiser who follows training. Routes commit."""

from accounts import audit
from accounts.models import User
from ambassadors.training.models import PracticeAnswer
from core.db import utcnow


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
