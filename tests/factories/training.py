import io

import factory
from PIL import Image

from ambassadors.training.models import (
    Choice,
    Lesson,
    LessonProgress,
    LessonVideo,
    Module,
    PracticeAnswer,
    Question,
    QuizAnswer,
    QuizAttempt,
    TrainingPicture,
)
from core import storage
from core.db import utcnow
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.base import Factory


class ModuleFactory(Factory):
    """An empty module; see ``full_module`` for one with lessons and a quiz."""

    class Meta:
        model = Module

    cohort = factory.SubFactory(CohortFactory)
    position = factory.Sequence(lambda n: n + 1)
    title_da = factory.Sequence(lambda n: f"Modul {n}")
    title_en = factory.Sequence(lambda n: f"Module {n}")
    intro_da = "Kort fortalt."
    intro_en = "In short."
    pass_mark = 75


class LessonFactory(Factory):
    class Meta:
        model = Lesson

    module = factory.SubFactory(ModuleFactory)
    position = factory.Sequence(lambda n: n + 1)
    title_da = factory.Sequence(lambda n: f"Lektion {n}")
    title_en = factory.Sequence(lambda n: f"Lesson {n}")
    body_da = "Et **offentligt** sted er ikke et ja."
    body_en = "A **public** place is not a yes."


class QuestionFactory(Factory):
    class Meta:
        model = Question

    module = factory.SubFactory(ModuleFactory)
    position = factory.Sequence(lambda n: n + 1)
    text_da = factory.Sequence(lambda n: f"Hvad gør du i tilfælde {n}?")
    text_en = factory.Sequence(lambda n: f"What do you do in case {n}?")


class ChoiceFactory(Factory):
    class Meta:
        model = Choice

    question = factory.SubFactory(QuestionFactory)
    position = factory.Sequence(lambda n: n + 1)
    text_da = factory.Sequence(lambda n: f"Svar {n}")
    text_en = factory.Sequence(lambda n: f"Answer {n}")
    is_right = False
    why_da = factory.Sequence(lambda n: f"Fordi {n}")
    why_en = factory.Sequence(lambda n: f"Because {n}")


class LessonProgressFactory(Factory):
    class Meta:
        model = LessonProgress

    ambassador_id = factory.LazyFunction(lambda: AmbassadorFactory().id)
    lesson_id = factory.LazyFunction(lambda: LessonFactory().id)
    finished_at = factory.LazyFunction(utcnow)


class QuizAttemptFactory(Factory):
    """An attempt somebody is in the middle of."""

    class Meta:
        model = QuizAttempt

    ambassador = factory.SubFactory(AmbassadorFactory)
    module = factory.SubFactory(ModuleFactory)


class PassedAttemptFactory(QuizAttemptFactory):
    finished_at = factory.LazyFunction(utcnow)
    score = 100
    passed = True


class QuizAnswerFactory(Factory):
    class Meta:
        model = QuizAnswer

    attempt = factory.SubFactory(QuizAttemptFactory)
    question = factory.SubFactory(QuestionFactory)
    chosen: list[str] = []
    is_right = False


FILM = (
    b"\0\0\0\x18ftypisom\0\0\0\0isommp42"
    + (32).to_bytes(4, "big")
    + b"moov"
    + (24).to_bytes(4, "big")
    + b"mvhd"  # a box players need: the others are overwritten
    + bytes(16)
    + (2008).to_bytes(4, "big")
    + b"mdat"
    + bytes(range(250)) * 8
)
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nHej."


def a_picture() -> bytes:
    """Return a small picture as the worker makes them."""
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "#3d7d73").save(made, "WEBP")
    return made.getvalue()


class TrainingPictureFactory(Factory):
    """A picture that can be shown."""

    class Meta:
        model = TrainingPicture

    cohort_id = factory.LazyFunction(lambda: CohortFactory().id)
    storage_key = factory.Sequence(lambda n: f"training/picture{n}.webp")
    width, height = 64, 48

    @factory.post_generation
    def file(self, create, extracted, **kwargs):
        storage.save(self.storage_key, a_picture(), mimetype="image/webp")


class LessonVideoFactory(Factory):
    class Meta:
        model = LessonVideo

    lesson = factory.SubFactory(LessonFactory)
    storage_key = factory.Sequence(lambda n: f"training/film{n}.mp4")
    mimetype = "video/mp4"
    byte_size = len(FILM)
    captions_da = CAPTIONS
    transcript_da = "Hej."

    @factory.post_generation
    def file(self, create, extracted, **kwargs):
        storage.save(self.storage_key, FILM, mimetype="video/mp4")


class PracticeAnswerFactory(Factory):
    """Something practised that waits for a word."""

    class Meta:
        model = PracticeAnswer

    ambassador = factory.SubFactory(AmbassadorFactory)
    lesson = factory.SubFactory(LessonFactory)
    text = "Mit bord om morgenen."
    sent_at = factory.LazyFunction(utcnow)


def full_module(cohort, *, lessons=2, questions=4, **changes):
    """Make a module with lessons and questions of three choices; the second one is right."""
    module = ModuleFactory(cohort=cohort, **changes)
    LessonFactory.create_batch(lessons, module=module)
    for question in QuestionFactory.create_batch(questions, module=module):
        for right in (False, True, False):
            ChoiceFactory(question=question, is_right=right)
    return module
