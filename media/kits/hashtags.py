"""Hashtags and mentions as people write them: with or without the sign, with spaces or commas."""

import re

from media.kits.errors import NoHashtag, NoMention, TooManyHashtags, TooManyMentions

MOST = 5  # Instagram's limit since December 2025
TAG = re.compile(r"(?!\d+$)\w+")
INSIDE = re.compile(r"#(\w+)")
MOST_MENTIONS = 3
# Instagram's own rule for the name of an account.
ACCOUNT = re.compile(r"(?!\.)(?!.*\.\.)[a-z0-9._]{1,30}(?<!\.)")


def parsed(source: str, beside: str = "") -> list[str]:
    """Return hashtags without their sign, each once. Raises NoHashtag and TooManyHashtags.

    Those within the text they stand beside count too, for Instagram counts them.
    """
    tags = {tag.lower(): tag for tag in reversed(re.split(r"[\s,;#]+", source)) if tag}
    found = list(reversed(tags.values()))
    for tag in found:
        if not TAG.fullmatch(tag):
            raise NoHashtag(tag)
    if len({*tags, *(tag.lower() for tag in INSIDE.findall(beside))}) > MOST:
        raise TooManyHashtags(MOST)
    return found


def written(tags: list[str]) -> str:
    """Return hashtags as they stand in a post."""
    return " ".join(f"#{tag}" for tag in tags)


def mentions_in(source: str) -> list[str]:
    """Return the accounts to mention, each once. Raises NoMention and TooManyMentions."""
    found = list(dict.fromkeys(one.lower() for one in re.split(r"[\s,;@]+", source) if one))
    for name in found:
        if not ACCOUNT.fullmatch(name):
            raise NoMention(name)
    if len(found) > MOST_MENTIONS:
        raise TooManyMentions(MOST_MENTIONS)
    return found


def mentioned(names: list[str]) -> str:
    """Return mentions as they stand in a post."""
    return " ".join(f"@{name}" for name in names)


def last_line(mentions: list[str], tags: list[str]) -> str:
    """Return the line that ends a post: whom it mentions, then its hashtags."""
    return " ".join(part for part in (mentioned(mentions), written(tags)) if part)
