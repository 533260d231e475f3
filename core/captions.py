"""A film's captions, as a page that plays it offers them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Track:
    """Captions of a film in one language: ``label`` is what the player's menu calls them."""

    locale: str
    label: str
    url: str
