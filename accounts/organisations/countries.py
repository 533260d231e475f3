"""Countries an organisation can be in, and from what age children there consent by themselves.

The ages are those of article 8 of the General Data Protection Regulation, 16 unless a country has
set a lower one, as listed by the European Commission in SWD(2020) 115 final, page 17. Denmark, then
13, has raised its own to 15 from 1 January 2024 (databeskyttelsesloven section 6). Laws change: an
owner can set another age, and a country that is not here counts as 16.
"""

from core.forms import SelectChoice
from core.languages import LOCALES, language

UNSAID = 16  # article 8 itself
AGES = {
    13: ("BE", "EE", "FI", "LV", "MT", "PT", "SE"),
    14: ("AT", "BG", "CY", "ES", "IT", "LT"),
    15: ("CZ", "DK", "FR", "GR"),
    16: ("DE", "HR", "HU", "IE", "LU", "NL", "PL", "RO", "SK"),
}
AGE_IN = {country: age for age, countries in AGES.items() for country in countries}


def age_in(country: str | None) -> int:
    """Return from what age children of a country consent by themselves."""
    return AGE_IN.get(country or "", UNSAID)


def name_of(country: str | None) -> str:
    """Return what a country is called in the language in use, or nothing."""
    return str(LOCALES[language()].territories.get(country or "", ""))


def choices(another: str) -> list[SelectChoice]:
    """Return the countries by name, and that it is another one."""
    named = sorted((name_of(code), code) for code in AGE_IN)
    return [*(SelectChoice(code, name) for name, code in named), SelectChoice("", another)]
