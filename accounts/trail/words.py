"""What the things that changed are called, and the codes they changed from and to."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from accounts.labels import ROLE_LABELS

KEYS: dict[str, LazyString] = {
    "about": _("About"),
    "accessibility_url": _("Accessibility statement"),
    "allowed_hosts": _("Where links may lead"),
    "amount": _("Øre"),
    "brand_colour": _("Brand colour"),
    "campaign": _("Campaign"),
    "campaigns": _("Campaigns"),
    "channels": _("Channels"),
    "cohort": _("Cohort"),
    "contact": _("Contact"),
    "country": _("Country"),
    "day": _("Day"),
    "faults": _("Faults"),
    "footing": _("First line"),
    "goals": _("Goals"),
    "invitations": _("Invitations"),
    "invited": _("Invited"),
    "last_day": _("Last day"),
    "lines": _("Lines"),
    "locale": _("Language"),
    "mail_footer_da": _("Last lines of mails, in Danish"),
    "mail_footer_en": _("Last lines of mails, in English"),
    "minimum_age": _("From what age people join by themselves"),
    "mode": _("Way in"),
    "name": _("Name"),
    "name_da": _("Name in Danish"),
    "name_en": _("Name in English"),
    "notice_da": _("Privacy notice in Danish"),
    "notice_en": _("Privacy notice in English"),
    "page": _("Page"),
    "parent": _("Area"),
    "people": _("People"),
    "pictures": _("Pictures"),
    "position": _("Up to number"),
    "quarters": _("Quarters of an hour"),
    "rate": _("Øre an hour"),
    "retake_asked_at": _("Asked for"),
    "retention_months": _("Months that people stay"),
    "retention_until": _("Erased on"),
    "role": _("Role"),
    "season_end": _("Last day"),
    "season_start": _("First day"),
    "sign_ups_kept_days": _("Days that sign-ups stay"),
    "slug": _("Name in addresses"),
    "status": _("State"),
    "subject": _("Subject"),
    "suggested_rhythm": _("Rhythm"),
    "times": _("Times"),
    "timezone": _("Time zone"),
    "title": _("Title"),
    "title_da": _("Title in Danish"),
    "title_en": _("Title in English"),
    "to": _("To"),
    "unit": _("Unit"),
    "units": _("Units"),
    "until": _("Until"),
    "version": _("Version"),
    "way": _("Way"),
    "welcome_da": _("Welcome, in Danish"),
    "welcome_en": _("Welcome, in English"),
    "what": _("What for"),
    "words": _("Your own words"),
}
# Codes as they are kept, of every room.
CODES: dict[str, dict[str, LazyString]] = {
    "role": {role.value: label for role, label in ROLE_LABELS.items()},
    "locale": {"da": _("Danish"), "en": _("English")},
    "status": {
        "draft": _("Draft"),
        "open": _("Open"),
        "ended": _("Ended"),
        "published": _("Published"),
        "withdrawn": _("Withdrawn"),
        "live": _("Running"),
        "closed": _("Closed"),
    },
    "suggested_rhythm": {
        "whenever": _("Whenever it suits"),
        "every_other_week": _("Every other week"),
        "weekly": _("Every week"),
    },
    "mode": {
        "none": _("By invitation only"),
        "application": _("By application"),
        "open": _("Open link"),
    },
}


def key(name: str) -> str:
    """Return what something that changed is called."""
    return str(KEYS.get(name, name.replace("_", " ").capitalize()))
