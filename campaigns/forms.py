"""Forms of campaigns: they check shape, operations check rules."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms.validators import URL, InputRequired, Length, NumberRange, Optional

from accounts.models import Membership, Unit
from ambassadors.enums import Relation
from ambassadors.forms import name_to_choose
from ambassadors.models import Cohort
from campaigns.copying import NextTime
from campaigns.enums import Step
from campaigns.labels import OWN_STEPS, own_step
from campaigns.models import Campaign, Participation
from campaigns.operations import CampaignTexts
from core.forms import SelectChoice, TicksField, filled
from core.languages import localised
from media.kits.models import Kit

YEARS = range(2000, 2100)
LONGEST = timedelta(days=2 * 366)
ONE_YEAR = timedelta(weeks=52)  # the same weekday
LONGEST_NAME = 80
LONGEST_PITCH = 300


def stripped(text: str | None) -> str | None:
    """Return what was typed without the spaces around it; spaces alone are nothing."""
    return text.strip() if text else text


class NameAndDays(FlaskForm):
    """What each campaign has: a name in one language at least, and days in their order."""

    name_da = StringField(
        _l("Name in Danish"),
        description=_l("As you would say it: “Open day 26 February”."),
        filters=[stripped],
        validators=[Length(max=LONGEST_NAME)],
    )
    name_en = StringField(
        _l("Name in English"),
        description=_l("Leave one of the two blank, and everybody sees the other."),
        filters=[stripped],
        validators=[Length(max=LONGEST_NAME)],
    )
    starts_on = DateField(_l("First day"), validators=[InputRequired(_l("Choose the first day."))])
    ends_on = DateField(_l("Last day"), validators=[InputRequired(_l("Choose the last day."))])

    def validate_name_da(self, field: StringField) -> None:
        """Refuse a campaign without a name; one language is enough."""
        if not (field.data or self.name_en.data):
            raise ValidationError(_("Give the campaign a name in at least one language."))

    def validate_starts_on(self, field: DateField) -> None:
        """Refuse a year mistyped: 0206 for 2026."""
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Look at the year once more."))

    def validate_ends_on(self, field: DateField) -> None:
        """Refuse dates in the wrong order, and a campaign that never ends."""
        if not field.data or not self.starts_on.data or self.starts_on.data.year not in YEARS:
            return
        if field.data < self.starts_on.data:
            raise ValidationError(_("The last day must not be before the first."))
        if field.data - self.starts_on.data > LONGEST:
            raise ValidationError(_("A campaign lasts two years at most. Look at the year."))


class CampaignForm(NameAndDays):
    pitch_da = TextAreaField(
        _l("Why should anybody bother? (Danish)"),
        description=_l("One or two sentences, spoken to one person. They see it on their phone."),
        filters=[stripped],
        validators=[Length(max=LONGEST_PITCH)],
    )
    pitch_en = TextAreaField(
        _l("Why should anybody bother? (English)"),
        description=_l("One or two sentences, spoken to one person. They see it on their phone."),
        filters=[stripped],
        validators=[Length(max=LONGEST_PITCH)],
    )
    cohorts = TicksField(_l("Whom is it for?"))
    units = TicksField(
        _l("Units"),
        description=_l(
            "Leave all blank for everybody in the cohorts. An area stands for the units in it. "
            "Whoever takes part already stays."
        ),
    )
    relation = RadioField(
        _l("On what footing do they post?"),
        choices=[SelectChoice(relation.value, relation.label) for relation in Relation],
        default=Relation.ENCOURAGED.value,
        validators=[InputRequired()],
    )
    landing_address = URLField(
        _l("Where do links lead?"),
        description=_l(
            "Leave it blank if you make an event here. It must be one of your own sites."
        ),
        validators=[
            Optional(),
            URL(message=_l("Enter a full address such as https://example.dk/open-day")),
            Length(max=500),
        ],
    )
    submit = SubmitField(_l("Save"))

    @classmethod
    def for_campaign(
        cls, campaign: Campaign | None, cohorts: Sequence[Cohort], units: Sequence[Unit] = ()
    ) -> "CampaignForm":
        """Return the form filled with what a campaign says, or blank for a new one."""
        form = cls(obj=campaign)
        form.units.choices = [SelectChoice(str(unit.id), unit.path) for unit in units]
        form.cohorts.choices = [SelectChoice(str(one.id), name_to_choose(one)) for one in cohorts]
        if campaign is not None and campaign.landing_address.startswith("/"):
            del form.landing_address  # links lead to its own event
        if campaign is not None and not form.is_submitted():
            form.cohorts.data = [str(cohort.id) for cohort in campaign.cohorts]
            form.units.data = [str(unit.id) for unit in campaign.units]
            form.relation.data = campaign.relation.value
        return form

    def texts(self, campaign: Campaign | None) -> CampaignTexts:
        """Return what was typed; a campaign with an event of its own keeps leading there."""
        if "landing_address" in self:
            landing = (self.landing_address.data or "").strip()
        else:
            landing = campaign.landing_address if campaign else ""
        return CampaignTexts(
            name_da=self.name_da.data or "",
            name_en=self.name_en.data or "",
            pitch_da=self.pitch_da.data or "",
            pitch_en=self.pitch_en.data or "",
            starts_on=filled(self.starts_on.data),
            ends_on=filled(self.ends_on.data),
            landing_address=landing,
            relation=Relation(self.relation.data),
        )

    def chosen(self, cohorts: Sequence[Cohort]) -> list[Cohort]:
        """Return the ticked ones among ``cohorts``."""
        return [cohort for cohort in cohorts if str(cohort.id) in (self.cohorts.data or [])]

    def chosen_units(self, units: Sequence[Unit]) -> list[Unit]:
        """Return the ticked ones among ``units``."""
        return [unit for unit in units if str(unit.id) in (self.units.data or [])]


class CopyForm(NameAndDays):
    """What is another the next time; everything else comes along."""

    submit = SubmitField(_l("Make the copy"))

    @classmethod
    def for_campaign(cls, campaign: Campaign) -> "CopyForm":
        """Return the form with a campaign's names, a year later on the same weekdays."""
        form = cls(obj=campaign)
        if not form.is_submitted():
            form.starts_on.data = campaign.starts_on + ONE_YEAR
            form.ends_on.data = campaign.ends_on + ONE_YEAR
        return form

    def next_time(self) -> NextTime:
        """Return what was typed."""
        return NextTime(
            name_da=self.name_da.data or "",
            name_en=self.name_en.data or "",
            starts_on=filled(self.starts_on.data),
            ends_on=filled(self.ends_on.data),
        )


