"""What is said of a file before it is sent, and with its end."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from media.library.forms import WithUnit


class BeginForm(FlaskForm):
    name = StringField(validators=[InputRequired(), Length(max=5000)])
    byte_size = IntegerField(validators=[InputRequired()])
    modified = StringField(validators=[Length(max=40)])


class EndForm(WithUnit):
    """``unit`` and ``credit`` are those of the page's own form."""

    credit = StringField(validators=[Length(max=200)])
    checksum = StringField(validators=[Regexp(r"^([0-9a-f]{64})?$")])
