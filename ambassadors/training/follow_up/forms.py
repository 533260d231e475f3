"""Forms of those who follow training."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ambassadors.training.follow_up.standings import PeopleWanted, Standing
from core.forms import SelectChoice, no_id_number, stripped


class PeopleForm(FlaskForm):
    """Looking for people; it is sent in the address and writes nothing."""

    class Meta:
        csrf = False

    words = StringField(_l("Name or e-mail"), validators=[Length(max=100)])
    standing = SelectField(
        _l("Where they are"),
        choices=[
            SelectChoice("", _l("Everybody")),
            *(SelectChoice(one.value, one.label) for one in Standing),
        ],
    )

    def wanted(self) -> PeopleWanted:
        """Return what is looked for; what makes no sense narrows nothing."""
        known = {one.value for one in Standing}
        standing = Standing(self.standing.data) if self.standing.data in known else None
        return PeopleWanted((self.words.data or "").strip(), standing)


class ReplyForm(FlaskForm):
    """One of several on a page, each with a prefix; the page's own token guards it."""

    class Meta:
        csrf = False

    text = TextAreaField(
        _l("A word back"),
        filters=[stripped],
        validators=[DataRequired(_l("Write a word or two.")), Length(max=2000), no_id_number],
    )
