"""Everything that is drawn of one picture; runs in a confined process and knows no database."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from core.confined import Report
from media.library.looks import looks_of
from media.library.renditions import FORMATS, Format, cut, prepared
from media.library.saliency import THUMBNAIL, suggest_focal_point

WHOLE = Format("whole", 960, 960, "WEBP", 78)


def draw(
    report: Report, *, original: str, folder: str, focal: list[float] | None, paper: str
) -> dict[str, Any]:
    """Write every format into ``folder``; tell the focal point, the looks and the formats.

    Without a focal point the one that is found in the picture is used.
    """
    picture = prepared(Path(original), paper=paper)
    small = picture.image.resize(
        _within(THUMBNAIL, picture.width, picture.height), Image.Resampling.BOX, reducing_gap=2.0
    )
    across, down = focal or suggest_focal_point(small)
    formats = [*FORMATS, whole(picture.width, picture.height)]
    made = cut(picture, (across, down), formats=formats, on_done=report)
    for one in made:
        Path(folder, one.name).write_bytes(one.data)
    return {
        "focal": [across, down],
        "looks": looks_of(small),
        "formats": [
            {"name": one.name, "mimetype": one.mimetype, "width": one.width, "height": one.height}
            for one in made
        ],
    }


def whole(width: int, height: int) -> Format:
    """Return the format that cuts nothing off, in which the focal point is chosen."""
    shown = _within(WHOLE.width, width, height)
    return replace(WHOLE, width=shown[0], height=shown[1])


def _within(longest: int, width: int, height: int) -> tuple[int, int]:
    scale = min(1, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
