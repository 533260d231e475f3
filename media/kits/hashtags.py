"""Hashtags as people write them: with or without the sign, with spaces or commas between."""

import re

from media.kits.errors import NoHashtag, TooManyHashtags

MOST = 5  # Instagram's limit since December 2025
TAG = re.compile(r"(?!\d+$)\w+")


def parsed(source: str) -> list[str]:
    """Return hashtags without their sign, each once. Raises NoHashtag and TooManyHashtags."""
    tags = {tag.lower(): tag for tag in reversed(re.split(r"[\s,;#]+", source)) if tag}
    found = list(reversed(tags.values()))
    for tag in found:
        if not TAG.fullmatch(tag):
            raise NoHashtag(tag)
    if len(found) > MOST:
        raise TooManyHashtags(MOST)
    return found


def written(tags: list[str]) -> str:
    """Return hashtags as they stand in a post."""
    return " ".join(f"#{tag}" for tag in tags)
