"""The form of one's own public page: it checks shape, operations check rules."""

from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from ambassadors.models import Ambassador
from ambassadors.recognition.portfolios.enums import Fact
from ambassadors.recognition.portfolios.models import Portfolio
from ambassadors.recognition.portfolios.operations import Wish
from core.forms import SelectChoice, TicksField, filled

LINKS = 4
LONGEST_NAME, LONGEST_ABOUT, LONGEST_WORDS, LONGEST_ADDRESS = 80, 600, 160, 500


def web_address(form: FlaskForm, field: Field) -> None:
    """Take nothing, or the whole https address of a page with a name."""
    text = (field.data or "").strip()
    if not text:
        return
    try:
        parts = urlsplit(text)
        host, has_owner = parts.hostname or "", "@" in parts.netloc
    except ValueError:
        host, has_owner, parts = "", True, None
    if parts is None or parts.scheme != "https" or "." not in host or has_owner or " " in text:
        raise ValidationError(_("Enter the whole link, beginning with https://"))


class PortfolioForm(FlaskForm):
    name = StringField(
        _l("Your name, as you want it shown"),
        validators=[
            DataRequired(_l("Enter the name you want shown.")),
            Length(max=LONGEST_NAME, message=_l("At most 80 characters.")),
        ],
    )
    about = TextAreaField(_l("A few words about you"), validators=[Length(max=LONGEST_ABOUT)])
    facts = TicksField(
        _l("What may the page tell?"),
        choices=[SelectChoice(fact.value, fact.label) for fact in Fact],
    )
    public = BooleanField(_l("Show my page to everybody who has the link"))
    adult = BooleanField(_l("I am 18 or older"))
    submit = SubmitField(_l("Save"))

    def links(self) -> list[tuple[str, str]]:
        """Return the links that were entered, with their words, in order."""
        pairs = [
            ((self[f"address_{n}"].data or "").strip(), (self[f"words_{n}"].data or "").strip())
            for n in range(1, LINKS + 1)
        ]
        return [(address, words or address) for address, words in pairs if address]

    def wish(self) -> Wish:
        """Return what was entered, once validated."""
        return Wish(
            name=" ".join(filled(self.name.data).split()),
            about=(self.about.data or "").strip(),
            facts=[Fact(value) for value in self.facts.data or []],
            links=self.links(),
            public=bool(self.public.data),
            adult=bool(self.adult.data),
        )


for number in range(1, LINKS + 1):
    setattr(
        PortfolioForm,
        f"address_{number}",
        StringField(
            _l("Link to a post"),
            validators=[Length(max=LONGEST_ADDRESS), web_address],
        ),
    )
    setattr(
        PortfolioForm,
        f"words_{number}",
        StringField(
            _l("Your own words about it"),
            validators=[Length(max=LONGEST_WORDS, message=_l("At most 160 characters."))],
        ),
    )


def portfolio_form(ambassador: Ambassador, portfolio: Portfolio | None) -> PortfolioForm:
    """Return the form with what the page says now; a new one suggests only the first name."""
    if portfolio is None:
        return PortfolioForm(data={"name": ambassador.user.first_name, "facts": []})
    said: dict[str, object] = {
        "name": portfolio.name,
        "about": portfolio.about,
        "facts": portfolio.facts,
        "public": portfolio.is_on,
        "adult": portfolio.said_adult_at is not None,
    }
    for n, link in enumerate(portfolio.links[:LINKS], start=1):
        said |= {f"address_{n}": link.address, f"words_{n}": link.words}
    return PortfolioForm(data=said)
