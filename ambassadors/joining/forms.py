"""Forms of joining and inviting: they check shape, operations check rules."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from accounts import passwords
from accounts.models import Unit
from ambassadors import queries
from ambassadors.enums import Benefit, Channel, Rhythm
from ambassadors.forms import FunctionForm
from ambassadors.joining import invitations
from ambassadors.joining.ages import AgeForm
from ambassadors.joining.errors import NotAnAddress
from ambassadors.joining.operations import Fate, Invitee
from ambassadors.models import Cohort, CohortTopic
from core.forms import SelectChoice, TicksField
from core.languages import DEFAULT, LANGUAGES, localised

MOST_BENEFITS = 3
FIRST_ROWS = 3
MORE_ROWS = 3
MOST_ROWS = 60
LONGEST_PASTE = 20_000
LANGUAGE_CHOICES = [SelectChoice(code, name) for code, name in LANGUAGES.items()]


class WelcomeForm(AgeForm):
    def __init__(self, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(cohort.minimum_age, **kwargs)


class PolicyForm(FlaskForm):
    policy_id = HiddenField()


class WishesForm(FunctionForm):
    topics = TicksField(_l("Topics"))
    rhythm = RadioField(
        _l("Rhythm"),
        choices=[SelectChoice(r.value, r.label) for r in Rhythm],
        validate_choice=False,
    )

    hints = {r.value: r.hint for r in Rhythm}

    def __init__(self, topics: list[CohortTopic], units: list[Unit], **kwargs: Any) -> None:
        super().__init__(units, **kwargs)
        self.topics.choices = [SelectChoice(str(t.id), localised(t, "name")) for t in topics]

    def answers(self) -> dict[str, Any]:
        """Return what was chosen, the way a draft keeps it; an unknown rhythm is left out."""
        function, unit = self.chosen()
        chosen: dict[str, Any] = {
            "topics": self.topics.data or [],
            "function": function,
            "unit": str(unit.id) if unit else "",
        }
        if self.rhythm.data in {r.value for r in Rhythm}:
            chosen["rhythm"] = self.rhythm.data
        return chosen


def wishes_form(cohort: Cohort, chosen: dict[str, Any]) -> WishesForm:
    """Return the form with a cohort's own topics and units, and what has been chosen so far."""
    suggested = {"rhythm": cohort.suggested_rhythm.value}
    return WishesForm(
        queries.topics_of(cohort), queries.units_of(cohort.organisation_id), data=suggested | chosen
    )


class WaysForm(FlaskForm):
    channels = TicksField(
        _l("Where do you like to tell?"), choices=[SelectChoice(c.value, c.label) for c in Channel]
    )
    benefits = TicksField(
        _l("What would you like to get out of it?"),
        description=_l("Choose up to three. Your page leads with the first."),
        choices=[SelectChoice(b.value, b.label) for b in Benefit],
    )
    order = HiddenField()
    hints = {b.value: b.hint for b in Benefit}

    def validate_benefits(self, field: TicksField) -> None:
        """Refuse more than three."""
        if len(field.data or []) > MOST_BENEFITS:
            raise ValidationError(_("Choose at most three."))

    def answers(self) -> dict[str, Any]:
        """Return what was chosen; benefits in the order they were ticked, where that is known."""
        order = (self.order.data or "").split(",")
        ticked = self.benefits.data or []
        rank = {value: position for position, value in enumerate(order)}
        benefits = sorted(ticked, key=lambda value: rank.get(value, len(rank)))
        return {"channels": self.channels.data or [], "benefits": benefits}


class NameForm(FlaskForm):
    name = StringField(
        _l("What may we call you?"),
        description=_l("Your name, or the name you go by."),
        validators=[DataRequired(_l("Enter your name.")), Length(max=120)],
    )


