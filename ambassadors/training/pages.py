"""What a lesson's page shows beside its words, and where its links lead: for real, or as a preview.

An organiser who looks at training as an ambassador follows the same pages and writes nothing.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from ambassadors.training import drawings
from ambassadors.training.models import Lesson, Module, Question, TrainingPicture
from core.captions import Track
from core.languages import localised


@dataclass(frozen=True)
class Film:
    url: str
    mimetype: str
    tracks: list[Track]
    transcript: str


@dataclass(frozen=True)
class Shown:
    """A picture that can be shown, is being made ready, or cannot be used."""

    url: str
    alt: str
    width: int
    height: int
    is_waiting: bool = False
    refusal: str = ""
    credit: str = ""


class Links:
    """Where an ambassador's pages lead."""

    is_preview = False
    files = "training_files_ambassador"

    def arguments(self) -> dict[str, Any]:
        """Return what every address needs."""
        return {}

    def file(self, view: str, **more: Any) -> str:
        """Return the address of a picture, a film or its captions."""
        return url_for(f"{self.files}.{view}", **self.arguments(), **more)

    def module(self, module: Module) -> str:
        """Return the address of a module."""
        return url_for("training_ambassador.show_module", module_id=module.id)

    def lesson(self, lesson: Lesson) -> str:
        """Return the address of a lesson."""
        return url_for(
            "training_ambassador.show_lesson", module_id=lesson.module_id, lesson_id=lesson.id
        )

    def question(self, question: Question, attempt_id: uuid.UUID) -> str:
        """Return the address of a question."""
        return url_for(
            "training_ambassador.show_question", attempt_id=attempt_id, question_id=question.id
        )


class PreviewLinks(Links):
    """The same for an organiser who looks."""

    is_preview = True
    files = "training_files_organiser"

    def __init__(self, organisation: str, cohort_id: uuid.UUID) -> None:
        self.organisation, self.cohort_id = organisation, cohort_id

    def arguments(self) -> dict[str, Any]:
        """Return what every address needs."""
        return {"organisation": self.organisation, "cohort_id": self.cohort_id}

    def module(self, module: Module) -> str:
        """Return the preview of a module."""
        here = self.arguments()
        return url_for("training_preview.show_module", module_id=module.id, **here)

    def lesson(self, lesson: Lesson) -> str:
        """Return the preview of a lesson."""
        place = {**self.arguments(), "module_id": lesson.module_id, "lesson_id": lesson.id}
        return url_for("training_preview.show_lesson", **place)

    def question(self, question: Question, attempt_id: uuid.UUID) -> str:
        """Return the preview of a question."""
        place = {**self.arguments(), "module_id": question.module_id, "question_id": question.id}
        return url_for("training_preview.show_question", **place)


def film_of(lesson: Lesson, links: Links) -> Film | None:
    """Return a lesson's film with its captions, those in the reader's language first."""
    video = lesson.video
    if video is None:
        return None
    own, languages = localised(video, "captions"), {"da": _("Danish"), "en": _("English")}
    tracks = [
        Track(code, label, links.file("send_captions", lesson_id=lesson.id, language=code))
        for code, label in languages.items()
        if getattr(video, f"captions_{code}")
    ]
    tracks.sort(key=lambda track: getattr(video, f"captions_{track.locale}") != own)
    transcript = localised(video, "transcript")
    return Film(links.file("send_film", lesson_id=lesson.id), video.mimetype, tracks, transcript)


def picture_of(lesson: Lesson, links: Links) -> Shown | None:
    """Return the picture or drawing of a lesson."""
    alt = localised(lesson, "alt")
    if lesson.picture is not None:
        return shown(lesson.picture, links, alt)
    if lesson.drawing:
        url = url_for("static", filename=drawings.file_of(lesson.drawing))
        width, height = drawings.size_of(lesson.drawing)
        credit = drawings.CREDITS.get(lesson.drawing, "")
        return Shown(url, alt, width, height, credit=credit)
    return None


def shown(picture: TrainingPicture, links: Links, alt: str) -> Shown:
    """Return a picture as a page shows it."""
    return Shown(
        links.file("send_picture", picture_id=picture.id),
        alt,
        picture.width,
        picture.height,
        is_waiting=picture.storage_key is None and not picture.refusal,
        refusal=picture.refusal,
    )
