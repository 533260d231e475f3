"""The form about a local variant."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from accounts.models import Unit
from core.forms import SelectChoice, filled, id_or_none, stripped
from media.kits.enums import VariantPictures
from media.kits.forms import LONGEST_INTRO, LONGEST_TITLE
from media.kits.models import KitVariant
from media.kits.variants.operations import VariantTerms

LONGEST_FUNCTION = 80
LANGUAGE_NAMES = {"": _l("Any language"), "da": _l("Danish"), "en": _l("English")}


def _words(text: object) -> StringField:
    return StringField(text, filters=[stripped], validators=[Length(max=LONGEST_TITLE)])  # type: ignore[arg-type]  # a lazy string


def _lines(text: object) -> TextAreaField:
    return TextAreaField(text, filters=[stripped], validators=[Length(max=LONGEST_INTRO)])  # type: ignore[arg-type]  # a lazy string


class VariantForm(FlaskForm):
    unit = SelectField(
        _l("Unit"),
        coerce=id_or_none,
        description=_l("An area is for everybody in the units inside it."),
    )
    function = StringField(
        _l("Function"),
        filters=[stripped],
        validators=[Length(max=LONGEST_FUNCTION)],
        description=_l("As ambassadors write it about themselves."),
    )
    locale = SelectField(
        _l("Language they tell in"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()],
    )
    title_da = _words(_l("Title in Danish"))
    title_en = _words(_l("Title in English"))
    intro_da = _lines(_l("A line about it in Danish"))
    intro_en = _lines(_l("A line about it in English"))
    pictures = RadioField(
        _l("Which pictures?"),
        choices=[SelectChoice(one.value, one.label) for one in VariantPictures],
        validators=[InputRequired(_l("Choose which pictures."))],
    )

    def offer_units(self, units: Sequence[Unit]) -> None:
        """Let the organisation's units be chosen."""
        choices = [SelectChoice(unit.id, unit.path) for unit in units]
        self.unit.choices = [SelectChoice("", _l("Any unit")), *choices]

    def terms(self, units: Sequence[Unit]) -> VariantTerms:
        """Return what was entered, once validated."""
        return VariantTerms(
            unit=next((unit for unit in units if unit.id == self.unit.data), None),
            function=" ".join((self.function.data or "").split()),
            locale=self.locale.data or "",
            title_da=self.title_da.data or "",
            title_en=self.title_en.data or "",
            intro_da=self.intro_da.data or "",
            intro_en=self.intro_en.data or "",
            pictures=VariantPictures(filled(self.pictures.data)),
        )


def variant_form(variant: KitVariant | None = None) -> VariantForm:
    """Return the form with what a variant has now, or the empty one."""
    if variant is None:
        return VariantForm(data={"pictures": VariantPictures.BASE.value, "locale": ""})
    plain = ("function", "locale", "title_da", "title_en", "intro_da", "intro_en")
    known = {name: getattr(variant, name) for name in plain}
    return VariantForm(data={**known, "unit": variant.unit_id, "pictures": variant.pictures.value})
