"""The form about one picture of a kit."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from core.forms import SelectChoice, TicksField, filled
from media.kits import contents
from media.kits.enums import ItemKind, Overlay, OverlayPlace
from media.kits.items.operations import Use
from media.kits.models import KitItem
from media.library.enums import FOR_INSTAGRAM, RenditionFormat

LONGEST_ALT = 100
LONGEST_WORDS = 40


def _on_one_line(value: str | None) -> str:
    return " ".join((value or "").split())


class ItemForm(FlaskForm):
    kind = RadioField(
        _l("What does it become on Instagram?"),
        choices=[SelectChoice(one.value, one.label) for one in ItemKind],
        validators=[InputRequired(_l("Choose what it becomes."))],
    )
    formats = TicksField(
        _l("In which shapes?"),
        choices=[SelectChoice(one.value, one.label) for one in FOR_INSTAGRAM],
        description=_l(
            "A carousel has one shape for all its pictures: with several ticked, we take the one "
            "it has, or the first. Stories and reels are always 9:16."
        ),
    )
    alt_da = TextAreaField(
        _l("Alt text in Danish"),
        filters=[_on_one_line],
        validators=[Length(max=LONGEST_ALT)],
        description=_l("Leave it empty to use the one from the library."),
    )
    alt_en = TextAreaField(
        _l("Alt text in English"),
        filters=[_on_one_line],
        validators=[Length(max=LONGEST_ALT)],
        description=_l("Leave it empty to use the one from the library."),
    )
    overlay = RadioField(
        _l("What is drawn on it?"),
        choices=[SelectChoice(one.value, one.label) for one in Overlay],
        validators=[InputRequired(_l("Choose what is drawn on it."))],
    )
    overlay_place = RadioField(
        _l("Where?"),
        choices=[SelectChoice(one.value, one.label) for one in OverlayPlace],
        validators=[InputRequired(_l("Choose where it stands."))],
    )
    overlay_text = StringField(
        _l("Words"),
        filters=[_on_one_line],
        validators=[Length(max=LONGEST_WORDS)],
        description=_l(
            "At most 40 letters. Left empty, it is your logo, or your name without one."
        ),
    )

    def use(self) -> Use:
        """Return what was entered, once validated."""
        return Use(
            kind=ItemKind(filled(self.kind.data)),
            formats=[RenditionFormat(one) for one in self.formats.data or ()],
            alt_da=self.alt_da.data or "",
            alt_en=self.alt_en.data or "",
            overlay=Overlay(filled(self.overlay.data)),
            overlay_place=OverlayPlace(filled(self.overlay_place.data)),
            overlay_text=self.overlay_text.data or "",
        )


def item_form(item: KitItem) -> ItemForm:
    """Return the form with how a picture is used now."""
    plain = ("alt_da", "alt_en", "overlay_text")
    return ItemForm(
        data={
            **{name: getattr(item, name) for name in plain},
            "kind": item.kind.value,
            "overlay": item.overlay.value,
            "overlay_place": item.overlay_place.value,
            "formats": [one.value for one in contents.formats_of(item)],
        }
    )
