"""The form that connects an event in pretix."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

from campaigns.outcomes.webhooks.forms import ConnectForm
from campaigns.outcomes.webhooks.pretix.operations import Place
from core import outgoing
from core.forms import filled, stripped

SHORT_NAME = r"^[A-Za-z0-9._-]{1,50}$"
NOT_SHORT = _l("Copy it from the address of the shop: letters, digits and hyphens.")


def _without_slash(text: str | None) -> str:
    return (text or "").strip().rstrip("/")


class PretixForm(ConnectForm):
    base_url = StringField(
        _l("Address of pretix"),
        description=_l("Such as https://pretix.eu, or your own."),
        default="https://pretix.eu",
        filters=[_without_slash],
        validators=[InputRequired(_l("Write the address of pretix.")), Length(max=200)],
    )
    organizer = StringField(
        _l("Organiser’s short name in pretix"),
        description=_l("In https://pretix.eu/via/openday it is “via”."),
        filters=[stripped],
        validators=[InputRequired(NOT_SHORT), Regexp(SHORT_NAME, message=NOT_SHORT)],
    )
    event = StringField(
        _l("Event’s short name in pretix"),
        description=_l("In https://pretix.eu/via/openday it is “openday”."),
        filters=[stripped],
        validators=[InputRequired(NOT_SHORT), Regexp(SHORT_NAME, message=NOT_SHORT)],
    )
    token = PasswordField(
        _l("API token"),
        description=_l(
            "From a team in pretix that may view orders of this event and nothing else."
            " It is kept encrypted and never shown again."
        ),
        filters=[stripped],
        validators=[DataRequired(_l("Copy the token from pretix.")), Length(max=200)],
    )
    submit = SubmitField(_l("Connect pretix"))

    def validate_base_url(self, field: StringField) -> None:
        """Ask for an address on the open net, by https."""
        if not outgoing.is_allowed(filled(field.data)) or "?" in filled(field.data):
            raise ValidationError(_("Write an address that begins with https://."))

    def validate_token(self, field: PasswordField) -> None:
        """Refuse what could not stand in a header."""
        if not filled(field.data).isascii() or not filled(field.data).isprintable():
            raise ValidationError(_("Copy the token from pretix."))

    def place(self) -> Place:
        """Return where the shop is."""
        return Place(
            base_url=filled(self.base_url.data),
            organizer=filled(self.organizer.data),
            event=filled(self.event.data),
        )
