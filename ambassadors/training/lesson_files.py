"""Writes of pictures and films: of lessons, and what ambassadors send as practice."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from accounts.models import User
from ambassadors.models import Ambassador, Cohort
from ambassadors.training import editing, films
from ambassadors.training.content import FilmText
from ambassadors.training.errors import (
    FilmMissing,
    FilmTooLarge,
    NoCaptions,
    NotAFilm,
    NotCaptions,
    NoTranscript,
)
from ambassadors.training.models import Lesson, LessonVideo, TrainingPicture
from ambassadors.training.recording import record
from core import jobs, storage
from core.db import db
from core.errors import DomainError
from core.films import FilmRefused, forget_notes
from core.image_gate import MAX_BYTES, PictureFacts, PictureRefused
from core.pictures import keep_original
from core.refusals import reason

FOLDER = "training"


class PictureNotTaken(DomainError):
    """The picture cannot be used; the message says why and what to do."""


class StoredFilm(NamedTuple):
    """Where a film is, of which type, and how much it takes up."""

    key: str
    mimetype: str
    byte_size: int


def store_picture(content: bytes) -> tuple[str, PictureFacts]:
    """Store a picture that has passed the gate, before anything is written of it.

    Raises PictureNotTaken, and StorageUnavailable.
    """
    try:
        return keep_original(content, folder=FOLDER)
    except PictureRefused as refused:
        words = reason(refused.reason, megabytes=MAX_BYTES // 1024**2)
        raise PictureNotTaken(words, field="picture") from refused


def take_picture(
    cohort: Cohort, stored: tuple[str, PictureFacts], *, ambassador: Ambassador | None = None
) -> TrainingPicture:
    """Keep a stored picture; the worker makes what may be shown of it."""
    key, facts = stored
    picture = TrainingPicture(
        cohort_id=cohort.id,
        ambassador_id=ambassador.id if ambassador else None,
        original_key=key,
        width=facts.width,
        height=facts.height,
    )
    db.session.add(picture)
    db.session.flush()  # the job is told its id
    jobs.enqueue("make_training_picture", subject_id=picture.id)
    return picture


def set_picture(lesson: Lesson, picture: TrainingPicture | None, *, actor: User) -> None:
    """Give a lesson another picture, or none; the old one is forgotten."""
    old = lesson.picture
    lesson.picture = picture
    db.session.flush()  # nothing points at the old one any more
    if old:
        forget_picture(old)
    editing.mark_changed(lesson)
    record(lesson.module, "lesson_picture_changed", lesson, actor)


def forget_picture(picture: TrainingPicture) -> None:
    """Delete a picture and its files."""
    forget_files(picture.keys)
    db.session.delete(picture)


def forget_files(keys: Iterable[str]) -> None:
    """Have files removed once this transaction is through."""
    found = " ".join(keys)
    if found:
        jobs.enqueue("forget_training_files", keys=found)


def set_film(
    lesson: Lesson, film: StoredFilm | None, words: FilmText, *, actor: User
) -> LessonVideo:
    """Give a lesson a stored film, or other words to the one it has.

    Raises FilmMissing, NoCaptions, NotCaptions and NoTranscript.
    """
    check_words(words)
    video = lesson.video
    if film is None and video is None:
        raise FilmMissing
    if video is None:
        video = LessonVideo(lesson=lesson)
        db.session.add(video)
    if film is not None:
        if video.storage_key:
            forget_files([video.storage_key])
        video.storage_key, video.mimetype, video.byte_size = film
    for name, text in asdict(words).items():
        setattr(video, name, text)
    editing.mark_changed(lesson)
    record(lesson.module, "lesson_film_changed", lesson, actor)
    return video


def store_film(film: Path) -> StoredFilm:
    """Store a film, before anything is written of it.

    Raises NotAFilm, FilmTooLarge, and StorageUnavailable.
    """
    size = film.stat().st_size
    if size > films.MOST_BYTES:
        raise FilmTooLarge
    mimetype = films.type_of(film)
    if mimetype is None:
        raise NotAFilm
    try:
        forget_notes(film)  # where it was filmed is nobody's business
    except FilmRefused as refused:
        raise NotAFilm from refused
    key = f"{FOLDER}/{uuid.uuid4().hex}.{'mov' if mimetype == films.MOV else 'mp4'}"
    storage.save(key, film, mimetype=mimetype)
    return StoredFilm(key, mimetype, size)


def check_words(words: FilmText) -> None:
    """Raise NoCaptions, NotCaptions or NoTranscript where words are missing beside a film."""
    for field in ("captions_da", "captions_en"):
        captions = getattr(words, field)
        if captions and not films.is_captions(captions):
            raise NotCaptions(field)
    if not (words.captions_da or words.captions_en):
        raise NoCaptions
    if not (words.transcript_da or words.transcript_en):
        raise NoTranscript


def remove_film(lesson: Lesson, *, actor: User) -> None:
    """Take the film out of a lesson; nothing happens when there is none."""
    if lesson.video is None:
        return
    forget_files([lesson.video.storage_key])
    db.session.delete(lesson.video)
    editing.mark_changed(lesson)
    record(lesson.module, "lesson_film_changed", lesson, actor)
