"""Why a picture cannot be used, in words that say what to do about it."""

from flask_babel import gettext as _

from media.library.image_gate import MIN_SHORT_SIDE, RefusalReason

FAILED = "failed"
LOST = "lost"


def short_reason(code: str | None) -> str:
    """Return a few words for a chip."""
    words: dict[str, str] = {
        RefusalReason.NOT_A_PICTURE: _("not a picture"),
        RefusalReason.FORMAT_NOT_ACCEPTED: _("the wrong kind of file"),
        RefusalReason.TOO_LARGE_FILE: _("the file is too large"),
        RefusalReason.TOO_MANY_PIXELS: _("too many pixels"),
        RefusalReason.TOO_MANY_FRAMES: _("it moves"),
        RefusalReason.TOO_SMALL: _("too small"),
        RefusalReason.DAMAGED: _("the file is damaged"),
        LOST: _("the file is gone"),
    }
    return words.get(code or "") or str(_("it did not work out"))


def reason(code: str | None, *, megabytes: int) -> str:
    """Return whole sentences: what is wrong, and what to do."""
    sentences: dict[str, str] = {
        RefusalReason.NOT_A_PICTURE: _(
            "This is not a picture, whatever its name says. Choose a JPEG, PNG, WebP, HEIC or AVIF."
        ),
        RefusalReason.FORMAT_NOT_ACCEPTED: _(
            "We cannot use this kind of picture. Save it as JPEG or PNG and try again."
        ),
        RefusalReason.TOO_LARGE_FILE: _(
            "The file is larger than %(megabytes)s MB. Save it as JPEG and try again.",
            megabytes=megabytes,
        ),
        RefusalReason.TOO_MANY_PIXELS: _(
            "The picture has more than 50 megapixels. Make it smaller, 4000 pixels wide is plenty."
        ),
        RefusalReason.TOO_MANY_FRAMES: _(
            "The picture moves. Save the one frame you want as JPEG and try again."
        ),
        RefusalReason.TOO_SMALL: _(
            "The picture is too small: the short side must have at least %(pixels)s pixels. "
            "Ask the photographer for the original.",
            pixels=MIN_SHORT_SIDE,
        ),
        RefusalReason.DAMAGED: _(
            "The file is damaged, often because it was not copied to the end. "
            "Fetch it again from the camera or the phone and try once more."
        ),
        LOST: _("We cannot find the file any more. Delete the picture and bring it in again."),
    }
    failed = _("We could not make the picture ready. Try again, or save it as JPEG first.")
    return sentences.get(code or "") or str(failed)
