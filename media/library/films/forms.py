"""A film's forms: its cover picture, and its captions in each language."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from core.forms import sent_file
from media.library.films import operations

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,.heic,.heif"


class CoverForm(FlaskForm):
    cover = FileField(
        _l("Cover picture"),
        validators=[FileRequired(_l("Choose a picture."))],
        description=_l("What is seen before the film is played. A still from the film is best."),
        render_kw={"accept": PICTURES},
    )


class CaptionsForm(FlaskForm):
    captions_da = FileField(
        _l("Captions in Danish"),
        description=_l("A WebVTT file (.vtt), for those who cannot hear the film."),
        render_kw={"accept": ".vtt,text/vtt"},
    )
    captions_en = FileField(_l("Captions in English"), render_kw={"accept": ".vtt,text/vtt"})

    def chosen(self) -> dict[str, bytes]:
        """Return the content of the files that were chosen, by field."""
        return {
            name: sent_file(self[name].data, operations.MOST_BYTES)
            for name in ("captions_da", "captions_en")
            if self[name].data
        }
