"""How a picture looks, in 64 bits, so that near copies of it can be found.

This is the "difference hash" that Neal Krawetz described in "Kind of Like That" (The Hacker Factor
Blog, 21 January 2013): the picture is shrunk to nine by eight greys, and each bit says whether a
grey is lighter than its left neighbour. Another size, format, compression or exposure changes few
bits; another picture changes about half of them.
"""

from PIL import Image

ACROSS, DOWN = 9, 8
# Of 64 bits. Copies in another size or quality stay under 4, other motifs begin around 18.
ALIKE = 6


def looks_of(image: Image.Image) -> str:
    """Return the looks of an upright picture as sixteen hexadecimal digits."""
    grey = image.convert("L").resize((ACROSS, DOWN), Image.Resampling.BOX)
    shades = grey.tobytes()
    bits = 0
    for row in range(0, ACROSS * DOWN, ACROSS):
        for at in range(row, row + ACROSS - 1):
            bits = bits << 1 | (shades[at + 1] > shades[at])
    return f"{bits:016x}"


def distance(one: str, other: str) -> int:
    """Return in how many of the 64 bits two pictures differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
