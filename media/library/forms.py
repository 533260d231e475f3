"""The library's forms: bringing pictures in, describing one, choosing what to keep in sight."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from accounts.models import Unit
from core.forms import SelectChoice, TicksField, filled, id_or_none, stripped
from core.languages import LANGUAGES
from media.library.enums import Recognisable
from media.library.models import Asset, Collection
from media.library.operations import AssetDetails

AT_A_TIME = 40
MOST_TAGS = 20
ACCEPTED = (
    "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,.heic,.heif,"
    "video/mp4,video/quicktime,.mov"
)


def tags_in(text: str) -> list[str]:
    """Return the tags somebody wrote, each once, in small letters and without a hash."""
    words = (" ".join(one.split()).lstrip("#")[:40] for one in text.lower().split(","))
    return list(dict.fromkeys(word for word in words if word))[:MOST_TAGS]


def _id(value: str | UUID) -> UUID:
    return UUID(str(value))


class WithUnit(FlaskForm):
    unit = SelectField(
        _l("Unit"),
        coerce=id_or_none,
        description=_l("Where the picture belongs, if it is not for everyone."),
    )

    def offer_units(self, units: Iterable[Unit]) -> None:
        """Let one of an organisation's units be chosen, or none."""
        everyone = SelectChoice("", _l("For everyone"))
        self.unit.choices = [everyone, *(SelectChoice(unit.id, unit.path) for unit in units)]


class UploadForm(WithUnit):
    pictures = MultipleFileField(
        _l("Pictures"),
        validators=[FileRequired(_l("Choose at least one picture."))],
        description=_l(
            "Choose, drop or paste several at once: JPEG, PNG, WebP, HEIC or AVIF, and films as "
            "MP4 or MOV. The bigger the better; we make the small ones."
        ),
        render_kw={"accept": ACCEPTED},
    )
    credit = StringField(
        _l("Photographer"),
        filters=[stripped],
        validators=[Length(max=200, message=_l("Write at most 200 letters."))],
        description=_l("Goes for all of them. You can change it on each picture."),
    )

    def validate_pictures(self, field: MultipleFileField) -> None:
        """Refuse more at a time than one request should carry."""
        if len(field.data) > AT_A_TIME:
            raise ValidationError(
                _l("Choose at most %(number)s pictures at a time.", number=AT_A_TIME)
            )


class DetailsForm(WithUnit):
    alt_da = TextAreaField(
        _l("Alt text in Danish"),
        filters=[stripped],
        validators=[Length(max=500, message=_l("Write at most 500 letters."))],
        description=_l(
            "Say what matters in the picture to somebody who cannot see it, in one sentence of at "
            "most 100 letters. No “picture of”, no hashtags."
        ),
    )
    alt_en = TextAreaField(
        _l("Alt text in English"),
        filters=[stripped],
        validators=[Length(max=500, message=_l("Write at most 500 letters."))],
    )
    recognisable = RadioField(
        _l("Can anybody be recognised in it?"),
        choices=[
            SelectChoice(answer.value, answer.label)
            for answer in (
                Recognisable.NOBODY,
                Recognisable.SOMEBODY,
                Recognisable.UNANSWERED,
            )
        ],
        description=_l("Ambassadors get the picture when nobody can, or when everyone said yes."),
    )
    credit = StringField(
        _l("Photographer"),
        filters=[stripped],
        validators=[Length(max=200, message=_l("Write at most 200 letters."))],
    )
    licence = StringField(
        _l("Licence"),
        filters=[stripped],
        validators=[Length(max=200, message=_l("Write at most 200 letters."))],
        description=_l("For example “our own” or “CC BY 4.0”. What may we do with the picture?"),
    )
    licence_until = DateField(
        _l("The licence ends on"),
        validators=[Optional()],
        description=_l("From the day after, the picture is taken out by itself. Empty: no end."),
    )
    place = StringField(
        _l("Where it was taken"),
        filters=[stripped],
        validators=[Length(max=200, message=_l("Write at most 200 letters."))],
    )
    tags = StringField(
        _l("Tags"),
        filters=[stripped],
        validators=[Length(max=500, message=_l("Write at most 500 letters."))],
        description=_l("Words to find it by, with commas between: summer, workshop, campus."),
    )
    text_language = SelectField(
        _l("Words in the picture"),
        choices=[
            SelectChoice("", _l("None, or any language")),
            *(SelectChoice(code, name) for code, name in LANGUAGES.items()),
            SelectChoice("other", _l("Another language")),
        ],
        default="",
        description=_l("If there is writing in it: in which language?"),
    )
    collections = TicksField(_l("Collections"), coerce=_id)
    new_collection = StringField(
        _l("A new collection"),
        filters=[stripped],
        validators=[Length(max=80, message=_l("Write at most 80 letters."))],
    )

    def offer_collections(self, collections: Iterable[Collection]) -> None:
        """Let the picture be put into some of an organisation's collections."""
        self.collections.choices = [SelectChoice(one.id, one.name) for one in collections]

    def fill_in(self, asset: Asset) -> None:
        """Show what is known of a picture."""
        for name in ("alt_da", "alt_en", "credit", "licence", "licence_until", "place"):
            self[name].data = getattr(asset, name)
        self.tags.data = ", ".join(asset.tags)
        self.text_language.data = asset.text_language
        self.collections.data = [one.id for one in asset.collections]
        self.recognisable.data = asset.recognisable.value
        self.unit.data = asset.unit_id

    def details(self) -> AssetDetails:
        """Return what was written, once validated."""
        return AssetDetails(
            alt_da=filled(self.alt_da.data),
            alt_en=filled(self.alt_en.data),
            credit=filled(self.credit.data),
            licence=filled(self.licence.data),
            licence_until=self.licence_until.data,
            place=filled(self.place.data),
            tags=tags_in(filled(self.tags.data)),
            text_language=self.text_language.data or "",
            unit_id=self.unit.data,
            recognisable=Recognisable(self.recognisable.data),
        )


class FocalPointForm(FlaskForm):
    x = IntegerField(
        _l("From the left, in percent"),
        validators=[
            InputRequired(_l("Write a number from 0 to 100.")),
            NumberRange(0, 100, _l("Write a number from 0 to 100.")),
        ],
    )
    y = IntegerField(
        _l("From the top, in percent"),
        validators=[
            InputRequired(_l("Write a number from 0 to 100.")),
            NumberRange(0, 100, _l("Write a number from 0 to 100.")),
        ],
    )

    def fill_in(self, asset: Asset) -> None:
        """Show what is kept in sight now."""
        self.x.data, self.y.data = round(asset.focal_x * 100), round(asset.focal_y * 100)
