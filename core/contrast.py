"""Colour contrast as WCAG 2.2 counts it, so that no brand colour can make a page unreadable."""

import re

HEX = re.compile(r"#[0-9a-f]{6}")
READABLE = 4.5


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio, 1 to 21, of two colours such as "#14594f".

    Source: WCAG 2.2, definition of relative luminance and contrast ratio.
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable_with_white(colour: str) -> bool:
    """Say whether white text on ``colour``, and ``colour`` on white, can be read (4.5:1)."""
    return bool(HEX.fullmatch(colour)) and contrast(colour, "#ffffff") >= READABLE


def on_colour(colour: str) -> str:
    """Return the colour of words on ``colour``: white, or ink where ink is easier to read."""
    return max(("#ffffff", "#1c2320"), key=lambda words: contrast(words, colour))
