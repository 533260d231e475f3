"""States of a kit and ways to use a picture, with their words. A leaf."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class KitStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> LazyString:
        """The state as organisers read it."""
        return STATUS_LABELS[self]


STATUS_LABELS = {
    KitStatus.DRAFT: _l("Draft"),
    KitStatus.PUBLISHED: _l("Published"),
    KitStatus.WITHDRAWN: _l("Withdrawn"),
}


class ItemKind(StrEnum):
    """What a picture of a kit becomes on Instagram."""

    FEED = "feed"
    CAROUSEL = "carousel"
    STORY = "story"
    REEL = "reel"

    @property
    def label(self) -> LazyString:
        """The kind as organisers and ambassadors read it."""
        return KIND_LABELS[self]


class Overlay(StrEnum):
    """What is drawn on a picture in the organisation's name."""

    NONE = "none"
    MARK = "mark"
    FRAME = "frame"

    @property
    def label(self) -> LazyString:
        """The overlay as organisers read it."""
        return OVERLAY_LABELS[self]


class OverlayPlace(StrEnum):
    TOP = "top"
    BOTTOM = "bottom"

    @property
    def label(self) -> LazyString:
        """The place as organisers read it."""
        return PLACE_LABELS[self]


class VariantPictures(StrEnum):
    """Where a local variant's pictures come from."""

    BASE = "base"
    ADDED = "added"
    OWN = "own"

    @property
    def label(self) -> LazyString:
        """The choice as organisers read it."""
        return PICTURES_LABELS[self]


KIND_LABELS = {
    ItemKind.FEED: _l("Single post"),
    ItemKind.CAROUSEL: _l("Part of the carousel"),
    ItemKind.STORY: _l("Story"),
    ItemKind.REEL: _l("Reel or its cover"),
}

OVERLAY_LABELS = {
    Overlay.NONE: _l("Nothing, the picture as it is"),
    Overlay.MARK: _l("A small mark: logo and a few words"),
    Overlay.FRAME: _l("A frame in your colour with a band"),
}

PLACE_LABELS = {OverlayPlace.TOP: _l("At the top"), OverlayPlace.BOTTOM: _l("At the bottom")}

PICTURES_LABELS = {
    VariantPictures.BASE: _l("The same pictures as everybody"),
    VariantPictures.ADDED: _l("Pictures of its own first, then everybody’s"),
    VariantPictures.OWN: _l("Only pictures of its own"),
}
