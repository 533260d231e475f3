"""Forms of one's own terms: they check shape, operations check rules. One per section."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SubmitField,
)
from wtforms.validators import InputRequired, ValidationError

from ambassadors.enums import Benefit, Channel, MailDigest, Rhythm
from ambassadors.models import CohortTopic
from core.forms import SelectChoice, TicksField, filled
from core.languages import LANGUAGES, localised

MOST_BENEFITS = 3


class TopicsForm(FlaskForm):
    topics = TicksField(_l("Topics"))

    def __init__(self, topics: list[CohortTopic], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.topics.choices = [SelectChoice(str(t.id), localised(t, "name")) for t in topics]

    def chosen(self) -> set[uuid.UUID]:
        """Return the topics that were ticked, once validated."""
        return {uuid.UUID(value) for value in self.topics.data or []}


class ChannelsForm(FlaskForm):
    channels = TicksField(
        _l("Where do you like to tell?"), choices=[SelectChoice(c.value, c.label) for c in Channel]
    )

    def chosen(self) -> list[Channel]:
        """Return the channels that were ticked, once validated."""
        return [Channel(value) for value in self.channels.data or []]


class RhythmForm(FlaskForm):
    rhythm = RadioField(
        _l("Rhythm"),
        choices=[SelectChoice(r.value, r.label) for r in Rhythm],
        validators=[InputRequired(_l("Choose a rhythm."))],
    )
    hints = {r.value: r.hint for r in Rhythm}

    def chosen(self) -> Rhythm:
        """Return the rhythm, once validated."""
        return Rhythm(self.rhythm.data)


class BenefitsForm(FlaskForm):
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

    def chosen(self) -> list[Benefit]:
        """Return the benefits in the order they were ticked, where that is known."""
        order = (self.order.data or "").split(",")
        rank = {value: position for position, value in enumerate(order)}
        ticked = sorted(self.benefits.data or [], key=lambda value: rank.get(value, len(rank)))
        return [Benefit(value) for value in ticked]


class LanguageForm(FlaskForm):
    locale = RadioField(
        _l("Language of pages and mails"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        validators=[InputRequired(_l("Choose a language."))],
    )

    def chosen(self) -> str:
        """Return the language, once validated."""
        return str(filled(self.locale.data))


class TellingForm(FlaskForm):
    tells_in = TicksField(
        _l("Languages you tell in"),
        description=_l("Choose none if you do not mind."),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )

    def chosen(self) -> list[str]:
        """Return the languages that were ticked, once validated."""
        return [str(value) for value in self.tells_in.data or []]


HOURS = [SelectChoice(str(hour), f"{hour:02}.00") for hour in range(24)]


class QuietForm(FlaskForm):
    quiet_from = SelectField(_l("No mail from"), choices=HOURS)
    quiet_until = SelectField(
        _l("No mail until"),
        description=_l("The same hour twice means that mail may come at any time."),
        choices=HOURS,
    )

    def chosen(self) -> tuple[int, int]:
        """Return the two hours, once validated."""
        return int(filled(self.quiet_from.data)), int(filled(self.quiet_until.data))


class MailForm(FlaskForm):
    mail_digest = RadioField(
        _l("How mails come"),
        choices=[SelectChoice(d.value, d.label) for d in MailDigest],
        validators=[InputRequired(_l("Choose how mails come."))],
    )
    hints = {d.value: d.hint for d in MailDigest}

    def chosen(self) -> MailDigest:
        """Return how mails are wanted, once validated."""
        return MailDigest(self.mail_digest.data)


class RankingForm(FlaskForm):
    shown_in_ranking = BooleanField(_l("Show my name when ambassadors are listed by results"))

    def chosen(self) -> bool:
        """Return whether to be shown."""
        return bool(self.shown_in_ranking.data)


class GuestsForm(FlaskForm):
    named_to_guests = BooleanField(_l("Guests may find my first name and say that I told them"))

    def chosen(self) -> bool:
        """Return whether guests may find them."""
        return bool(self.named_to_guests.data)


class PauseForm(FlaskForm):
    starts_on = DateField(
        _l("First day of the break"), validators=[InputRequired(_l("Choose the first day."))]
    )
    ends_on = DateField(
        _l("Last day of the break"), validators=[InputRequired(_l("Choose the last day."))]
    )
    submit = SubmitField(_l("Take a break"))
