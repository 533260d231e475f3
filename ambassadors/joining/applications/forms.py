"""Forms of join pages and applications: they check shape, operations check rules."""

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from ambassadors.joining import applying
from ambassadors.joining.applications.decisions import DecisionMails
from ambassadors.joining.applications.operations import PageTerms, Question
from ambassadors.joining.enums import JoinField, JoinMode, Verdict
from ambassadors.joining.models import JoinPage
from core.forms import SelectChoice, filled

LONGEST_LINE, LONGEST_TEXT, LONGEST_INTRO = 120, 4_000, 4_000
MOST_PLACES = 100_000
NOT_ASKED = ""
HOW_ASKED = [
    SelectChoice(NOT_ASKED, _l("Not asked")),
    SelectChoice(applying.OPTIONAL, _l("May be left empty")),
    SelectChoice(applying.REQUIRED, _l("Must be answered")),
]


class QuestionForm(Form):
    """One question; without words it is not asked."""

    text_da = StringField(_l("The question in Danish"), validators=[Length(max=200)])
    text_en = StringField(_l("The question in English"), validators=[Length(max=200)])
    is_long = SelectField(
        _l("Room for"),
        choices=[SelectChoice("", _l("One line")), SelectChoice("1", _l("Several lines"))],
        default="",
    )
    is_required = SelectField(_l("Answer"), choices=HOW_ASKED[1:], default=applying.OPTIONAL)

    def validate_text_en(self, field: StringField) -> None:
        """Ask for both languages, since everybody is asked in their own."""
        if bool((field.data or "").strip()) != bool((self.text_da.data or "").strip()):
            raise ValidationError(_l("Write the question in both languages."))

    def question(self) -> Question | None:
        """Return the question, None for an empty row."""
        text_da, text_en = (self.text_da.data or "").strip(), (self.text_en.data or "").strip()
        if not text_da:
            return None
        return Question(
            text_da=text_da,
            text_en=text_en,
            is_long=bool(self.is_long.data),
            is_required=self.is_required.data == applying.REQUIRED,
        )


class JoinPageForm(FlaskForm):
    mode = RadioField(
        _l("How do people come in?"),
        choices=[SelectChoice(m.value, m.label) for m in JoinMode],
        validators=[InputRequired(_l("Choose a way in."))],
    )
    slug = StringField(
        _l("The page’s address"),
        description=_l("The last part of it: lower-case letters, digits and hyphens."),
        validators=[
            DataRequired(_l("Enter an address.")),
            Regexp(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                message=_l("Use lower-case letters, digits and hyphens, such as “odder-2027”."),
            ),
            Length(max=80),
        ],
    )
    intro_da = TextAreaField(_l("Welcome in Danish"), validators=[Length(max=LONGEST_INTRO)])
    intro_en = TextAreaField(_l("Welcome in English"), validators=[Length(max=LONGEST_INTRO)])
    opens_on = DateField(_l("First day"), validators=[Optional()])
    closes_on = DateField(_l("Last day"), validators=[Optional()])
    decided_by = DateField(
        _l("Everybody has an answer by"),
        description=_l("Applicants are told this day."),
        validators=[Optional()],
    )
    places = IntegerField(
        _l("Places by the open link"),
        validators=[
            Optional(),
            NumberRange(1, MOST_PLACES, _l("Enter a number from 1.")),
        ],
    )
    kept_days = IntegerField(
        _l("Erase applications this many days after the answer"),
        description=_l("The numbers stay."),
        validators=[
            InputRequired(_l("Enter a number of days.")),
            NumberRange(1, 365, _l("Enter a number from 1 to 365.")),
        ],
        default=60,
    )
    unit = SelectField(JoinField.UNIT.label, choices=HOW_ASKED, default=NOT_ASKED)
    function = SelectField(JoinField.FUNCTION.label, choices=HOW_ASKED, default=NOT_ASKED)
    topics = SelectField(JoinField.TOPICS.label, choices=HOW_ASKED, default=NOT_ASKED)
    channels = SelectField(JoinField.CHANNELS.label, choices=HOW_ASKED, default=NOT_ASKED)
    active_where = SelectField(JoinField.ACTIVE_WHERE.label, choices=HOW_ASKED, default=NOT_ASKED)
    why = SelectField(JoinField.WHY.label, choices=HOW_ASKED, default=NOT_ASKED)
    own = FieldList(
        FormField(QuestionForm),
        min_entries=applying.MOST_QUESTIONS,
        max_entries=applying.MOST_QUESTIONS,
    )
    submit = SubmitField(_l("Save"))

    hints = {m.value: m.hint for m in JoinMode}

    def terms(self) -> PageTerms:
        """Return what was entered, once validated."""
        fixed = {one.value: self[one.value].data for one in JoinField}
        questions = (row.form.question() for row in self.own)
        return PageTerms(
            mode=JoinMode(self.mode.data),
            slug=filled(self.slug.data),
            intro_da=(self.intro_da.data or "").strip(),
            intro_en=(self.intro_en.data or "").strip(),
            asked={name: how for name, how in fixed.items() if how},
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            decided_by=self.decided_by.data,
            places=self.places.data,
            kept_days=filled(self.kept_days.data),
            questions=tuple(question for question in questions if question),
        )


def join_page_form(page: JoinPage | None, *, slug: str) -> JoinPageForm:
    """Return the form with what was decided before, else with what most would choose."""
    if page is None:
        usual = {"why": applying.REQUIRED, "topics": applying.OPTIONAL}
        return JoinPageForm(data={"mode": JoinMode.APPLICATION.value, "slug": slug, **usual})
    own = [
        {
            "text_da": question.text_da,
            "text_en": question.text_en,
            "is_long": "1" if question.is_long else "",
            "is_required": applying.REQUIRED if question.is_required else applying.OPTIONAL,
        }
        for question in page.questions
    ]
    fixed = {one.value: page.asked.get(one.value, NOT_ASKED) for one in JoinField}
    return JoinPageForm(obj=page, data={"mode": page.mode.value, "own": own, **fixed})


class DecisionForm(FlaskForm):
    """The mails of a decision. The id belongs to the page, so sending twice decides once."""

    decision_id = HiddenField()
    verdict = HiddenField()
    subject_da = StringField(_l("Subject in Danish"), validators=[Length(max=LONGEST_LINE)])
    body_da = TextAreaField(_l("Mail in Danish"), validators=[Length(max=LONGEST_TEXT)])
    subject_en = StringField(_l("Subject in English"), validators=[Length(max=LONGEST_LINE)])
    body_en = TextAreaField(_l("Mail in English"), validators=[Length(max=LONGEST_TEXT)])

    @property
    def id_of_page(self) -> uuid.UUID:
        """Return the id this page's decision has, or will have."""
        return uuid.UUID(self.decision_id.data)

    def validate_decision_id(self, field: HiddenField) -> None:
        """Refuse what no page of ours has given."""
        try:
            uuid.UUID(field.data or "")
        except ValueError as error:
            raise ValidationError(_l("Start again from the list.")) from error

    def validate_verdict(self, field: HiddenField) -> None:
        """Refuse what is neither a yes nor a no."""
        if field.data not in set(Verdict):
            raise ValidationError(_l("Start again from the list."))

    def mails(self) -> DecisionMails:
        """Return what was written."""
        return DecisionMails(
            subject_da=self.subject_da.data or "",
            body_da=self.body_da.data or "",
            subject_en=self.subject_en.data or "",
            body_en=self.body_en.data or "",
        )


def chosen_ids(texts: Sequence[str]) -> list[uuid.UUID]:
    """Return the ids among some texts; anything else is left out."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
