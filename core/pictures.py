"""One picture kept as it came, and made fit to be shown."""

import io
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core import refusals, storage
from core.image_gate import (
    MIN_SHORT_SIDE,
    PictureFacts,
    PictureRefused,
    inspect,
    open_picture,
    upright_size,
)
from core.pixels import upright_rgb
from core.settings import current_settings

LONGEST_SIDE = 1600
QUALITY = 80
Made = TypeVar("Made")


@dataclass(frozen=True)
class Reencoded:
    """A picture as it may be shown."""

    data: bytes
    width: int
    height: int
    mimetype: str = "image/webp"


def working_folder() -> Path:
    """Return where files are while they are worked on; what is left there may be thrown away."""
    folder = current_settings().data / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep_original(
    content: bytes, *, folder: str, min_side: int = MIN_SHORT_SIDE
) -> tuple[str, PictureFacts]:
    """Store an accepted picture as it came, never to be shown; return its key and its facts.

    Raises PictureRefused, and StorageUnavailable.
    """
    facts = inspect(content, min_side=min_side)
    key = f"{folder}/{uuid.uuid4().hex}.{facts.format.value}"
    storage.save(key, content, mimetype=facts.format.mimetype)
    return key, facts


def reencoded(key: str) -> Reencoded:
    """Return a stored original as pixels and nothing else, at most ``LONGEST_SIDE`` long.

    Raises PictureRefused, and FileNotFoundError.
    """
    with tempfile.TemporaryDirectory(dir=working_folder()) as folder:
        path = Path(folder) / "original"
        storage.download_to(key, path)
        with open_picture(path) as opened:
            longest = max(upright_size(opened))
            image = upright_rgb(opened, longest / LONGEST_SIDE)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = io.BytesIO()
    image.save(file, "WEBP", quality=QUALITY)
    return Reencoded(file.getvalue(), image.width, image.height)


def made_or_why(make: Callable[[str], Made], key: str) -> tuple[Made | None, str]:
    """Return what is made of a stored original, else the code that says why it cannot be."""
    try:
        return make(key), ""
    except PictureRefused as refused:
        return None, refused.reason.value
    except FileNotFoundError:
        return None, refusals.LOST
