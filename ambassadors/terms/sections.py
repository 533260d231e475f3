"""The parts of the terms page that are saved one by one."""

from typing import Any

from accounts.operations import change_account
from ambassadors.forms import FunctionForm
from ambassadors.models import Ambassador
from ambassadors.queries import topics_of, units_of
from ambassadors.terms import operations
from ambassadors.terms.forms import (
    BenefitsForm,
    ChannelsForm,
    GuestsForm,
    LanguageForm,
    MailForm,
    QuietForm,
    RankingForm,
    RhythmForm,
    TellingForm,
    TopicsForm,
)

Section = (
    TopicsForm
    | ChannelsForm
    | RhythmForm
    | BenefitsForm
    | LanguageForm
    | RankingForm
    | TellingForm
    | FunctionForm
    | GuestsForm
    | QuietForm
    | MailForm
)


def forms_of(ambassador: Ambassador, sent: str = "") -> dict[str, Section]:
    """Return the forms of the page by section; only the one that was sent reads the request."""

    def source(section: str) -> dict[str, Any]:
        return {} if section == sent else {"formdata": None}

    topics = {"topics": [str(topic.id) for topic in ambassador.topics]}
    benefits = {"benefits": ambassador.benefits, "order": ",".join(ambassador.benefits)}
    return {
        "topics": TopicsForm(topics_of(ambassador.cohort), data=topics, **source("topics")),
        "rhythm": RhythmForm(data={"rhythm": ambassador.rhythm.value}, **source("rhythm")),
        "channels": ChannelsForm(data={"channels": ambassador.channels}, **source("channels")),
        "benefits": BenefitsForm(data=benefits, **source("benefits")),
        "language": LanguageForm(data={"locale": ambassador.user.locale}, **source("language")),
        "ranking": RankingForm(
            data={"shown_in_ranking": ambassador.shown_in_ranking}, **source("ranking")
        ),
        "guests": GuestsForm(
            data={"named_to_guests": ambassador.named_to_guests}, **source("guests")
        ),
        "telling": TellingForm(data={"tells_in": ambassador.tells_in}, **source("telling")),
        "function": FunctionForm(
            units_of(ambassador.cohort.organisation_id),
            data={"function": ambassador.function, "unit": str(ambassador.unit_id or "")},
            **source("function"),
        ),
        "quiet": QuietForm(data=_hours(ambassador), **source("quiet")),
        "mail": MailForm(data={"mail_digest": ambassador.mail_digest.value}, **source("mail")),
    }


def _hours(ambassador: Ambassador) -> dict[str, str]:
    return {name: str(getattr(ambassador, name)) for name in ("quiet_from", "quiet_until")}


def save(ambassador: Ambassador, form: Section) -> None:
    """Save the section a validated form is about."""
    if isinstance(form, TopicsForm):
        operations.choose_topics(ambassador, form.chosen())
    elif isinstance(form, RhythmForm):
        operations.choose_rhythm(ambassador, form.chosen())
    elif isinstance(form, ChannelsForm):
        operations.choose_channels(ambassador, form.chosen())
    elif isinstance(form, BenefitsForm):
        operations.choose_benefits(ambassador, form.chosen())
    elif isinstance(form, LanguageForm):
        change_account(ambassador.user, name=ambassador.user.name, locale=form.chosen())
    elif isinstance(form, RankingForm):
        operations.choose_ranking(ambassador, shown=form.chosen())
    elif isinstance(form, GuestsForm):
        operations.choose_guests(ambassador, named=form.chosen())
    else:
        _save_more(ambassador, form)


def _save_more(
    ambassador: Ambassador, form: TellingForm | FunctionForm | QuietForm | MailForm
) -> None:
    if isinstance(form, TellingForm):
        operations.choose_languages(ambassador, form.chosen())
    elif isinstance(form, FunctionForm):
        operations.choose_function(ambassador, *form.chosen())
    elif isinstance(form, QuietForm):
        begins, ends = form.chosen()
        operations.choose_quiet_hours(ambassador, begins=begins, ends=ends)
    else:
        operations.choose_mail(ambassador, form.chosen())
