"""States, formats and answers about people in a picture. A leaf."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class AssetState(StrEnum):
    """How far a picture has come from upload to use."""

    PROCESSING = "processing"
    WAITING = "waiting"  # a film without its cover picture
    READY = "ready"
    REFUSED = "refused"


class AssetKind(StrEnum):
    """What an original is."""

    PICTURE = "picture"
    FILM = "film"

    @property
    def label(self) -> LazyString:
        """Return the kind in the plural, as a part of the library."""
        return KIND_LABELS[self]


class RenditionFormat(StrEnum):
    """An Instagram format, or a preview for our own pages."""

    PORTRAIT = "4x5"
    TALL = "3x4"
    SQUARE = "1x1"
    STORY = "9x16"
    PREVIEW = "preview"
    THUMB = "thumb"
    WHOLE = "whole"
    FILM = "film"
    CAPTIONS_DA = "captions-da"
    CAPTIONS_EN = "captions-en"

    @property
    def label(self) -> LazyString:
        """Return what the format is for, in words."""
        return FORMAT_LABELS[self]


class Recognisable(StrEnum):
    """Whether somebody in the picture can be recognised; who, and their yes, is the register's."""

    UNANSWERED = "unanswered"
    NOBODY = "nobody"
    SOMEBODY = "somebody"

    @property
    def label(self) -> LazyString:
        """Return the answer in words."""
        return RECOGNISABLE_LABELS[self]


class PictureChannel(StrEnum):
    """Where a picture is shown, as pictured people say yes to it."""

    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    LINKEDIN = "linkedin"
    TIKTOK = "tiktok"
    WEBSITE = "website"
    PRINT = "print"

    @property
    def label(self) -> LazyString:
        """Return the channel's name."""
        return CHANNEL_LABELS[self]


class Shelf(StrEnum):
    """The parts of the library one can look at by themselves."""

    EVERYTHING = ""
    READY = "ready"
    WITHOUT_ALT = "without-alt"
    HELD_BACK = "held-back"
    UNFINISHED = "unfinished"

    @property
    def label(self) -> LazyString:
        """Return the shelf's name."""
        return SHELF_LABELS[self]


# What ambassadors get, in the order they see it. The others are for our own pages.
FOR_INSTAGRAM = (
    RenditionFormat.PORTRAIT,
    RenditionFormat.TALL,
    RenditionFormat.SQUARE,
    RenditionFormat.STORY,
)

KIND_LABELS = {AssetKind.PICTURE: _l("Pictures"), AssetKind.FILM: _l("Films")}

OF_PICTURES = tuple(
    one
    for one in RenditionFormat
    if one not in (RenditionFormat.FILM, RenditionFormat.CAPTIONS_DA, RenditionFormat.CAPTIONS_EN)
)

FORMAT_LABELS = {
    RenditionFormat.PORTRAIT: _l("Post 4:5"),
    RenditionFormat.TALL: _l("Tall post 3:4"),
    RenditionFormat.SQUARE: _l("Square 1:1"),
    RenditionFormat.STORY: _l("Story and reel 9:16"),
    RenditionFormat.PREVIEW: _l("Preview"),
    RenditionFormat.THUMB: _l("Small preview"),
    RenditionFormat.WHOLE: _l("The whole picture"),
    RenditionFormat.FILM: _l("The film"),
    RenditionFormat.CAPTIONS_DA: _l("Captions in Danish"),
    RenditionFormat.CAPTIONS_EN: _l("Captions in English"),
}

RECOGNISABLE_LABELS = {
    Recognisable.UNANSWERED: _l("Not answered yet"),
    Recognisable.NOBODY: _l("No, nobody can be recognised"),
    Recognisable.SOMEBODY: _l("Yes, somebody can be recognised"),
}

CHANNEL_LABELS = {
    PictureChannel.INSTAGRAM: _l("Instagram"),
    PictureChannel.FACEBOOK: _l("Facebook"),
    PictureChannel.LINKEDIN: _l("LinkedIn"),
    PictureChannel.TIKTOK: _l("TikTok"),
    PictureChannel.WEBSITE: _l("our own website"),
    PictureChannel.PRINT: _l("print"),
}

# Where an agreement that was noted before there was a register is taken to count.
NOTED_FOR = frozenset({PictureChannel.INSTAGRAM, PictureChannel.WEBSITE})

SHELF_LABELS = {
    Shelf.EVERYTHING: _l("All"),
    Shelf.READY: _l("Ready to use"),
    Shelf.WITHOUT_ALT: _l("Missing alt text"),
    Shelf.HELD_BACK: _l("Held back"),
    Shelf.UNFINISHED: _l("On their way or refused"),
}
