"""Forms of the settings, one for each section that saves on its own."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    ColorField,
    FileField,
    IntegerField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    URLField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from accounts.forms import TOO_LONG, tidy, tidy_line
from accounts.models import Organisation
from accounts.organisations import countries
from accounts.organisations.words import WITH_ENDINGS, WORDS
from core.forms import SelectChoice, sent_file
from core.languages import LANGUAGES

LONGEST_SLUG, LONGEST_WORD, LONGEST_TEXT, LONGEST_FOOTER = 60, 40, 4000, 600
COLOUR = r"^#[0-9A-Fa-f]{6}$"


class SectionForm(FlaskForm):
    """One section; its fields are called as what they change."""

    def settings(self) -> dict[str, Any]:
        """Return the validated settings."""
        return {
            name: value if isinstance(value, int) else value or ""
            for name, value in self.data.items()
            if name != "csrf_token"
        }


class NameForm(SectionForm):
    name = StringField(
        _("The organisation's name"),
        filters=[tidy_line],
        validators=[
            DataRequired(_("Enter the organisation's name.")),
            Length(max=120, message=TOO_LONG),
        ],
    )
    slug = StringField(
        _("Its name in addresses"),
        description=_(
            "Small letters, digits and dashes. After a change the old address goes on leading "
            "here, and nobody else can take it."
        ),
        filters=[tidy, lambda text: text and text.lower()],
        validators=[
            DataRequired(_("Enter a name for addresses, such as odder.")),
            Length(max=LONGEST_SLUG, message=TOO_LONG),
            Regexp(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                message=_("Use small letters from a to z, digits, and dashes between them."),
            ),
        ],
    )
    locale = SelectField(
        _("Language of new people"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )
    timezone = SelectField(
        _("Time zone"),
        choices=[SelectChoice(name, name) for name in sorted(available_timezones()) if "/" in name],
    )


class ContactForm(SectionForm):
    contact = StringField(
        _("Who ambassadors can write to"),
        description=_("A name and an e-mail address or a phone number."),
        filters=[tidy],
        validators=[Optional(), Length(max=200, message=TOO_LONG)],
    )
    accessibility_url = URLField(
        _("Address of your accessibility statement"),
        filters=[tidy],
        validators=[
            Optional(),
            Length(max=500, message=TOO_LONG),
            Regexp(r"^https://[^\s]+$", message=_("Enter an address that begins with https://.")),
        ],
    )


class PrivacyForm(SectionForm):
    country = SelectField(
        _("Country"),
        description=_("It brings its own age with it, unless you have chosen another."),
        choices=lambda: countries.choices(str(_("Another country"))),
    )
    minimum_age = IntegerField(
        _("From what age people join by themselves"),
        # General Data Protection Regulation, article 8, and each country's own law.
        description=_(
            "13 to 18 years. Younger people, from 13, need a yes from a parent or guardian. By law "
            "it is 15 in Denmark, 13 in Sweden and Finland, 16 in Germany and the Netherlands. "
            "From this age they also answer for pictures of themselves, but not before they are 15."
        ),
        validators=[
            InputRequired(_("Enter an age.")),
            NumberRange(13, 18, _("Enter an age between 13 and 18.")),
        ],
    )
    retention_months = IntegerField(
        _("Months that people stay after a season"),
        description=_("For new cohorts, 1 to 60. Then the people in them are erased."),
        validators=[
            InputRequired(_("Enter a number of months.")),
            NumberRange(1, 60, _("Enter a number of months between 1 and 60.")),
        ],
    )
    sign_ups_kept_days = IntegerField(
        _("Days that sign-ups stay after an event"),
        description=_(
            "For new events, 1 to 180; each event can have its own. Then only numbers are left. "
            "Guests keep what they were promised when they signed up."
        ),
        validators=[
            InputRequired(_("Enter a number of days.")),
            NumberRange(1, 180, _("Enter a number of days between 1 and 180.")),
        ],
    )


class LinksForm(SectionForm):
    allowed_hosts = TextAreaField(
        _("Where links may lead"),
        description=_("One host on each line, such as odder.dk. Tracked links lead nowhere else."),
        filters=[tidy],
        validators=[Optional(), Length(max=2000, message=TOO_LONG)],
    )

    def settings(self) -> dict[str, Any]:
        """Return the hosts, a line each."""
        return {"allowed_hosts": (self.allowed_hosts.data or "").splitlines()}


def _word_field(label: LazyString, description: LazyString | str = "") -> StringField:
    return StringField(
        label,
        description=description,
        filters=[tidy_line],
        validators=[Optional(), Length(max=LONGEST_WORD, message=TOO_LONG)],
    )


class WordsForm(SectionForm):
    ambassador_da = _word_field(_("One ambassador, in Danish"))
    the_ambassador_da = _word_field(
        _("The ambassador, in Danish"),
        _("With its ending, such as “fortælleren” or “medlemmet”. Left empty, we guess it."),
    )
    ambassadors_da = _word_field(_("Several ambassadors, in Danish"))
    ambassador_en = _word_field(_("One ambassador, in English"))
    ambassadors_en = _word_field(_("Several ambassadors, in English"))
    cohort_da = _word_field(_("One cohort, in Danish"))
    the_cohort_da = _word_field(
        _("The cohort, in Danish"),
        _("With its ending, such as “kredsen” or “teamet”. Left empty, we guess it."),
    )
    cohorts_da = _word_field(_("Several cohorts, in Danish"))
    cohort_en = _word_field(_("One cohort, in English"))
    cohorts_en = _word_field(_("Several cohorts, in English"))

    def settings(self) -> dict[str, Any]:
        """Return the words that were given."""
        return {"words": {name: word for name, word in super().settings().items() if word}}


def _text_field(label: LazyString, description: LazyString, longest: int) -> TextAreaField:
    return TextAreaField(
        label,
        description=description,
        filters=[tidy],
        validators=[Optional(), Length(max=longest, message=TOO_LONG)],
    )


class TextsForm(SectionForm):
    welcome_da = _text_field(
        _("Welcome, in Danish"),
        _("Stands on the ambassadors' front page. **Bold**, lists and links work."),
        LONGEST_TEXT,
    )
    welcome_en = _text_field(
        _("Welcome, in English"), _("Left empty, the Danish one is shown."), LONGEST_TEXT
    )
    mail_footer_da = _text_field(
        _("Last lines of mails, in Danish"),
        _("Plain text under every mail to ambassadors, such as an address and opening hours."),
        LONGEST_FOOTER,
    )
    mail_footer_en = _text_field(
        _("Last lines of mails, in English"), _("Left empty, the Danish ones are used."),
        LONGEST_FOOTER,
    )  # fmt: skip


class BrandForm(SectionForm):
    brand_colour = ColorField(
        _("Brand colour"),
        description=_("Buttons and links get this colour. White text must be readable on it."),
        validators=[Regexp(COLOUR, message=_("Enter a colour such as #14594f."))],
    )
    look = SubmitField(_("See how it looks"))

    def settings(self) -> dict[str, Any]:
        """Return the colour."""
        return {"brand_colour": self.brand_colour.data}


class LogoForm(FlaskForm):
    logo = FileField(
        _("Logo"),
        description=_(
            "A PNG, JPEG or WebP, at least 48 pixels high. It is shown on white, beside the name."
        ),
    )

    def picture(self) -> bytes:
        """Return the file that was chosen, or nothing."""
        return sent_file(self.logo.data)


def form_for(section: str, organisation: Organisation) -> SectionForm:
    """Return the form of a section, with what stands now."""
    if section == "words":
        return WordsForm(data={name: organisation.words.get(name, "") for name in word_names()})
    if section == "links":
        return LinksForm(allowed_hosts="\n".join(organisation.allowed_hosts))
    return FORMS[section](obj=organisation)


def word_names() -> list[str]:
    """Return the names under which an organisation's own words are kept."""
    return [*(f"{name}_{code}" for name in WORDS for code in LANGUAGES), *WITH_ENDINGS]


FORMS: dict[str, type[SectionForm]] = {
    "name": NameForm,
    "contact": ContactForm,
    "privacy": PrivacyForm,
    "links": LinksForm,
    "words": WordsForm,
    "texts": TextsForm,
    "brand": BrandForm,
}
