"""The form that brings in a better original of a picture."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,.heic,.heif"


class OriginalForm(FlaskForm):
    original = FileField(
        _l("The new picture"),
        validators=[FileRequired(_l("Choose a picture."))],
        description=_l(
            "It takes this one’s place in every kit and on every page. The old one is kept, so "
            "that you can go back. Answer once more whether anybody can be recognised."
        ),
        render_kw={"accept": PICTURES},
    )
