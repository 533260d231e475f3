"""The colours a picture names by numbers, and the ICC profile we write from them.

The numbers are the code points of ITU-T H.273. The colour library understands ICC profiles only, so
one is written: three primaries and one curve of 256 points, which says exactly what each of the 256
values of a decoded colour means. It never leaves the process.

What is brighter than white (PQ, HLG) is rolled off below white, each colour by itself: reference
white is 203 cd/m2 (ITU-R BT.2408), 1000 cd/m2 and more become white, the darker half stays as it
is. A very bright colour loses some of its strength that way, and nothing is cut off hard.
"""

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

Curve = Callable[[float], float]
Colorants = tuple[tuple[float, float, float], ...]

VALUES = 256
REFERENCE_WHITE, BRIGHTEST, PQ_PEAK = 203, 1000, 10_000
# Light as a share of reference white, up to which HDR is left as it is.
KNEE = 0.5
OURS = 1 << 16  # no file has room for such a number: it is ours


@dataclass(frozen=True)
class Colours:
    """Which red, green and blue a picture is made of, and which curve its values follow."""

    primaries: int
    transfer: int


ADOBE_RGB = Colours(OURS, OURS)

# X, Y, Z of red, green and blue, from their chromaticities by Bradford to the D50 of ICC profiles.
COLORANTS: dict[int, Colorants] = {
    1: ((0.43604, 0.22248, 0.01392), (0.38511, 0.71691, 0.09707), (0.14305, 0.06061, 0.71391)),
    9: ((0.67348, 0.27904, -0.00193), (0.16567, 0.67534, 0.02998), (0.12505, 0.04561, 0.79685)),
    11: ((0.48616, 0.22668, -0.0008), (0.32385, 0.71033, 0.04324), (0.15419, 0.06298, 0.78247)),
    12: ((0.51512, 0.24119, -0.00105), (0.29198, 0.69224, 0.04188), (0.1571, 0.06657, 0.78407)),
    OURS: ((0.60974, 0.31111, 0.01947), (0.20527, 0.62568, 0.06087), (0.14919, 0.06321, 0.74456)),
}


def _gamma(exponent: float) -> Curve:
    return lambda value: value**exponent


def _srgb(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _pq(value: float) -> float:
    """Return the light of a value of SMPTE ST 2084."""
    root = value ** (32 / 2523)
    light = max(root - 107 / 128, 0) / (2413 / 128 - 2392 / 128 * root)
    return _rolled_off(light ** (8192 / 1305) * PQ_PEAK / REFERENCE_WHITE)


def _hlg(value: float) -> float:
    """Return the light of a value of BT.2100 HLG on a screen of 1000 cd/m2."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = value**2 / 3 if value <= 0.5 else (math.exp((value - c) / a) + b) / 12
    return _rolled_off(scene**1.2 * BRIGHTEST / REFERENCE_WHITE)


def _rolled_off(light: float) -> float:
    if light <= KNEE:
        return light
    room = 1 - KNEE
    above, most = (light - KNEE) / room, (BRIGHTEST / REFERENCE_WHITE - KNEE) / room
    return min(1, KNEE + room * above * (1 + above / most**2) / (1 + above))


# Others, and BT.709 above all, are shown by browsers and films alike with the curve of sRGB.
CURVES: dict[int, Curve] = {
    4: _gamma(2.2),
    5: _gamma(2.8),
    8: _gamma(1),
    16: _pq,
    18: _hlg,
    OURS: _gamma(563 / 256),
}


@cache
def profile_of(colours: Colours) -> bytes | None:
    """Return the profile of the colours; None where they are, or pass for, those of sRGB.

    The primaries of old television (5, 6, 7) differ little from sRGB, and are what many programs
    write who know nothing of the picture.
    """
    colorants = COLORANTS.get(colours.primaries, COLORANTS[1])
    curve = CURVES.get(colours.transfer, _srgb)
    return None if (colorants, curve) == (COLORANTS[1], _srgb) else _written(colorants, curve)


def _written(colorants: Colorants, curve: Curve) -> bytes:
    points = (round(curve(value / (VALUES - 1)) * 65535) for value in range(VALUES))
    tone = b"curv" + struct.pack(f">4xI{VALUES}H", VALUES, *points)
    tags = {b"wtpt": _xyz((0.9642, 1, 0.8249))}
    for name, colorant in zip((b"r", b"g", b"b"), colorants, strict=True):
        tags |= {name + b"XYZ": _xyz(colorant), name + b"TRC": tone}
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for tag, content in tags.items():
        table += struct.pack(">4sII", tag, at + len(body), len(content))
        body += content
    head = struct.pack(
        ">I4xI4s4s4s12x4s28x3i48x",
        at + len(body),
        0x0210_0000,
        *(b"mntr", b"RGB ", b"XYZ ", b"acsp"),
        *(round(one * 65536) for one in (0.9642, 1, 0.8249)),
    )
    return head + struct.pack(">I", len(tags)) + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + struct.pack(">4x3i", *(round(one * 65536) for one in values))
