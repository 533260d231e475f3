"""A first guess at a picture's focal point; a person moves it where it is wrong."""

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageFilter

THUMBNAIL = 160
WINDOW = 0.4
# Where the eye expects the subject, and how strongly that counts against what is found elsewhere.
EXPECTED_ACROSS, EXPECTED_DOWN = 0.5, 0.42
PULL = 0.8
# What every line weighs at least, so that an empty picture has its weight in the middle.
LEAST = 0.005


def suggest_focal_point(image: Image.Image) -> tuple[float, float]:
    """Return the shares of width and height at which the picture seems to have its subject.

    Takes an upright picture, of which it makes a small copy. What differs from the picture's
    common colour counts, and so do sharp edges; where nothing stands out the middle wins.
    """
    small = image.convert("RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    # As fractions: the mean of a column would round a small subject away.
    energy = _energy(small).convert("F")
    across = energy.resize((energy.width, 1), Image.Resampling.BOX)
    down = energy.resize((1, energy.height), Image.Resampling.BOX)
    return _peak(_numbers(across), EXPECTED_ACROSS), _peak(_numbers(down), EXPECTED_DOWN)


def _energy(small: Image.Image) -> Image.Image:
    common = small.resize((1, 1), Image.Resampling.BOX).resize(small.size)
    apart = ImageChops.difference(small.filter(ImageFilter.GaussianBlur(2)), common)
    red, green, blue = apart.split()
    colour = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    texture = _edges(small).filter(ImageFilter.GaussianBlur(3))
    # Both are needed: a bright sky is unlike the rest but empty, and grass is busy but common.
    found = ImageChops.multiply(colour.point(_doubled), texture.point(_doubled))
    return found.point(_doubled).filter(ImageFilter.GaussianBlur(2))


def _doubled(value: int) -> int:
    return min(255, value * 2)


def _edges(small: Image.Image) -> Image.Image:
    found = small.convert("L").filter(ImageFilter.FIND_EDGES)
    # The filter leaves the outermost pixels as they were, which would look like edges.
    framed = Image.new("L", found.size)
    framed.paste(found.crop((2, 2, found.width - 2, found.height - 2)), (2, 2))
    return framed


def _numbers(line: Image.Image) -> list[float]:
    return list(memoryview(line.tobytes()).cast("f"))


def _peak(profile: Sequence[float], expected: float) -> float:
    """Return the middle of the weight inside the window that holds the most of it."""
    length = len(profile)
    span = max(1, round(length * WINDOW))
    floor = min(profile)
    weights = [value - floor + LEAST for value in profile]

    def pulled(start: int) -> float:
        astray = abs((start + span / 2) / length - expected)
        return sum(weights[start : start + span]) * (1 - PULL * astray)

    best = max(range(length - span + 1), key=pulled)
    inside = range(best, best + span)
    total = sum(weights[at] for at in inside)
    return round(sum((at + 0.5) * weights[at] for at in inside) / total / length, 3)
