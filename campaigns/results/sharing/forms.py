"""Forms of shared results: they check shape, operations check rules."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from core.forms import stripped

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 100


class ShareForm(FlaskForm):
    """Make a link for somebody."""

    for_whom = StringField(
        _l("For whom?"),
        description=_l("Such as the town council, or the board in March. Only you see it."),
        filters=[stripped],
        validators=[InputRequired(_l("Say for whom the link is.")), Length(max=120)],
    )
    last_day = DateField(
        _l("Last day"),
        description=_l("After this day the link leads nowhere."),
        validators=[InputRequired(_l("Choose the last day."))],
    )
    password = StringField(
        _l("Password"),
        description=_l(
            "At least eight signs. Give it to them in another way than the link. We cannot show it "
            "again."
        ),
        validators=[
            InputRequired(_l("Choose a password.")),
            Length(
                SHORTEST_PASSWORD,
                LONGEST_PASSWORD,
                _l("Choose a password of at least eight signs."),
            ),
        ],
    )
    submit = SubmitField(_l("Make the link"))


class OpenForm(FlaskForm):
    """Open shared results."""

    password = PasswordField(
        _l("Password"),
        description=_l("Whoever sent you the link has it."),
        validators=[InputRequired(_l("Enter the password.")), Length(max=LONGEST_PASSWORD)],
    )
    submit = SubmitField(_l("See the results"))
