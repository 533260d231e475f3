"""States, formats and answers about people in a picture. A leaf."""

from enum import StrEnum


class AssetState(StrEnum):
    """How far a picture has come from upload to use."""

    PROCESSING = "processing"
    READY = "ready"
    REFUSED = "refused"


class RenditionFormat(StrEnum):
    """An Instagram format, or a preview for our own pages."""

    PORTRAIT = "4x5"
    TALL = "3x4"
    SQUARE = "1x1"
    STORY = "9x16"
    PREVIEW = "preview"
    THUMB = "thumb"


class Recognisable(StrEnum):
    """Whether somebody in the picture can be recognised, and has said yes."""

    UNANSWERED = "unanswered"
    NOBODY = "nobody"
    CONSENTED = "consented"
    WAITING = "waiting"
