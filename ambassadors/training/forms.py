"""Forms of those who write training: they check shape, operations check rules."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from ambassadors.training import drawings
from ambassadors.training.content import (
    ChoiceText,
    FilmText,
    LessonText,
    ModuleText,
    QuestionText,
)
from ambassadors.training.enums import LessonKind, PracticeAnswerKind, QuestionKind
from ambassadors.training.models import Lesson, LessonVideo, Question
from core.forms import SelectChoice, TicksField, filled, no_id_number, sent_file

LONGEST_TITLE = 120
LONGEST_LINE = 400
LONGEST_TEXT = 20_000
MOST_CHOICES = 6
LONGEST_ALT = 300
LONGEST_CAPTIONS = 200_000


class ModuleForm(FlaskForm):
    title_da = StringField(
        _l("Title in Danish"), validators=[Length(max=LONGEST_TITLE), no_id_number]
    )
    title_en = StringField(
        _l("Title in English"), validators=[Length(max=LONGEST_TITLE), no_id_number]
    )
    intro_da = TextAreaField(
        _l("What it is about, in Danish"), validators=[Length(max=1000), no_id_number]
    )
    intro_en = TextAreaField(
        _l("What it is about, in English"), validators=[Length(max=1000), no_id_number]
    )
    minutes = IntegerField(
        _l("Minutes"),
        description=_l("How long it takes to read the lessons and take the quiz."),
        default=6,
        validators=[
            InputRequired(_l("Enter how many minutes.")),
            NumberRange(1, 120, _l("Enter a number from 1 to 120.")),
        ],
    )
    pass_mark = IntegerField(
        _l("Pass mark in percent"),
        description=_l("How much of the quiz must be right. 80 means four of five."),
        default=80,
        validators=[
            InputRequired(_l("Enter a pass mark.")),
            NumberRange(0, 100, _l("Enter a number from 0 to 100.")),
        ],
    )
    required = BooleanField(_l("Everybody should take it"), default=True)
    submit = SubmitField(_l("Save"))

    def text(self) -> ModuleText:
        """Return what was entered, once validated."""
        return ModuleText(
            title_da=(self.title_da.data or "").strip(),
            title_en=(self.title_en.data or "").strip(),
            intro_da=(self.intro_da.data or "").strip(),
            intro_en=(self.intro_en.data or "").strip(),
            minutes=filled(self.minutes.data),
            pass_mark=filled(self.pass_mark.data),
            required=bool(self.required.data),
        )


class LessonForm(FlaskForm):
    kind = RadioField(
        _l("What is it?"),
        choices=[SelectChoice(kind.value, kind.label) for kind in LessonKind],
        default=LessonKind.READING.value,
    )
    asks = RadioField(
        _l("What should they send you?"),
        description=_l("Only for something to do. You see it and write a word back."),
        choices=[SelectChoice(kind.value, kind.label) for kind in PracticeAnswerKind],
        default=PracticeAnswerKind.TEXT.value,
    )
    title_da = StringField(
        _l("Title in Danish"), validators=[Length(max=LONGEST_TITLE), no_id_number]
    )
    title_en = StringField(
        _l("Title in English"), validators=[Length(max=LONGEST_TITLE), no_id_number]
    )
    body_da = TextAreaField(
        _l("Text in Danish"), validators=[Length(max=LONGEST_TEXT), no_id_number]
    )
    body_en = TextAreaField(
        _l("Text in English"), validators=[Length(max=LONGEST_TEXT), no_id_number]
    )
    drawing = SelectField(_l("A drawing of ours"), default="")
    picture = FileField(
        _l("Or a picture of your own"),
        description=_l("JPEG, PNG, WebP, HEIC or AVIF. Place and camera are taken out of it."),
    )
    without_picture = BooleanField(_l("Take the picture out of the lesson"))
    alt_da = StringField(
        _l("What the picture shows, in Danish"), validators=[Length(max=LONGEST_ALT), no_id_number]
    )
    alt_en = StringField(
        _l("What the picture shows, in English"), validators=[Length(max=LONGEST_ALT), no_id_number]
    )
    look = SubmitField(_l("See how it looks"))
    submit = SubmitField(_l("Save the lesson"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.drawing.choices = [
            SelectChoice("", _l("None")),
            *(SelectChoice(name, drawings.label(name)) for name in drawings.names()),
        ]

    def text(self) -> LessonText:
        """Return what was entered, once validated."""
        kind = LessonKind(self.kind.data)
        return LessonText(
            title_da=(self.title_da.data or "").strip(),
            title_en=(self.title_en.data or "").strip(),
            body_da=(self.body_da.data or "").strip(),
            body_en=(self.body_en.data or "").strip(),
            kind=kind,
            asks=PracticeAnswerKind(self.asks.data or PracticeAnswerKind.TEXT.value),
            drawing=self.drawing.data or "",
            alt_da=(self.alt_da.data or "").strip(),
            alt_en=(self.alt_en.data or "").strip(),
        )

    def sent_picture(self) -> bytes:
        """Return the picture that was chosen, or nothing."""
        return sent_file(self.picture.data)


def lesson_form(lesson: Lesson | None) -> LessonForm:
    """Return the form of a lesson as it is now, or as it was sent."""
    if lesson is None:
        return LessonForm()
    words = {
        name: getattr(lesson, name)
        for name in ("title_da", "title_en", "body_da", "body_en", "drawing", "alt_da", "alt_en")
    }
    return LessonForm(data={**words, "kind": lesson.kind.value, "asks": lesson.asks.value})


class FilmForm(FlaskForm):
    """A film with its words. Captions already there stay when no new file is chosen."""

    film = FileField(
        _l("The film"),
        description=_l("MP4 or MOV, at most 200 MB. One or two minutes is plenty."),
    )
    captions_da = FileField(_l("Captions in Danish"), description=_l("A WebVTT file (.vtt)."))
    captions_en = FileField(_l("Captions in English"), description=_l("A WebVTT file (.vtt)."))
    transcript_da = TextAreaField(
        _l("What is said and shown, in Danish"), validators=[Length(max=LONGEST_TEXT), no_id_number]
    )
    transcript_en = TextAreaField(
        _l("What is said and shown, in English"),
        validators=[Length(max=LONGEST_TEXT), no_id_number],
    )
    submit = SubmitField(_l("Save the film"))

    def text(self, video: LessonVideo | None) -> FilmText:
        """Return the words that were entered, with the captions that were there before."""
        return FilmText(
            captions_da=_text_of(self.captions_da.data) or (video.captions_da if video else ""),
            captions_en=_text_of(self.captions_en.data) or (video.captions_en if video else ""),
            transcript_da=(self.transcript_da.data or "").strip(),
            transcript_en=(self.transcript_en.data or "").strip(),
        )


def _text_of(file: Any) -> str:
    if not file or not getattr(file, "filename", ""):
        return ""
    content: bytes = file.read(LONGEST_CAPTIONS)
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()


class ChoiceForm(Form):
    """One answer; an empty one is left out."""

    text_da = StringField(validators=[Length(max=LONGEST_LINE), no_id_number])
    text_en = StringField(validators=[Length(max=LONGEST_LINE), no_id_number])
    why_da = TextAreaField(validators=[Length(max=LONGEST_LINE), no_id_number])
    why_en = TextAreaField(validators=[Length(max=LONGEST_LINE), no_id_number])

    def number(self, number: int) -> None:
        """Let each label say which answer it is about."""
        self.text_da.label.text = _("Answer %(number)s", number=number)
        self.text_en.label.text = _("Answer %(number)s in English", number=number)
        self.why_da.label.text = _("Why, answer %(number)s", number=number)
        self.why_en.label.text = _("Why, answer %(number)s, in English", number=number)


class QuestionForm(FlaskForm):
    kind = SelectField(
        _l("What kind of question?"),
        choices=[SelectChoice(kind.value, kind.label) for kind in QuestionKind],
        default=QuestionKind.ONE.value,
    )
    text_da = TextAreaField(
        _l("The question in Danish"),
        description=_l("Ask about a situation from everyday life."),
        validators=[Length(max=LONGEST_LINE), no_id_number],
    )
    text_en = TextAreaField(
        _l("The question in English"), validators=[Length(max=LONGEST_LINE), no_id_number]
    )
    choices = FieldList(FormField(ChoiceForm), min_entries=MOST_CHOICES, max_entries=MOST_CHOICES)
    rights = TicksField(
        _l("Answers in Danish"),
        description=_l(
            "Tick what is right. For “Put in order”, write them in the right order. For own words, "
            "leave them empty and write a model answer below."
        ),
        choices=[
            SelectChoice(str(number), _l("Answer %(number)s", number=number))
            for number in range(1, MOST_CHOICES + 1)
        ],
    )
    explanation_da = TextAreaField(
        _l("Model answer or a last word, in Danish"), validators=[Length(max=1000), no_id_number]
    )
    explanation_en = TextAreaField(
        _l("Model answer or a last word, in English"), validators=[Length(max=1000), no_id_number]
    )
    submit = SubmitField(_l("Save the question"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for number, choice in enumerate(self.choices, 1):
            choice.form.number(number)

    def is_wrong_in(self, *names: str) -> bool:
        """Say whether fields of these names, the question's or an answer's, have errors."""
        forms: list[Form] = [self, *(choice.form for choice in self.choices)]
        return any(form[name].errors for form in forms for name in names if name in form)

    def text(self) -> QuestionText:
        """Return what was entered, once validated."""
        right = {int(number) for number in self.rights.data or []}
        return QuestionText(
            kind=QuestionKind(self.kind.data),
            text_da=(self.text_da.data or "").strip(),
            text_en=(self.text_en.data or "").strip(),
            explanation_da=(self.explanation_da.data or "").strip(),
            explanation_en=(self.explanation_en.data or "").strip(),
            choices=tuple(
                ChoiceText(
                    is_right=number in right,
                    **{name: (text or "").strip() for name, text in row.items()},
                )
                for number, row in enumerate(self.choices.data, 1)
            ),
        )


def question_form(question: Question) -> QuestionForm:
    """Return the form of a question as it is now, or as it was sent."""
    words = {
        name: getattr(question, name)
        for name in ("text_da", "text_en", "explanation_da", "explanation_en")
    }
    names = ("text_da", "text_en", "why_da", "why_en")
    choices = [{name: getattr(one, name) for name in names} for one in question.choices]
    rights = [str(n) for n, choice in enumerate(question.choices, 1) if choice.is_right]
    kind = question.kind.value
    return QuestionForm(data={**words, "kind": kind, "choices": choices, "rights": rights})
