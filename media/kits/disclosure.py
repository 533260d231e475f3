"""The first line of a post: that its writer belongs to the organisation, and whether it is paid.

The Danish Marketing Practices Act (markedsføringsloven) § 6, 4 asks that a commercial purpose is
clear. The Consumer Ombudsman (Forbrugerombudsmanden, case 18/05035, 2018) says of people who
post about their workplace:

- merely *encouraged*: it is enough that everybody can see where they belong;
- *by agreement*, or as part of the job: the post is advertising and says so, clearly and first;
- *with something in return* (money, goods, a ticket): it says so first, and for whom.

The law speaks to public bodies where they offer something on a market (§ 1): seats, tickets,
memberships. Since that is seldom sure beforehand, the rule is the same for all kinds, and what
differs is why; the organiser decides. Students, citizens and members are under no employment: what
the Ombudsman asks of others who post by agreement or get something for it
(forbrugerombudsmanden.dk, "Forbud mod skjult reklame: sociale medier") asks it of them.

The word must be Danish wherever the readers are: "ad", "spons" or a hashtag at the end are not
enough. So an English line begins with "Reklame" too, with its translation beside it.
"""

import re
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from ambassadors.enums import Kind, Relation

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


@dataclass(frozen=True)
class Rule:
    """Why the first line is what it is for one kind of ambassador on one footing."""

    kind: Kind
    says_advertising: bool
    why: LazyString


WHY = {
    (Kind.EMPLOYEE, Relation.ENCOURAGED): _l(
        "Employees who are merely encouraged show where they work, and that is enough."
    ),
    (Kind.EMPLOYEE, Relation.AGREED): _l(
        "When employees post by agreement or as part of the job, their post is your advertising, "
        "and it says so first."
    ),
    (Kind.EMPLOYEE, Relation.BENEFIT): _l(
        "When employees get something on top of their pay for it, the post says so first, and for "
        "whom."
    ),
    (Kind.STUDENT, Relation.ENCOURAGED): _l(
        "Students who tell because they want to show where they study, and that is enough."
    ),
    (Kind.STUDENT, Relation.AGREED): _l(
        "When students post by agreement, they speak for you to those you want to enrol. That is "
        "advertising, and the post says so first."
    ),
    (Kind.STUDENT, Relation.BENEFIT): _l(
        "When students get something for it, pay, clothes or a free trip, the post says so first, "
        "and for whom."
    ),
    (Kind.CITIZEN, Relation.ENCOURAGED): _l(
        "Citizens who tell about their own place in their own words are no advertisers. That they "
        "are ambassadors stands first, so nobody wonders."
    ),
    (Kind.CITIZEN, Relation.AGREED): _l(
        "When citizens post by agreement, they speak for you. Whether what you offer is sold on a "
        "market is seldom sure, so the post says first that it is advertising."
    ),
    (Kind.CITIZEN, Relation.BENEFIT): _l(
        "When citizens get something for it, a ticket or a dinner, the post says so first, and for "
        "whom."
    ),
    (Kind.MEMBER, Relation.ENCOURAGED): _l(
        "Members and volunteers who tell about their own club show that they belong to it, and "
        "that is enough."
    ),
    (Kind.MEMBER, Relation.AGREED): _l(
        "When members post by agreement, they speak for the club to those it wants to join. That "
        "is advertising, and the post says so first."
    ),
    (Kind.MEMBER, Relation.BENEFIT): _l(
        "When members get something for it, a free pass or gear, the post says so first, and for "
        "whom."
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


def footing(*, is_agreed: bool, has_benefit: bool) -> Relation:
    """Return the footing of people who post by agreement or not, and get something or nothing."""
    if has_benefit:
        return Relation.BENEFIT
    return Relation.AGREED if is_agreed else Relation.ENCOURAGED


def rule(kind: Kind, relation: Relation) -> Rule:
    """Return what the first line must do for a kind on a footing, and why."""
    return Rule(kind, relation is not Relation.ENCOURAGED, WHY[kind, relation])


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
