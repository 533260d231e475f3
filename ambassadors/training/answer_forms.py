"""Forms of those who take training: an answer to each kind of question, and to a practice task."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import FileField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from ambassadors.training import answers
from ambassadors.training.answers import Given
from ambassadors.training.enums import QuestionKind
from ambassadors.training.models import PracticeAnswer, Question
from core.forms import SelectChoice, TicksField, filled, sent_file, stripped
from core.languages import localised

LONGEST_ANSWER = 2000


class AnswerForm(FlaskForm):
    """What all answers have in common; see ``answer_form``."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question

    def given(self) -> Given:
        """Return the answer, once validated."""
        raise NotImplementedError


def _options(question: Question) -> list[SelectChoice]:
    return [SelectChoice(str(choice.id), localised(choice, "text")) for choice in question.choices]


class OneForm(AnswerForm):
    choice = RadioField(_l("Your answer"), validators=[InputRequired(_l("Choose an answer."))])

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(question, **kwargs)
        self.choice.choices = _options(question)

    def given(self) -> Given:
        """Return the one choice."""
        return Given(tuple(answers.chosen_of(self.question, [filled(self.choice.data)])))


class SeveralForm(AnswerForm):
    choice = TicksField(
        _l("Your answers"), validators=[InputRequired(_l("Choose one answer or more."))]
    )

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(question, **kwargs)
        self.choice.choices = _options(question)

    def given(self) -> Given:
        """Return all that was ticked."""
        return Given(tuple(answers.chosen_of(self.question, filled(self.choice.data))))


class OrderForm(AnswerForm):
    """Things in the order they stand in; ``move`` is the arrow pressed where no script runs."""

    order = HiddenField()
    move = HiddenField()

    def __init__(self, question: Question, *, attempt_id: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(question, **kwargs)
        there = answers.chosen_of(question, (self.order.data or "").split(","))
        is_whole = len({choice.id for choice in there}) == len(question.choices) == len(there)
        self.items = there if is_whole else answers.shuffled(question, attempt_id)
        self.moved = ""
        if self.move.data:
            self._move(*self.move.data.partition(":")[::2])
        self.order.data = ",".join(str(choice.id) for choice in self.items)
        self.is_whole = is_whole

    def validate_order(self, field: HiddenField) -> None:
        """Refuse an order that lacks something; the page has given one to begin with."""
        if not self.is_whole:
            raise ValidationError(_("Put all of them in order."))

    def _move(self, wanted: str, way: str) -> None:
        place = next((n for n, one in enumerate(self.items) if str(one.id) == wanted), None)
        other = None if place is None else place + (-1 if way == "up" else 1)
        if place is None or other is None or not 0 <= other < len(self.items):
            return
        self.moved = wanted
        self.items[place], self.items[other] = self.items[other], self.items[place]

    def given(self) -> Given:
        """Return the things in their order."""
        return Given(tuple(self.items))


class TextForm(AnswerForm):
    text = TextAreaField(
        _l("In your own words"),
        filters=[stripped],
        validators=[InputRequired(_l("Write a line or two.")), Length(max=LONGEST_ANSWER)],
    )

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse blank space."""
        if not field.data:
            raise ValidationError(_("Write a line or two."))

    def given(self) -> Given:
        """Return the text."""
        return Given(text=self.text.data or "")


def answer_form(
    question: Question, attempt_id: uuid.UUID, looked: MultiDict[str, str] | None = None
) -> AnswerForm:
    """Return the form that suits the kind of question.

    ``looked`` are the words of an address: a preview sends its answer there and keeps nothing.
    """
    more: dict[str, Any] = {}
    if looked is not None:
        more = {"formdata": looked, "meta": {"csrf": False}}
    if question.kind is QuestionKind.ORDER:
        return OrderForm(question, attempt_id=attempt_id, **more)
    forms = {QuestionKind.SEVERAL: SeveralForm, QuestionKind.TEXT: TextForm}
    return forms.get(question.kind, OneForm)(question, **more)


class PracticeForm(FlaskForm):
    sent_key = HiddenField(validators=[Length(max=64)])
    picture = FileField(_l("Your picture"))
    text = TextAreaField(
        _l("Your text"),
        filters=[stripped],
        validators=[Length(max=LONGEST_ANSWER)],
    )

    def sent_picture(self) -> bytes:
        """Return the picture that was chosen, or nothing."""
        return sent_file(self.picture.data)


def practice_form(answer: PracticeAnswer | None) -> PracticeForm:
    """Return the form of a practice task; each page it stands on has a key of its own."""
    form = PracticeForm(data={"text": answer.text if answer else ""})
    form.sent_key.data = form.sent_key.data or uuid.uuid4().hex
    return form
