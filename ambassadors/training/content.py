"""What an organiser writes in training, as plain values."""

from dataclasses import dataclass

from ambassadors.training.enums import LessonKind, PracticeAnswerKind, QuestionKind


@dataclass(frozen=True, kw_only=True)
class ModuleText:
    title_da: str
    title_en: str
    intro_da: str
    intro_en: str
    minutes: int
    pass_mark: int
    required: bool


@dataclass(frozen=True, kw_only=True)
class LessonText:
    title_da: str
    title_en: str
    body_da: str
    body_en: str
    kind: LessonKind = LessonKind.READING
    asks: PracticeAnswerKind = PracticeAnswerKind.TEXT
    drawing: str = ""
    alt_da: str = ""
    alt_en: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceText:
    text_da: str
    text_en: str
    why_da: str
    why_en: str
    is_right: bool

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was written."""
        return not (self.text_da or self.text_en)


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    kind: QuestionKind = QuestionKind.ONE
    text_da: str
    text_en: str
    explanation_da: str = ""
    explanation_en: str = ""
    choices: tuple[ChoiceText, ...]


@dataclass(frozen=True, kw_only=True)
class FilmText:
    """The words that go with a film: captions as WebVTT, and all that is said and shown."""

    captions_da: str
    captions_en: str
    transcript_da: str
    transcript_en: str
