"""A logo for an organisation that does not exist: a sun over two hills, drawn here."""

import io

from PIL import Image, ImageDraw

SIDE = 480


def draw(colour: str) -> bytes:
    """Return the logo as a PNG in the organisation's colour."""
    image = Image.new("RGB", (SIDE * 2, SIDE * 2), "#ffffff")
    pen = ImageDraw.Draw(image)
    pen.ellipse((330, 90, 630, 390), fill="#e0a526")
    pen.pieslice((-120, 420, 660, 1260), 180, 360, fill=colour)
    pen.pieslice((420, 560, 1080, 1300), 180, 360, fill=_paler(colour))
    pen.rectangle((0, 880, 960, 960), fill="#ffffff")
    file = io.BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def _paler(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 0.6):02x}" for part in parts)
