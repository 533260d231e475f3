"""Forms of contributions: sending one, and answering it."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from core.forms import SelectChoice, filled, stripped
from core.languages import localised
from media.kits.contributions.enums import InPicture
from media.kits.contributions.operations import Sent
from media.kits.models import Kit
from media.library.forms import ACCEPTED

AT_A_TIME = 5
MOST_LETTERS = 1000


class ContributionForm(FlaskForm):
    pictures = MultipleFileField(
        _l("Your pictures"),
        validators=[FileRequired(_l("Choose at least one picture."))],
        description=_l("Up to five, straight from your camera roll. The bigger the better."),
        render_kw={"accept": ACCEPTED},
    )
    idea = TextAreaField(
        _l("What is the story?"),
        filters=[stripped],
        validators=[
            Length(max=MOST_LETTERS, message=_l("Write at most %(max)d letters.")),
        ],
        description=_l("Where is it, and what could be said about it? A few words are enough."),
    )
    in_picture = RadioField(
        _l("Who can be recognised?"),
        choices=[SelectChoice(one.value, one.label) for one in InPicture],
        validators=[InputRequired(_l("Say who can be recognised in the pictures."))],
    )
    credit = StringField(
        _l("How should we name you?"),
        filters=[stripped],
        validators=[Length(max=200, message=_l("Write at most %(max)d letters."))],
        description=_l("It stands with the picture. Leave it empty, and no name does."),
    )
    lends = BooleanField(
        _l("I took them myself, and lend them to you for twelve months. I can take them back."),
        validators=[InputRequired(_l("We can only use pictures you have taken and lend us."))],
    )
    sent_key = HiddenField(validators=[Length(min=32, max=36)])

    def validate_pictures(self, field: MultipleFileField) -> None:
        """Refuse more at a time than somebody can look at with care."""
        if len(field.data) > AT_A_TIME:
            raise ValidationError(
                _l("Choose at most %(number)s pictures at a time.", number=AT_A_TIME)
            )

    def sent(self) -> Sent:
        """Return what was said."""
        return Sent(
            idea=filled(self.idea.data),
            in_picture=InPicture(filled(self.in_picture.data)),
            credit=filled(self.credit.data),
            sent_key=filled(self.sent_key.data),
        )


def contribution_form(name: str) -> ContributionForm:
    """Return an empty form with a key of its own, so that sending it twice does no harm."""
    form = ContributionForm()
    if not form.is_submitted():
        form.credit.data, form.sent_key.data = name, uuid.uuid4().hex
    return form


class AnswerForm(FlaskForm):
    kit = SelectField(
        _l("Put them into a kit"),
        description=_l("You can also do that later; the pictures lie in the library."),
    )
    thanks = TextAreaField(
        _l("A word to whoever sent them"),
        filters=[stripped],
        validators=[
            Length(max=MOST_LETTERS, message=_l("Write at most %(max)d letters.")),
        ],
        description=_l("They get it by mail, with our thanks."),
    )

    def offer(self, kits: Iterable[Kit]) -> None:
        """Let one of some kits be chosen, or none."""
        none = SelectChoice("", _l("No kit yet"))
        named = (SelectChoice(str(kit.id), localised(kit, "title")) for kit in kits)
        self.kit.choices = [none, *named]
