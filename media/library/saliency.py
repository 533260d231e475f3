"""A first guess at a picture's focal point; a person moves it where it is wrong."""

import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageFilter, ImageMath

THUMBNAIL = 160
# How far one looks around a spot to see whether it stands out, as shares of the picture's size.
SPOTS = ((1 / 32, 1 / 8), (1 / 16, 1 / 4))
# Along a line of the picture one looks further: a horizon says nothing of left or right.
ALONG = 1 / 2
STRENGTH, STRENGTH_ALONG = 14, 56
# Texture counts on top of what it weighs to be smooth: grass is busy, and the sun is not.
SMOOTH, BUSY, TEXTURE_BLUR = 40, 3, 1 / 44
# The most of a side in which a subject is looked for; of a long side, what a portrait shows of it.
WINDOW = 0.4
PORTRAIT = 4 / 5
# Where the eye expects the subject, and how strongly that counts against what is found elsewhere.
EXPECTED_ACROSS, EXPECTED_DOWN = 0.5, 0.42
PULL = 0.8
# What every line weighs at least, so that an empty picture has its weight in the middle.
LEAST = 0.005

Blur = float | tuple[float, float]


def suggest_focal_point(image: Image.Image) -> tuple[float, float]:
    """Return the shares of width and height at which the picture seems to have its subject.

    Takes an upright picture, of which it makes a small copy. What differs in colour from what is
    around it counts, and more so with sharp edges; where nothing stands out the middle wins.
    """
    small = image.convert("RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    width, height = small.size
    size = math.sqrt(width * height)
    texture = _texture(small, size)
    spots = [_standing_out(small, size * near, size * far, STRENGTH) for near, far in SPOTS]
    near = size * SPOTS[0][0]
    along = _standing_out(small, near, (size * ALONG, near), STRENGTH_ALONG)
    across = _profile([*spots, along], texture, (width, 1))
    down = _profile(spots, texture, (1, height))
    return (
        _peak(across, EXPECTED_ACROSS, PORTRAIT * height / width),
        _peak(down, EXPECTED_DOWN, width / height / PORTRAIT),
    )


def _standing_out(small: Image.Image, near: float, far: Blur, strength: int) -> Image.Image:
    """Return how much each spot differs from its surroundings; much counts more than twice half."""
    spot = small.filter(ImageFilter.GaussianBlur(near))
    around = small.filter(ImageFilter.GaussianBlur(far))
    red, green, blue = ImageChops.difference(spot, around).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue).convert("F")
    found: Image.Image = ImageMath.lambda_eval(
        lambda given: given["min"](given["most"] * given["most"] * strength / 255, 255), most=most
    )
    return found


def _texture(small: Image.Image, size: float) -> Image.Image:
    found = small.convert("L").filter(ImageFilter.FIND_EDGES)
    # The filter leaves the outermost pixels as they were, which would look like edges.
    framed = Image.new("L", found.size)
    framed.paste(found.crop((2, 2, found.width - 2, found.height - 2)), (2, 2))
    soft = framed.filter(ImageFilter.GaussianBlur(size * TEXTURE_BLUR))
    return soft.point([min(255, SMOOTH + BUSY * value) for value in range(256)]).convert("F")


def _profile(
    found: Sequence[Image.Image], texture: Image.Image, size: tuple[int, int]
) -> list[float]:
    """Return the weight of each column or row."""
    # As fractions: whole numbers would round a small subject away.
    lines = [_line(_product(one, texture), size) for one in found]
    return [sum(values) for values in zip(*lines, strict=True)]


def _product(one: Image.Image, other: Image.Image) -> Image.Image:
    product: Image.Image = ImageMath.lambda_eval(
        lambda given: given["one"] * given["other"] / 255, one=one, other=other
    )
    return product


def _line(weights: Image.Image, size: tuple[int, int]) -> list[float]:
    line = weights.resize(size, Image.Resampling.BOX)
    return list(memoryview(line.tobytes()).cast("f"))


def _peak(profile: Sequence[float], expected: float, shown: float) -> float:
    """Return the middle of the weight inside the window that holds the most of it.

    Of a long side a portrait shows a small part: the window is no wider, and is pulled less.
    """
    length, share = len(profile), min(WINDOW, shown)
    span = max(1, round(length * share))
    pull = PULL * share / WINDOW
    floor = min(profile)
    weights = [value - floor + LEAST for value in profile]

    def pulled(start: int) -> float:
        astray = abs((start + span / 2) / length - expected)
        return sum(weights[start : start + span]) * (1 - pull * astray)

    best = max(range(length - span + 1), key=pulled)
    inside = range(best, best + span)
    total = sum(weights[at] for at in inside)
    return round(sum((at + 0.5) * weights[at] for at in inside) / total / length, 3)