class ReopenForm(FlaskForm):
    """How long a closed campaign runs on."""

    ends_on = DateField(
        _l("New last day"),
        description=_l("Today or later. It closes by itself in the night after that day."),
        validators=[InputRequired(_l("Choose the last day."))],
    )
    submit = SubmitField(_l("Open it again"))

    @classmethod
    def for_campaign(cls, campaign: Campaign, today: date) -> "ReopenForm":
        """Return the form with the last day it had, or today when that has been."""
        form = cls()
        if not form.is_submitted():
            form.ends_on.data = max(campaign.ends_on, today)
        return form

    def validate_ends_on(self, field: DateField) -> None:
        """Refuse a year mistyped."""
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Look at the year once more."))


class OwnTargetForm(FlaskForm):
    """What an ambassador wants to reach herself; blank for no target."""

    own_target = IntegerField(
        _l("How many would you like to reach?"),
        description=_l("Only you see it. Leave it blank if you would rather not have one."),
        validators=[
            Optional(),
            NumberRange(1, 10_000, _l("Enter a whole number above zero, or leave it blank.")),
        ],
    )
    own_step = RadioField(
        _l("Of what?"),
        choices=[SelectChoice(step.value, name) for step, name in OWN_STEPS.items()],
        validators=[Optional()],
    )
    submit = SubmitField(_l("Save my target"))

    @classmethod
    def for_participation(cls, participation: Participation) -> "OwnTargetForm":
        """Return the form with her target, and what the campaign's first goal counts."""
        return cls(
            data={
                "own_target": participation.own_target,
                "own_step": own_step(participation).value,
            }
        )

    def step(self) -> Step | None:
        """Return what her target counts."""
        return Step(self.own_step.data) if self.own_step.data else None


class ChoosingForm(FlaskForm):
    """Which kits belong to a campaign, and who reads its results."""

    kits = TicksField(_l("Media kits"))
    readers = TicksField(_l("Who reads the results?"))

    @classmethod
    def for_campaign(
        cls, campaign: Campaign, kits: Sequence[Kit], readers: Sequence[Membership]
    ) -> "ChoosingForm":
        """Return the form with what there is to choose from and what is chosen."""
        form = cls()
        form.kits.choices = [SelectChoice(str(kit.id), localised(kit, "title")) for kit in kits]
        form.readers.choices = [SelectChoice(str(m.id), m.user.name) for m in readers]
        if not form.is_submitted():
            form.kits.data = [str(kit.id) for kit in campaign.kits]
            form.readers.data = [str(reader.id) for reader in campaign.readers]
        return form
