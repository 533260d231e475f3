"""The forms about kits: they check shape, operations check rules."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from ambassadors.enums import Relation
from ambassadors.forms import name_to_choose
from ambassadors.models import Cohort, CohortTopic
from ambassadors.training.models import Module
from core.forms import SelectChoice, TicksField, filled, id_or_none, stripped
from core.languages import localised
from media.kits import hashtags
from media.kits.contents import MOST_LETTERS
from media.kits.models import Caption, Kit
from media.kits.operations import KitTerms
from media.kits.queries import Offered

LONGEST_TITLE = 80
LONGEST_INTRO = 400
T = TypeVar("T", Cohort, CohortTopic)


def _id(value: str | UUID) -> UUID:
    return UUID(str(value))


def _name_of(module: Module) -> str:
    return f"{module.cohort.name}: {localised(module, 'title')}"


class NewKitForm(FlaskForm):
    title_da = StringField(
        _l("Title in Danish"),
        description=_l("Leave it empty if the kit is in English alone."),
        filters=[stripped],
        validators=[Length(max=LONGEST_TITLE)],
    )
    title_en = StringField(
        _l("Title in English"),
        description=_l("Leave it empty if the kit is in Danish alone."),
        filters=[stripped],
        validators=[Length(max=LONGEST_TITLE)],
    )
    starts_on = DateField(_l("First day"), validators=[InputRequired(_l("Choose the first day."))])
    ends_on = DateField(
        _l("Last day"),
        description=_l("The day after, ambassadors do not see it any more."),
        validators=[InputRequired(_l("Choose the last day."))],
    )
    cohorts = TicksField(
        _l("Whom is it for?"),
        coerce=_id,
        validators=[InputRequired(_l("Choose whom it is for."))],
    )
    submit = SubmitField(_l("Begin the kit"))

    def validate_title_da(self, field: StringField) -> None:
        """Refuse a kit without a title; one language is enough."""
        if not (field.data or self.title_en.data):
            raise ValidationError(_("Give the kit a title in at least one language."))

    def offer_cohorts(self, cohorts: Sequence[Cohort]) -> None:
        """Let some of an organisation's cohorts be chosen."""
        self.cohorts.choices = [SelectChoice(one.id, name_to_choose(one)) for one in cohorts]

    def new_terms(self, cohorts: Sequence[Cohort]) -> KitTerms:
        """Return what was entered, once validated."""
        return KitTerms(
            title_da=filled(self.title_da.data),
            title_en=filled(self.title_en.data),
            starts_on=filled(self.starts_on.data),
            ends_on=filled(self.ends_on.data),
            cohorts=_chosen(cohorts, self.cohorts.data),
        )


class KitForm(NewKitForm):
    intro_da = TextAreaField(
        _l("A line about it in Danish"),
        filters=[stripped],
        validators=[Length(max=LONGEST_INTRO)],
        description=_l("Stands under the title. It may be left empty."),
    )
    intro_en = TextAreaField(
        _l("A line about it in English"),
        filters=[stripped],
        validators=[Length(max=LONGEST_INTRO)],
    )
    unit = SelectField(
        _l("Unit"),
        coerce=id_or_none,
        description=_l("Only ambassadors of this unit see it. What is local is shared most."),
    )
    topics = TicksField(
        _l("What is it about?"),
        coerce=_id,
        description=_l("Those who like these topics see it first."),
    )
    gate = SelectField(
        _l("Training that opens it"),
        coerce=id_or_none,
        description=_l(
            "Until they have passed, they see the title and the way to the training. "
            "Other cohorts get it at once."
        ),
    )
    submit = SubmitField(_l("Save"))

    def offer(self, offered: Offered) -> None:
        """Let things of the organisation be chosen."""
        self.offer_cohorts(offered.cohorts)
        units = [SelectChoice(unit.id, unit.path) for unit in offered.units]
        self.unit.choices = [SelectChoice("", _l("For everyone")), *units]
        once = {_name_of_topic(topic): topic for topic in reversed(offered.topics)}
        self.topics.choices = [
            SelectChoice(topic.id, localised(topic, "name"))
            for topic in offered.topics
            if once[_name_of_topic(topic)] is topic
        ]
        ticked = _alike(offered.topics, self.topics.data)
        self.topics.data = list(dict.fromkeys(once[_name_of_topic(one)].id for one in ticked))
        self.gate.choices = [
            SelectChoice("", _l("None: it is open from the start")),
            *(SelectChoice(one.id, _name_of(one)) for one in offered.modules),
        ]

    def terms(self, offered: Offered) -> KitTerms:
        """Return what was entered, once validated."""
        new = self.new_terms(offered.cohorts)
        return KitTerms(
            title_da=new.title_da,
            title_en=new.title_en,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            cohorts=new.cohorts,
            intro_da=filled(self.intro_da.data),
            intro_en=filled(self.intro_en.data),
            unit=next((unit for unit in offered.units if unit.id == self.unit.data), None),
            topics=_alike(offered.topics, self.topics.data),
            gate=next((module for module in offered.modules if module.id == self.gate.data), None),
        )


