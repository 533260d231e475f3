"""Channels in words."""

from collections.abc import Collection

from flask_babel import gettext as _

from media.library.enums import PictureChannel


def channel_names(codes: Collection[str]) -> str:
    """Return channels in words, in the language in use."""
    names = [str(one.label) for one in PictureChannel if one.value in codes]
    if len(names) < 2:
        return "".join(names)
    return str(_("%(most)s and %(last)s", most=", ".join(names[:-1]), last=names[-1]))
