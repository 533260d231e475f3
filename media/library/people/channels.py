"""Channels in words. Pure."""

from collections.abc import Collection

from media.library.enums import PictureChannel


def channel_names(codes: Collection[str]) -> str:
    """Return channels in words, in the language in use."""
    return ", ".join(str(one.label) for one in PictureChannel if one.value in codes)
