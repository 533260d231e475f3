"""The form that lets a system tell of outcomes."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from campaigns.labels import goal_name
from campaigns.models import Campaign, Goal
from campaigns.outcomes.standing import countable
from core.forms import SelectChoice, stripped


class ConnectForm(FlaskForm):
    name = StringField(
        _l("What is the system called?"),
        description=_l("As you say it yourselves, such as “Registrations of the open day”."),
        filters=[stripped],
        validators=[InputRequired(_l("Write what the system is called.")), Length(max=80)],
    )
    goal = SelectField(_l("What does it count?"))
    submit = SubmitField(_l("Connect it"))

    @classmethod
    def of(cls, campaign: Campaign) -> "ConnectForm":
        """Return the form with the goals of a campaign that can be counted."""
        form = cls()
        goals = countable(campaign.goals)
        form.goal.choices = [SelectChoice(str(one.id), goal_name(one)) for one in goals]
        return form

    def chosen_goal(self, campaign: Campaign) -> Goal:
        """Return the goal that was chosen."""
        return next(one for one in campaign.goals if str(one.id) == self.goal.data)