class NewAccountForm(NameForm):
    password = PasswordField(
        _l("Choose a password"),
        description=_l("At least 12 characters. Three or four words you can remember do well."),
        validators=[InputRequired(_l("Choose a password."))],
    )

    def __init__(self, own_words: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.own_words = own_words

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that is easy to guess."""
        wrong = passwords.fault(field.data or "", own_words=(*self.own_words, self.name.data or ""))
        if wrong:
            raise ValidationError(wrong)


class KnownAccountForm(FlaskForm):
    password = PasswordField(
        _l("Your password"), validators=[InputRequired(_l("Enter your password."))]
    )


class SignedInForm(FlaskForm):
    """Nothing to fill in: the person is known."""


class InviteeForm(Form):
    """One row; an empty one is skipped."""

    name = StringField(_l("Name"), validators=[Length(max=120)])
    email = StringField(_l("E-mail address"))
    unit = SelectField(_l("Unit"), default="")
    locale = SelectField(_l("Language"), choices=LANGUAGE_CHOICES, default=DEFAULT)


class InviteForm(FlaskForm):
    people = FieldList(FormField(InviteeForm), min_entries=FIRST_ROWS, max_entries=MOST_ROWS)
    pasted = TextAreaField(
        _l("Or paste several addresses"),
        description=_l(
            "One per line, or with commas between. "
            "A list copied from a mail programme works too, names and all."
        ),
        validators=[Length(max=LONGEST_PASTE)],
    )
    pasted_unit = SelectField(_l("Unit for those you pasted"), default="")
    pasted_locale = SelectField(
        _l("Language for those you pasted"), choices=LANGUAGE_CHOICES, default=DEFAULT
    )
    more = SubmitField(_l("More rows"))
    submit = SubmitField(_l("Send the invitations"))

    def __init__(self, units: list[Unit], locale: str = DEFAULT, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units = units
        self.locale = locale
        self.offer_choices()
        if not self.is_submitted():
            for row in self.people:
                row.form.locale.data = locale
            self.pasted_locale.data = locale

    def offer_choices(self) -> None:
        """Give every row, also one added since, the organisation's units."""
        choices = [
            SelectChoice("", _("No unit")),
            *(SelectChoice(str(unit.id), unit.path) for unit in self.units),
        ]
        self.pasted_unit.choices = choices
        for row in self.people:
            row.form.unit.choices = choices

    def add_rows(self) -> None:
        """Show more empty rows."""
        for _row in range(min(MORE_ROWS, MOST_ROWS - len(self.people))):
            self.people.append_entry({"locale": self.locale})
        self.offer_choices()

    def invitees(self) -> tuple[list[Invitee], list[str]]:
        """Return who is to be invited, and pasted parts that hold no address."""
        units = {str(unit.id): unit for unit in self.units}
        rows = [
            Invitee(email, name, units.get(row["unit"]), row["locale"])
            for row in self.people.data
            for email, name in [((row["email"] or "").strip(), (row["name"] or "").strip())]
            if email or name
        ]
        pasted = self.pasted.data or ""
        unit, locale = units.get(self.pasted_unit.data), self.pasted_locale.data
        rows += [
            Invitee(line.email, line.name, unit, locale) for line in invitations.read_pasted(pasted)
        ]
        return rows, invitations.unreadable_parts(pasted)

    def show_again(self, fates: Sequence[Fate], unreadable: list[str]) -> None:
        """Keep on the page what can be put right; the rest is done or has its own way on."""
        rows = [
            {
                "email": fate.person.email,
                "name": fate.person.name,
                "unit": str(fate.person.unit.id) if fate.person.unit else "",
                "locale": fate.person.locale,
            }
            for fate in fates
            if fate.is_no_address
        ]
        while len(self.people):
            self.people.pop_entry()
        for row in rows + [{"locale": self.locale}] * max(0, FIRST_ROWS - len(rows)):
            self.people.append_entry(row)
        if rows:
            problem = NotAnAddress().message
            self.form_errors.append(problem)
            for entry in list(self.people)[: len(rows)]:
                entry.form.email.errors = [problem]
        self.pasted.data = "\n".join(unreadable)
        self.offer_choices()
