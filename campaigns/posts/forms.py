"""Forms of the log: they check shape, operations check rules."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from campaigns.models import Participation
from campaigns.posts.origins import Origin
from core.forms import SelectChoice, TicksField
from core.languages import localised
from media.kits import contents


class LogPostForm(FlaskForm):
    url = StringField(
        _l("Link to your post"),
        description=_l("In Instagram: Share, then Copy link. Paste it here."),
        validators=[InputRequired(_l("Paste the link to your post")), Length(max=500)],
    )
    # Whose it is and whether it still runs is asked of the campaign itself.
    participation = RadioField(
        _l("Which campaign is it for?"),
        validators=[InputRequired(_l("Choose a campaign"))],
        validate_choice=False,
    )
    # Only those of the kit that may be used today are looked for.
    pictures = TicksField(
        _l("Which pictures did you use?"),
        description=_l("So we know whom to ask if somebody in one of them changes their mind."),
        validate_choice=False,
    )
    submit = SubmitField(_l("Log my post"))

    @classmethod
    def for_campaigns(
        cls, participations: Sequence[Participation], origin: Origin
    ) -> "LogPostForm":
        """Return the form with the campaigns to choose from, and the pictures of the kit.

        The campaign with the kit, else the first, is chosen, and so are the pictures likely used.
        """
        form = cls()
        form.participation.choices = [
            SelectChoice(str(part.id), localised(part.campaign, "name")) for part in participations
        ]
        form.pictures.choices = [
            SelectChoice(str(item.asset_id), contents.alt_shown(item)) for item in origin.items
        ]
        if not form.is_submitted() and participations:
            with_kit = (part for part in participations if origin.kit in part.campaign.kits)
            form.participation.data = str(next(with_kit, participations[0]).id)
            form.pictures.data = [str(one) for one in origin.likely]
        return form
