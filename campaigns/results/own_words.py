"""An ambassador's own effect in words, led by what she wanted out of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.enums import Benefit
from campaigns.results.effect import Effect
from campaigns.results.ladder import Ladder
from campaigns.results.mine import OwnMonth
from core.formats import format_month_and_year, format_number

# The result an ambassador reads first, by the benefit she put first; see the benefits' hints.
LEADS: dict[str, tuple[str, ...]] = {
    Benefit.NETWORK: ("conversations",),
    Benefit.RECOGNITION: ("sign_ups",),
    Benefit.KNOWLEDGE: ("modules", "conversations"),
    Benefit.PROFILE: ("rhythm",),
    Benefit.SHOWCASE: ("clicks",),
    Benefit.DIFFERENCE: ("confirmed",),
}
OTHERWISE = ("sign_ups", "conversations", "clicks")


def own_rungs(ladder: Ladder) -> list[dict[str, object]]:
    """Return an ambassador's own steps, said to her."""
    return [
        {"label": _("clicked your link"), "value": ladder.clicks},
        {"label": _("talked with you"), "value": ladder.conversations},
        {"label": _("signed up"), "value": ladder.sign_ups},
        {"label": _("came"), "value": ladder.confirmed},
    ]


def turned_up(ladder: Ladder) -> str:
    """Return how many of those who signed up came, said to her; nothing before the first."""
    if not ladder.confirmed:
        return ""
    if ladder.confirmed >= ladder.sign_ups:
        return str(ngettext("And they came.", "And all of them came.", ladder.confirmed))
    return str(ngettext("%(num)d of them came.", "%(num)d of them came.", ladder.confirmed))


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The number the page begins with, and its sentence."""

    number: int
    sentence: str
    is_sign_ups: bool = False


def lead_of(effect: Effect, benefits: Sequence[str], modules: int = 0) -> Lead:
    """Return the result to begin with: the one her first chosen benefit asks for.

    A number that is still zero gives way to one that is not: sign-ups, conversations, clicks.
    """
    leads = {**_leads(effect.ladder), **_own_leads(effect, modules)}
    order = [leads[name] for name in (*LEADS.get("".join(benefits[:1]), ()), *OTHERWISE)]
    return next((lead for lead in order if lead.number), order[0])


def _leads(own: Ladder) -> dict[str, Lead]:
    sign_ups = ngettext(
        "person has signed up because you told about it.",
        "people have signed up because you told about it.",
        own.sign_ups,
    )
    conversations = ngettext(
        "person has talked with you about it.",
        "people have talked with you about it.",
        own.conversations,
    )
    clicks = ngettext(
        "time somebody wanted to see more through your link.",
        "times somebody wanted to see more through your link.",
        own.clicks,
    )
    confirmed = ngettext(
        "person took part in the end because you told about it.",
        "people took part in the end because you told about it.",
        own.confirmed,
    )
    return {
        "sign_ups": Lead(number=own.sign_ups, sentence=sign_ups, is_sign_ups=True),
        "conversations": Lead(number=own.conversations, sentence=conversations),
        "clicks": Lead(number=own.clicks, sentence=clicks),
        "confirmed": Lead(number=own.confirmed, sentence=confirmed),
    }


def _own_leads(effect: Effect, modules: int) -> dict[str, Lead]:
    rhythm = effect.rhythm
    return {
        "rhythm": Lead(
            number=rhythm.kept,
            sentence=ngettext(
                "of %(num)d time your voice came when you had said it would.",
                "of %(num)d times your voice came when you had said it would.",
                rhythm.expected,
            ),
        ),
        "modules": Lead(
            number=modules,
            sentence=ngettext(
                "part of the training is yours now.",
                "parts of the training are yours now.",
                modules,
            ),
        ),
    }


def what_came(effect: Effect) -> str:
    """Return what came of it as one would tell it to a friend; nothing where nothing has yet."""
    own = effect.ladder
    clicked = ngettext(
        "Your link was followed %(number)s time",
        "Your link was followed %(number)s times",
        own.clicks,
        number=format_number(own.clicks),
    )
    talked = _("%(number)s talked with you", number=format_number(own.conversations))
    joined = _("%(number)s signed up", number=format_number(own.sign_ups))
    steps = ((own.clicks, clicked), (own.conversations, talked), (own.sign_ups, joined))
    said = [str(words) for number, words in steps if number]
    return f"{_listed(said)}. {turned_up(own)}".strip() if said else ""


def _listed(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return str(_("%(first)s and %(last)s", first=", ".join(parts[:-1]), last=parts[-1]))


def months_sentence(months: Sequence[OwnMonth]) -> str:
    """Return what the chart of the months shows."""
    most = max(months, key=lambda month: month.told)
    return str(
        _(
            "What you told each month; most in %(month)s with %(number)s.",
            month=format_month_and_year(most.first),
            number=format_number(most.told),
        )
    )
