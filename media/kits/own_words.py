"""How much of a text is somebody's own, compared with the suggestion she began from. Pure.

Both texts are cut into words: runs of letters and digits, in small letters; signs, smileys and
spaces do not count. The words she kept are the longest common subsequence of the two lists: the
most words that stand in both in the same order, whatever stands between them. What is hers is the
rest of her own text:

    own share = (words of her text - kept words) / words of her text

An untouched suggestion is 0 %, a text without any of its words 100 %; words taken away add nothing,
words moved count as new. ``static/js/rewrite.js`` counts in the same way while she writes.
"""

import re

WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return WORD.findall(text.lower())


def own_percent(suggested: str, written: str) -> int:
    """Return the own share in whole percent, rounded down: 100 only when nothing is ours."""
    ours, hers = words_of(suggested), words_of(written)
    if not hers:
        return 0
    return 100 * (len(hers) - _kept(ours, hers)) // len(hers)


def _kept(ours: list[str], hers: list[str]) -> int:
    """Return the length of the longest common subsequence, row by row."""
    row = [0] * (len(hers) + 1)
    for word in ours:
        last = row
        row = [0]
        for place, other in enumerate(hers):
            row.append(last[place] + 1 if word == other else max(last[place + 1], row[place]))
    return row[-1]
