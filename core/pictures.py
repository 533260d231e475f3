"""One picture kept as it came, and made fit to be shown."""

import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core import confined, refusals, storage
from core.image_gate import (
    MIN_SHORT_SIDE,
    PictureFacts,
    PictureRefused,
    inspect,
)
from core.settings import current_settings

LONGEST_SIDE = 1600
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


def reencoded(
    key: str,
    *,
    box: tuple[int, int] = (LONGEST_SIDE, LONGEST_SIDE),
    encoder: str = "WEBP",
    min_side: int = MIN_SHORT_SIDE,
) -> Reencoded:
    """Return a stored original as pixels and nothing else, no larger than ``box``.

    Raises PictureRefused, and FileNotFoundError.
    """
    with tempfile.TemporaryDirectory(dir=working_folder()) as folder:
        original, made = Path(folder) / "original", Path(folder) / "made"
        storage.download_to(key, original)
        width, height = confined.run(
            "core.pixels:encode_again",
            {
                "original": str(original),
                "target": str(made),
                "box": box,
                "encoder": encoder,
                "min_side": min_side,
            },
            folder=Path(folder),
        )
        return Reencoded(made.read_bytes(), width, height, f"image/{encoder.lower()}")


def made_or_why(make: Callable[[str], Made], key: str) -> tuple[Made | None, str]:
    """Return what is made of a stored original, else the code that says why it cannot be."""
    try:
        return make(key), ""
    except PictureRefused as refused:
        return None, refused.reason.value
    except FileNotFoundError:
        return None, refusals.LOST
