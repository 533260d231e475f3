"""Why a picture cannot be used, in words that say what to do about it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.films import FilmRefusal
from core.image_gate import MIN_SHORT_SIDE, RefusalReason

FAILED = "failed"
LOST = "lost"

IN_SHORT: dict[str, LazyString] = {
    RefusalReason.NOT_A_PICTURE: _l("not a picture"),
    RefusalReason.FORMAT_NOT_ACCEPTED: _l("the wrong kind of file"),
    RefusalReason.TOO_LARGE_FILE: _l("the file is too large"),
    RefusalReason.TOO_MANY_PIXELS: _l("too many pixels"),
    RefusalReason.TOO_MANY_FRAMES: _l("it moves"),
    RefusalReason.TOO_SMALL: _l("too small"),
    RefusalReason.TOO_HEAVY: _l("too hard to open"),
    RefusalReason.DAMAGED: _l("the file is damaged"),
    FilmRefusal.NOT_A_FILM: _l("not a film"),
    FilmRefusal.DAMAGED_FILM: _l("the file is damaged"),
    FilmRefusal.FILM_IN_PIECES: _l("the wrong kind of film"),
    FilmRefusal.NO_PICTURE_IN_FILM: _l("no picture in the film"),
    FilmRefusal.FILM_TOO_LONG: _l("the film is too long"),
    FilmRefusal.FILM_TOO_LARGE: _l("the file is too large"),
    LOST: _l("the file is gone"),
    FAILED: _l("it did not work out"),
}

SENTENCES: dict[str, LazyString] = {
    RefusalReason.NOT_A_PICTURE: _l(
        "This is not a picture, whatever its name says. Choose a JPEG, PNG, WebP, HEIC or AVIF."
    ),
    RefusalReason.FORMAT_NOT_ACCEPTED: _l(
        "We cannot use this kind of picture. Save it as JPEG or PNG and try again."
    ),
    RefusalReason.TOO_LARGE_FILE: _l(
        "The file is larger than %(megabytes)s MB. Save it as JPEG and try again."
    ),
    RefusalReason.TOO_MANY_PIXELS: _l(
        "The picture has more than 50 megapixels. Make it smaller, 4000 pixels wide is plenty."
    ),
    RefusalReason.TOO_MANY_FRAMES: _l(
        "The picture moves. Save the one frame you want as JPEG and try again."
    ),
    RefusalReason.TOO_SMALL: _l(
        "The picture is too small: the short side must have at least %(pixels)s pixels. "
        "Ask the photographer for the original."
    ),
    RefusalReason.TOO_HEAVY: _l(
        "The picture takes too long to open, or too much memory. Save it as JPEG and try again."
    ),
    RefusalReason.DAMAGED: _l(
        "The file is damaged, often because it was not copied to the end. "
        "Fetch it again from the camera or the phone and try once more."
    ),
    FilmRefusal.NOT_A_FILM: _l("This is not a film. Choose an MP4 or MOV file."),
    FilmRefusal.DAMAGED_FILM: _l(
        "The film is damaged, often because it was not copied to the end. "
        "Fetch it again from the camera or the phone and try once more."
    ),
    FilmRefusal.FILM_IN_PIECES: _l(
        "We cannot tell how long the film is. Save it as an ordinary MP4 and try again."
    ),
    FilmRefusal.NO_PICTURE_IN_FILM: _l("There is only sound in the file. Choose a film."),
    FilmRefusal.FILM_TOO_LONG: _l("The film is longer than 15 minutes. Cut it, and try again."),
    FilmRefusal.FILM_TOO_LARGE: _l(
        "The film is larger than %(megabytes)s MB. Save it in 1080p, and try again."
    ),
    LOST: _l("We cannot find the file any more. Delete the picture and bring it in again."),
    FAILED: _l("We could not make the picture ready. Try again, or save it as JPEG first."),
}


def short_reason(code: str | None) -> str:
    """Return a few words for a chip."""
    return str(IN_SHORT.get(code or "", IN_SHORT[FAILED]))


def reason(code: str | None, *, megabytes: int, pixels: int = MIN_SHORT_SIDE) -> str:
    """Return whole sentences: what is wrong, and what to do."""
    sentence = str(SENTENCES.get(code or "", SENTENCES[FAILED]))
    return sentence % {"megabytes": megabytes, "pixels": pixels}
