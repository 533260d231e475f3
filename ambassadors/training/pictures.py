"""Reads about the pictures and films of training."""

import uuid

from sqlalchemy import or_, select

from ambassadors.models import Ambassador
from ambassadors.training.models import Lesson, LessonVideo, Module, TrainingPicture
from core.db import db


def get_picture(cohort_id: uuid.UUID, picture_id: uuid.UUID) -> TrainingPicture:
    """Return any picture of a cohort's training; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(TrainingPicture).where(
            TrainingPicture.id == picture_id, TrainingPicture.cohort_id == cohort_id
        )
    ).one()


def get_picture_for(ambassador: Ambassador, picture_id: uuid.UUID) -> TrainingPicture:
    """Return a picture of a lesson, or one's own; what others practise is not found."""
    nobodys = TrainingPicture.ambassador_id.is_(None)
    return db.session.scalars(
        select(TrainingPicture).where(
            TrainingPicture.id == picture_id,
            TrainingPicture.cohort_id == ambassador.cohort_id,
            or_(nobodys, TrainingPicture.ambassador_id == ambassador.id),
        )
    ).one()


def get_video(cohort_id: uuid.UUID, lesson_id: uuid.UUID) -> LessonVideo:
    """Return the film of a lesson in a cohort's training; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(LessonVideo)
        .join(LessonVideo.lesson)
        .join(Lesson.module)
        .where(
            Lesson.id == lesson_id,
            Lesson.archived_at.is_(None),
            Module.cohort_id == cohort_id,
            Module.archived_at.is_(None),
        )
    ).one()
