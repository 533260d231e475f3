"""The words lists and systems have for how far somebody got. Pure."""

from functools import lru_cache

from campaigns.outcomes.enums import Stage

WORDS: dict[Stage, str] = {
    Stage.SIGNED_UP: """tilmeldt registreret ny modtaget ansøgt ansøgning reserveret afventer venter
        ubetalt åben signedup registered new received applied pending open unpaid""",
    Stage.CONFIRMED: """bekræftet betalt mødt deltaget deltog fremmødt optaget indskrevet indmeldt
        medlem flyttet ansat godkendt ja tjekketind confirmed paid attended came present enrolled
        admitted joined member moved hired approved yes checkedin complete completed""",
    Stage.NO_SHOW: """udeblevet udeblev ikkemødt mødteikke ikkefremmødt fraværende noshow absent
        missed didnotattend notattended""",
    Stage.CANCELLED: """afmeldt annulleret aflyst fortrudt refunderet udmeldt afslået trukket nej
        cancelled canceled refunded withdrawn rejected left no expired udløbet""",
}
STAGES = {word: stage for stage, words in WORDS.items() for word in words.split()}


@lru_cache(maxsize=256)  # a list of thousands has a handful of words
def stage_of(text: str) -> Stage | None:
    """Return the stage a word stands for, in Danish or English; None for one we do not know."""
    return STAGES.get("".join(letter for letter in text.casefold() if letter.isalpha()))