def _chosen(things: Sequence[T], ids: Iterable[UUID] | None) -> list[T]:
    wanted = set(ids or ())
    return [thing for thing in things if thing.id in wanted]


def _name_of_topic(topic: CohortTopic) -> tuple[str, str]:
    return topic.name_da.casefold(), topic.name_en.casefold()


def _alike(topics: Sequence[CohortTopic], ids: Iterable[UUID] | None) -> list[CohortTopic]:
    """Return the topics with these ids, and what other cohorts call the same."""
    names = {_name_of_topic(one) for one in _chosen(topics, ids)}
    return [topic for topic in topics if _name_of_topic(topic) in names]


def kit_form(kit: Kit) -> KitForm:
    """Return the form with what the kit has now."""
    plain = ("title_da", "title_en", "intro_da", "intro_en", "starts_on", "ends_on")
    return KitForm(
        data={
            **{name: getattr(kit, name) for name in plain},
            "cohorts": [cohort.id for cohort in kit.cohorts],
            "topics": [topic.id for topic in kit.topics],
            "unit": kit.unit_id,
            "gate": kit.gate_id,
        }
    )


class PicturesForm(FlaskForm):
    assets = SelectMultipleField(
        _l("Pictures"),
        coerce=_id,
        validate_choice=False,  # what is not this organisation's is not found afterwards
        validators=[InputRequired(_l("Tick at least one picture."))],
    )


class CaptionForm(FlaskForm):
    text = TextAreaField(
        _l("Text"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Write a text.")),
            Length(max=MOST_LETTERS, message=_l("Instagram takes at most 2,200 letters.")),
        ],
    )
    mentions = StringField(
        _l("Mentions"),
        filters=[stripped],
        description=_l(
            "At most 3 accounts, such as @viauc. Being mentioned tells them of the post."
        ),
    )
    hashtags = StringField(
        _l("Hashtags"),
        filters=[stripped],
        description=_l("At most 5: Instagram takes no more."),
    )

    def words(self) -> dict[str, str]:
        """Return what was entered, once validated."""
        return {
            "text": filled(self.text.data),
            "mentions": self.mentions.data or "",
            "hashtags": self.hashtags.data or "",
        }


def new_caption_form(locale: str) -> CaptionForm:
    """Return the empty form of a suggestion in one language, with names of its own."""
    return CaptionForm(prefix=f"new-{locale}")


def caption_form(caption: Caption) -> CaptionForm:
    """Return the form of one suggestion; several stand on one page, so each has its own names."""
    known = {
        "text": caption.text,
        "mentions": hashtags.mentioned(caption.mentions),
        "hashtags": hashtags.written(caption.hashtags),
    }
    return CaptionForm(prefix=f"c{caption.id.hex[:8]}", data=known)


class RelationForm(FlaskForm):
    relation = RadioField(
        _l("How do they come to post?"),
        choices=[SelectChoice(relation.value, relation.label) for relation in Relation],
        validators=[InputRequired(_l("Choose how they come to post."))],
    )
