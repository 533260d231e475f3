"""The sections of the settings: what each is called and what stands in it now."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from accounts.models import Organisation
from accounts.organisations import countries
from core.languages import LANGUAGES, localised

LONGEST = 90


@dataclass(frozen=True)
class Section:
    """One section as a line on the settings page."""

    name: str
    title: str
    detail: str
    icon: str


def groups(organisation: Organisation) -> list[tuple[str, list[Section]]]:
    """Return the sections in the order of the page, some under each heading."""
    o = organisation
    language = LANGUAGES[o.locale]
    who = [
        Section("name", _("Name, address and language"), f"{o.name} · /o/{o.slug} · {language}",
                "building"),
        Section("brand", _("Colour and logo"), o.brand_colour, "photo"),
        Section("contact", _("Contact and accessibility"), o.contact or _("Nobody named yet"),
                "mail"),
    ]  # fmt: skip
    said = [
        Section("words", _("Your own words"), _own_words(o), "typography"),
        Section("texts", _("Welcome and mails"), _short(localised(o, "welcome")), "message-2"),
    ]  # fmt: skip
    rules = [
        Section("privacy", _("Age and how long people stay"), _privacy(o), "shield-check"),
        Section("links", _("Where links may lead"), ", ".join(o.allowed_hosts) or
                _("Nowhere outside yet"), "link"),
    ]  # fmt: skip
    return [(_("Who you are"), who), (_("What you say"), said), (_("What holds here"), rules)]


def sections(organisation: Organisation) -> list[Section]:
    """Return all sections."""
    return [section for _title, some in groups(organisation) for section in some]


def _own_words(organisation: Organisation) -> str:
    own = [text for _name, text in sorted(organisation.words.items())]
    return ", ".join(own) or _("Ambassador and cohort")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if not flat:
        return str(_("No welcome yet"))
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}…"


def _privacy(organisation: Organisation) -> str:
    stay = ngettext(
        "people stay %(num)d month after a season", "people stay %(num)d months after a season",
        organisation.retention_months,
    )  # fmt: skip
    words = str(_("From %(age)s years; %(stay)s", age=organisation.minimum_age, stay=stay))
    guests = ngettext(
        "guests %(num)d day after an event", "guests %(num)d days after an event",
        organisation.sign_ups_kept_days,
    )  # fmt: skip
    country = countries.name_of(organisation.country)
    return " · ".join(part for part in (country, words, guests) if part)
