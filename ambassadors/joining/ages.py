"""The one honest question about age. The answer is used at once and never kept."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

from ambassadors.joining.applying import YOUNGEST, has_guardian_step
from ambassadors.joining.enums import AgeGroup
from core.forms import SelectChoice


def age_choices(minimum_age: int) -> list[SelectChoice]:
    """Return the age groups there are with a minimum age, oldest first."""
    choices = [SelectChoice(AgeGroup.OLD_ENOUGH.value, _("%(age)s or older", age=minimum_age))]
    if has_guardian_step(minimum_age):
        choices.append(SelectChoice(AgeGroup.WITH_GUARDIAN.value, between(minimum_age)))
    choices.append(SelectChoice(AgeGroup.CHILD.value, _("Under %(age)s", age=YOUNGEST)))
    return choices


def between(minimum_age: int) -> str:
    """Return the ages that need a guardian's yes, as "13 or 14"."""
    last = minimum_age - 1
    if last == YOUNGEST:
        return str(YOUNGEST)
    if last == YOUNGEST + 1:
        return str(_("%(first)s or %(last)s", first=YOUNGEST, last=last))
    return str(_("%(first)s to %(last)s", first=YOUNGEST, last=last))


class AgeForm(FlaskForm):
    age = RadioField(_l("How old are you?"), validators=[InputRequired(_l("Say how old you are."))])

    def __init__(self, minimum_age: int, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.age.choices = age_choices(minimum_age)

    def group(self) -> AgeGroup:
        """Return what was answered, once validated."""
        return AgeGroup(self.age.data)
