"""The first line of a post: that its writer belongs to the organisation, and whether it is paid.

The Danish Marketing Practices Act (markedsføringsloven) § 6, 4 asks that a commercial purpose is
clear. The Consumer Ombudsman (Forbrugerombudsmanden, case 18/05035, 2018) says of people who
post about their workplace:

- merely *encouraged*: it is enough that everybody can see where they belong;
- *by agreement*, or as part of the job: the post is advertising and says so, clearly and first;
- *with something in return* (money, goods, a ticket): it says so first, and for whom.

The word must be Danish wherever the readers are: "ad", "spons" or a hashtag at the end are not
enough. So an English line begins with "Reklame" too, with its translation beside it.
"""

import re

from ambassadors.enums import Relation

LINES = {
    ("da", Relation.ENCOURAGED): "Jeg er {word} for {name}.",
    ("da", Relation.AGREED): "Reklame: jeg er {word} for {name}.",
    ("da", Relation.BENEFIT): "Reklame for {name}: jeg er {word} og har fået noget for det.",
    ("en", Relation.ENCOURAGED): "I am {word} for {name}.",
    ("en", Relation.AGREED): "Reklame (advertisement): I am {word} for {name}.",
    ("en", Relation.BENEFIT): (
        "Reklame (advertisement) for {name}: I am {word} and was given something for it."
    ),
}
# English chooses "a" or "an" by sound, which these beginnings hide.
SOUNDS_LIKE_A_CONSONANT = re.compile(r"(uni(?!n)|use|usu|eu|one\b|once|ut[aei]|u-)", re.I)
SOUNDS_LIKE_A_VOWEL = re.compile(r"[aeiou]|hono|hour|heir", re.I)
SPELT_OUT = re.compile(r"[AEFHILMNORSX](?=[A-Z0-9-])")  # "an HR ambassador"


def line(relation: Relation, word: str, organisation_name: str, locale: str) -> str:
    """Return the line that must stand first: "Jeg er studieambassadør for Studieliv Holstebro.".

    ``word`` is what the cohort calls one of its ambassadors, in the language of ``locale``.
    """
    name = " ".join(organisation_name.split())
    called = _in_a_sentence(" ".join(word.split()), name)
    if locale == "en":
        called = f"{_article(called)} {called}"
    sentence = LINES[locale, relation].format(word=called, name=name)
    return re.sub(r"\.\.$", ".", sentence)  # "… for Bakkens Venner m.fl."


def strictest(relations: list[Relation]) -> Relation:
    """Return the footing whose line is right for people of all these footings."""
    order = list(Relation)
    return max(relations, key=order.index, default=Relation.ENCOURAGED)


def _in_a_sentence(word: str, name: str) -> str:
    """Begin a word with a small letter, unless it is an abbreviation or holds a name."""
    is_abbreviation = word[1:2].isupper()
    holds_a_name = any(
        len(part) > 2 and part[0].isupper() and word.startswith(part) for part in name.split()
    )
    return word if is_abbreviation or holds_a_name else word[:1].lower() + word[1:]


def _article(word: str) -> str:
    if SPELT_OUT.match(word):
        return "an"
    is_vowel = SOUNDS_LIKE_A_VOWEL.match(word) and not SOUNDS_LIKE_A_CONSONANT.match(word)
    return "an" if is_vowel else "a"
