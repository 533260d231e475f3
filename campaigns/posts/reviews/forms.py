"""Forms of the review: they check shape, operations check rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length

from core.forms import no_id_number, stripped


class ReturnForm(FlaskForm):
    reason = TextAreaField(
        _l("What should be different?"),
        description=_l("Say it as you would to a friend. It is sent by mail."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Write what should be different.")),
            Length(max=1000, message=_l("Write at most %(max)d letters.")),
            no_id_number,
        ],
    )
    submit = SubmitField(_l("Return it"))
