"""Forms of training: they check shape, operations check rules."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from ambassadors.training.content import ChoiceText, LessonText, ModuleText, QuestionText
from ambassadors.training.models import Choice, Question
from core.forms import SelectChoice, filled
from core.languages import localised

LONGEST_TITLE = 120
LONGEST_LINE = 400
LONGEST_TEXT = 20_000
MOST_CHOICES = 4


class AnswerForm(FlaskForm):
    choice = RadioField(_l("Your answer"), validators=[InputRequired(_l("Choose an answer."))])

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question
        self.choice.choices = [
            SelectChoice(str(choice.id), localised(choice, "text")) for choice in question.choices
        ]

    def chosen(self) -> Choice:
        """Return the choice, once validated."""
        return next(c for c in self.question.choices if str(c.id) == self.choice.data)


class ModuleForm(FlaskForm):
    title_da = StringField(_l("Title in Danish"), validators=[Length(max=LONGEST_TITLE)])
    title_en = StringField(_l("Title in English"), validators=[Length(max=LONGEST_TITLE)])
    intro_da = TextAreaField(_l("What it is about, in Danish"), validators=[Length(max=1000)])
    intro_en = TextAreaField(_l("What it is about, in English"), validators=[Length(max=1000)])
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
        description=_l("How much of the quiz must be right. 75 means three of four."),
        default=75,
        validators=[
            InputRequired(_l("Enter a pass mark.")),
            NumberRange(0, 100, _l("Enter a number from 0 to 100.")),
        ],
    )
    required = BooleanField(_l("Everybody in the cohort should take it"), default=True)
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
    title_da = StringField(_l("Title in Danish"), validators=[Length(max=LONGEST_TITLE)])
    title_en = StringField(_l("Title in English"), validators=[Length(max=LONGEST_TITLE)])
    body_da = TextAreaField(_l("Text in Danish"), validators=[Length(max=LONGEST_TEXT)])
    body_en = TextAreaField(_l("Text in English"), validators=[Length(max=LONGEST_TEXT)])
    look = SubmitField(_l("See how it looks"))
    submit = SubmitField(_l("Save the lesson"))

    def text(self) -> LessonText:
        """Return what was entered, once validated."""
        return LessonText(
            title_da=(self.title_da.data or "").strip(),
            title_en=(self.title_en.data or "").strip(),
            body_da=(self.body_da.data or "").strip(),
            body_en=(self.body_en.data or "").strip(),
        )


class ChoiceForm(Form):
    """One answer; an empty one is left out."""

    text_da = StringField(_l("Answer in Danish"), validators=[Length(max=LONGEST_LINE)])
    text_en = StringField(_l("Answer in English"), validators=[Length(max=LONGEST_LINE)])
    why_da = TextAreaField(_l("Why, in Danish"), validators=[Length(max=LONGEST_LINE)])
    why_en = TextAreaField(_l("Why, in English"), validators=[Length(max=LONGEST_LINE)])


class QuestionForm(FlaskForm):
    text_da = TextAreaField(_l("The question in Danish"), validators=[Length(max=LONGEST_LINE)])
    text_en = TextAreaField(_l("The question in English"), validators=[Length(max=LONGEST_LINE)])
    choices = FieldList(FormField(ChoiceForm), min_entries=MOST_CHOICES, max_entries=MOST_CHOICES)
    right = RadioField(
        _l("Which answer is the right one?"),
        choices=[
            SelectChoice(str(number), _l("Answer %(number)s", number=number))
            for number in range(1, MOST_CHOICES + 1)
        ],
        validators=[InputRequired(_l("Choose which of the answers is the right one."))],
    )
    submit = SubmitField(_l("Save the question"))

    def text(self) -> QuestionText:
        """Return what was entered, once validated."""
        right = int(self.right.data)
        return QuestionText(
            text_da=(self.text_da.data or "").strip(),
            text_en=(self.text_en.data or "").strip(),
            choices=tuple(
                ChoiceText(
                    is_right=number == right,
                    **{name: (text or "").strip() for name, text in row.items()},
                )
                for number, row in enumerate(self.choices.data, 1)
            ),
        )


def question_form(question: Question) -> QuestionForm:
    """Return the form of a question as it is now, or as it was sent."""
    right = next((n for n, c in enumerate(question.choices, 1) if c.is_right), None)
    return QuestionForm(obj=question, right=str(right) if right else None)
