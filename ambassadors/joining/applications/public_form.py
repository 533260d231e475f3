"""The form on a join page, with just the fields its organiser asks for."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from accounts.models import Unit
from ambassadors.enums import Channel
from ambassadors.joining import applying
from ambassadors.joining.applications.operations import Sent
from ambassadors.joining.enums import JoinField
from ambassadors.joining.guardians.forms import GuardianEmailForm, trimmed
from ambassadors.joining.models import JoinPage, JoinQuestion
from ambassadors.models import CohortTopic
from core.forms import SelectChoice, TicksField, filled, no_id_number
from core.languages import language, localised

LONGEST_LINE, LONGEST_TEXT = 120, 2_000


class ApplicationForm(GuardianEmailForm):
    """Name and address always; ``for_page`` takes away what is not asked."""

    name = StringField(
        _l("Name"),
        description=_l("Your name, or the name you go by."),
        validators=[DataRequired(_l("Enter your name.")), Length(max=LONGEST_LINE)],
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[trimmed],
        validators=[
            InputRequired(_l("Enter your e-mail address.")),
            Email(_l("Enter an e-mail address such as kim@example.dk.")),
            Length(max=254),
        ],
    )
    unit = SelectField(_l("Where do you belong?"))
    function = StringField(
        _l("What do you do or study?"), validators=[Length(max=LONGEST_LINE), no_id_number]
    )
    topics = TicksField(_l("What would you like to tell about?"))
    channels = TicksField(
        _l("Where do you like to tell?"), choices=[SelectChoice(c.value, c.label) for c in Channel]
    )
    active_where = StringField(
        _l("Where are you active already?"),
        description=_l("A club, a profile, a group. Never a password."),
        validators=[Length(max=LONGEST_LINE), no_id_number],
    )
    why = TextAreaField(
        _l("Why would you like to join?"), validators=[Length(max=LONGEST_TEXT), no_id_number]
    )

    def asked(self) -> list[Field]:
        """Return the fields after name and address, in their order, own questions last."""
        fixed = [self[one.value] for one in JoinField if one.value in self]
        return [*fixed, *(field for field in self if field.name.startswith("own_"))]

    def sent(self, page: JoinPage, units: Sequence[Unit]) -> Sent:
        """Return what was answered, once validated."""
        units_by_id = {str(unit.id): unit for unit in units}
        return Sent(
            name=filled(self.name.data).strip(),
            email=filled(self.email.data).strip().lower(),
            locale=language(),
            unit=units_by_id.get(self.answer("unit")),
            function=self.answer("function"),
            why=self.answer("why"),
            active_where=self.answer("active_where"),
            topics=list(self.topics.data or []) if "topics" in self else [],
            channels=list(self.channels.data or []) if "channels" in self else [],
            answers={
                str(question.id): answer
                for question in page.questions
                if (answer := self.answer(f"own_{question.position}"))
            },
        )

    def answer(self, name: str) -> str:
        """Return the answer to one question, "" where there is none."""
        return str(self[name].data or "").strip() if name in self else ""


def application_form(
    page: JoinPage,
    *,
    units: Sequence[Unit],
    topics: Sequence[CohortTopic],
    with_guardian: bool,
) -> ApplicationForm:
    """Return the form of a page: only what it asks, required where it says so."""
    own = {f"own_{q.position}": own_field(q) for q in page.questions}
    # The class is made for this page, because WTForms reads its fields from the class.
    form: ApplicationForm = type("PageForm", (ApplicationForm,), {**own, **last()})(
        data={"guardian_locale": language()}
    )
    if not with_guardian:
        del form.guardian_email
        del form.guardian_locale
    if "unit" in form:
        form.unit.choices = [
            SelectChoice("", _l("Choose")),
            *(SelectChoice(str(unit.id), unit.path) for unit in units),
        ]
    form.topics.choices = [SelectChoice(str(t.id), localised(t, "name")) for t in topics]
    there_is = {JoinField.UNIT: bool(units), JoinField.TOPICS: bool(topics)}
    for one in JoinField:
        how = page.asked.get(one.value)
        if not how or not there_is.get(one, True):
            del form[one.value]
        else:
            demand(form[one.value], is_required=how == applying.REQUIRED)
    return form


def last() -> dict[str, Any]:
    """Return the button, after whatever questions there are."""
    return {"submit": SubmitField(_l("Send"))}


def own_field(question: JoinQuestion) -> Any:
    """Return the field of one of the organiser's own questions."""
    kind = TextAreaField if question.is_long else StringField
    longest = LONGEST_TEXT if question.is_long else LONGEST_LINE
    first = DataRequired(_l("Answer this question.")) if question.is_required else Optional()
    return kind(localised(question, "text"), validators=[first, Length(max=longest), no_id_number])


def demand(field: Field, *, is_required: bool) -> None:
    """Let an answer be required, or say that it may be left out."""
    first = DataRequired(_l("Answer this question.")) if is_required else Optional()
    field.validators = [first, *field.validators]
    for name, value in first.field_flags.items():
        setattr(field.flags, name, value)
