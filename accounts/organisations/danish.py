"""Other words for »ambassadør« and »hold« in Danish sentences, with their endings. Pure.

An organisation says what it calls one and several of them, and if it likes the one with its ending
(»kredsen«), which tells the gender too. Without it we take the gender most such words have.
"""

import re
from collections.abc import Mapping

from accounts.organisations.english import like

# Each form of our words: which of theirs it is, and the ending after it.
FORMS: dict[str, tuple[str, str]] = {
    "ambassadør": ("ambassador", ""),
    "ambassadøren": ("the_ambassador", ""),
    "ambassadører": ("ambassadors", ""),
    "ambassadørerne": ("the_ambassadors", ""),
    "hold": ("cohort", ""),
    "holdet": ("the_cohort", ""),
    "holdene": ("the_cohorts", ""),
}
PROGRAMME = re.compile(r"\bambassadør(program)", re.IGNORECASE)
# What stands before a word and goes by its gender: for »en« words, for »et« words.
GENDERED = {
    "en": "et", "én": "ét", "min": "mit", "din": "dit", "sin": "sit", "den": "det",
    "denne": "dette", "hver": "hvert", "ingen": "intet", "nogen": "noget", "anden": "andet",
    "ny": "nyt", "åben": "åbent", "egen": "eget",
}  # fmt: skip
TO_EN = {neuter: common for common, neuter in GENDERED.items()}
BEFORE = "|".join([*GENDERED, *TO_EN])
NAMED = re.compile(
    rf"(?:\b({BEFORE})(\s+)(?:((?!hold|ambassadør)\w+)(\s+))?)??(?<!%\()\b({'|'.join(FORMS)})(s?)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"(?<!%\()\bcohort(s?)\b", re.IGNORECASE)


def said(text: str, message: str, own: Mapping[str, str]) -> str:
    """Return a sentence with own words in it; ``message`` is the English it was made from.

    »Hold« is one or several, and may be a verb: the English sentence tells which.
    """
    several = [bool(plural) for plural in COUNTED.findall(message)]
    forms = with_endings(own)

    def instead(found: re.Match[str]) -> str:
        first, gap, second, other_gap, ours, genitive = found.groups(default="")
        name = FORMS[ours.lower()][0]
        if ours.lower() == "hold" and not several:
            return found[0]
        if ours.lower() == "hold" and (several.pop(0) if len(several) > 1 else several[0]):
            name = "cohorts"
        word = forms.get(name)
        if not word:
            return found[0]
        if name in ("ambassador", "cohort"):
            is_neuter = forms.get(f"the_{name}", "").endswith("t")
            first, second = agreeing(first, is_neuter), agreeing(second, is_neuter)
        ending = ("’" if word[-1] in "sxz" else "s") if genitive else ""
        return f"{first}{gap}{second}{other_gap}{like(ours, word)}{ending}"

    return PROGRAMME.sub(lambda found: like(found[0], found[1]), NAMED.sub(instead, text))


def agreeing(before: str, is_neuter: bool) -> str:
    """Return what stands before a word as it is before an »et« word or an »en« word."""
    table = GENDERED if is_neuter else TO_EN
    return like(before, table[before.lower()]) if before.lower() in table else before


def with_endings(own: Mapping[str, str]) -> dict[str, str]:
    """Return own words with those made of them: »kredsen«, »kredsene«."""
    made = {f"the_{name}": the_one(own[name]) for name in ("ambassador", "cohort") if name in own}
    several = {
        f"the_{name}": all_of(own[name]) for name in ("ambassadors", "cohorts") if name in own
    }
    return {**made, **several, **own}


def the_one(word: str) -> str:
    """Guess a word with its ending; several words together stay as they are."""
    if " " in word:
        return word
    return f"{word}n" if word.endswith("e") else f"{word}en"


def all_of(words: str) -> str:
    """Return several with their ending, which follows from how they end."""
    if " " in words:
        return f"de {words}"
    if words.endswith("ere"):
        return f"{words[:-1]}ne"
    return f"{words}ne" if words.endswith(("er", "e")) else f"{words}ene"
