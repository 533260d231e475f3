"""The photographs in ``demo/photos``: what is on each, who took it, what must stay in sight."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("photos")
BY = "CC BY 4.0"


@dataclass(frozen=True, kw_only=True)
class Photograph:
    """One picture; ``focal`` is set where the automatic choice would cut off the best part."""

    alt_da: str
    alt_en: str
    credit: str
    licence: str
    focal: tuple[float, float] | None = None


PHOTOGRAPHS = {
    "dandelions.jpg": Photograph(
        alt_da="En stor mælkebøtte med hvide fnug i modlys på en eng. Bag den står flere, uskarpe.",
        alt_en="A large dandelion clock against the light in a meadow, with more, blurred, behind.",
        credit="Clemens Engelhardt",
        licence="CC0 1.0",
        focal=(0.29, 0.3),
    ),
    "friends.jpg": Photograph(
        alt_da="To lysebrune cockerspanieler kigger ud ad en dør i et hvidt hus, den ene over "
        "den anden.",
        alt_en="Two golden cocker spaniels look out of an open door in a white wooden house, "
        "one above the other.",
        credit="Aitzol Berasategi",
        licence=BY,
        focal=(0.5, 0.4),
    ),
    "meadow.jpg": Photograph(
        alt_da="En grøn eng foran efterårsgyldne træer og en mørk gran. Bagerst et gråt bjerg "
        "under skyer.",
        alt_en="A green meadow, golden autumn trees and a dark spruce. Behind, a grey mountain "
        "under clouds.",
        credit="Aitzol Berasategi",
        licence=BY,
        focal=(0.62, 0.36),
    ),
    "paint.jpg": Photograph(
        alt_da="Malerpensler i blå, turkis, pink og gulgrøn, set helt tæt på. "
        "Skafterne er stænket til med maling.",
        alt_en="Paintbrushes in blue, turquoise, pink and yellow-green, their handles spattered.",
        credit="Trevor “Freespace”",
        licence=BY,
    ),
    "stream.jpg": Photograph(
        alt_da="En bæk løber i små fald ned mellem store, lyse sten i en grøn skov.",
        alt_en="A brook runs in small falls between large, pale rocks in a green wood.",
        credit="Aitzol Berasategi",
        licence=BY,
    ),
    "sunset.jpg": Photograph(
        alt_da="Solen står lavt over blå bakkekamme. Forrest en top med lidt sne og en rund "
        "sigteskive.",
        alt_en="The sun is low over blue ridges. In front, a summit with a little snow and a "
        "round stone table.",
        credit="Aitzol Berasategi",
        licence=BY,
        focal=(0.56, 0.46),
    ),
    "trail.jpg": Photograph(
        alt_da="En nedtrådt sti går op over en græsskråning mod grå klippetoppe med snepletter "
        "under en blå himmel.",
        alt_en="A worn path climbs a grassy slope towards grey rock peaks with patches of snow "
        "under a blue sky.",
        credit="Aitzol Berasategi",
        licence=BY,
        focal=(0.42, 0.5),
    ),
}
