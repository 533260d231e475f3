"""What a portfolio tells of the facts its owner chose."""

from collections.abc import Sequence
from dataclasses import dataclass

from ambassadors.recognition.badges import learned
from ambassadors.recognition.hours.queries import quarters_of
from ambassadors.recognition.models import Diploma
from ambassadors.recognition.portfolios.enums import Fact
from ambassadors.recognition.portfolios.models import Portfolio
from ambassadors.recognition.portfolios.signals import Effect, effect_of
from ambassadors.recognition.queries import diplomas_of, modules_passed
from core.languages import localised


@dataclass(frozen=True)
class Told:
    """The chosen facts; what was not chosen is empty."""

    cohort: bool
    modules: Sequence[str]
    quarters: int
    effect: Effect | None
    diploma: Diploma | None


def told_by(portfolio: Portfolio) -> Told:
    """Return what a page tells, as it is today."""
    place, chosen = portfolio.ambassador, set(portfolio.facts)
    diploma = diplomas_of([place]).get(place.id)
    modules: list[str] = []
    if Fact.MODULES in chosen:
        modules = [localised(module, "title") for module in modules_passed(place)]
        modules = modules or (learned(diploma) if diploma else [])
    return Told(
        cohort=Fact.COHORT in chosen,
        modules=modules,
        quarters=quarters_of(place) if Fact.HOURS in chosen else 0,
        effect=effect_of(place) if Fact.EFFECT in chosen else None,
        diploma=diploma if Fact.DIPLOMA in chosen else None,
    )
