"""Dialogue in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from babel.dates import format_timedelta
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from campaigns.outcomes.events.enums import Impression, Verdict
from campaigns.outcomes.events.labels import QUESTIONS, VERDICTS
from campaigns.posts.enums import LED_TO_LABELS, PLACE_LABELS
from campaigns.posts.labels import TOPICS
from campaigns.results.dialogue.queries import Questions, Talked
from campaigns.results.wording import MEANINGS as OF_RESULTS
from campaigns.results.wording import Meaning
from core.formats import format_number, format_percent

FEWEST_ANSWERS = 5
LED_TO, PLACES, ASKED = LED_TO_LABELS, PLACE_LABELS, QUESTIONS


# What each number on the page means, in the order of the page.
MEANINGS = (
    OF_RESULTS[1],  # conversations
    Meaning(
        _l("What they talked about"),
        _l(
            "The one topic the ambassador chose. Conversations of which nobody has said it are in "
            "the number of all, and in no topic."
        ),
    ),
    Meaning(
        _l("What it led to"),
        _l(
            "What the ambassador knew when it was logged. The other person is never asked, so the "
            "sign-ups here are none of those that are counted by links."
        ),
    ),
    Meaning(_l("Where"), _l("Where the ambassador says that the conversation was had.")),
    Meaning(
        _l("Questions that wait"),
        _l(
            "Questions from ambassadors who take part in these campaigns, asked in a conversation "
            "or straight away, that have no answer yet."
        ),
    ),
    Meaning(
        _l("Time to an answer"),
        _l("From the question to its first answer. Half of the answers came sooner (the median)."),
    ),
    Meaning(
        _l("What guests said afterwards"),
        _l(
            "Answers to a mail after an event, one tap each. Where fewer than five have answered "
            "they are not shown."
        ),
    ),
)


def headline(talked: Talked) -> str:
    """Return the page's answer: what people talk about most."""
    if not talked.number:
        return str(_("No conversations yet"))
    if not talked.topics:
        return str(
            ngettext(
                "%(number)s conversation",
                "%(number)s conversations",
                talked.number,
                number=format_number(talked.number),
            )
        )
    return str(
        _("They ask most about: %(topic)s", topic=str(TOPICS[next(iter(talked.topics))]).lower())
    )


def topics_sentence(talked: Talked) -> str:
    """Return how many conversations say what they were about."""
    told = sum(talked.topics.values())
    return str(
        ngettext(
            "%(number)s conversation in all; of %(told)s the ambassadors have said what it was "
            "about.",
            "%(number)s conversations in all; of %(told)s the ambassadors have said what they "
            "were about.",
            talked.number,
            number=format_number(talked.number),
            told=format_number(told),
        )
    )


def questions_sentence(questions: Questions, now: datetime) -> str:
    """Return whether those who asked have an answer."""
    if not questions.number:
        return str(_("Nobody has asked the organisation anything yet."))
    said = []
    if questions.waiting and questions.oldest:
        said.append(
            ngettext(
                "%(number)s question has waited %(time)s for an answer.",
                "%(number)s questions wait for an answer, the oldest for %(time)s.",
                questions.waiting,
                number=format_number(questions.waiting),
                time=span(now - questions.oldest),
            )
        )
    else:
        said.append(_("Everybody who asked has an answer."))
    if questions.usual_wait is not None:
        said.append(_("Half of the answers came within %(time)s.", time=span(questions.usual_wait)))
    return " ".join(map(str, said))


def span(time: timedelta) -> str:
    """Return a length of time in words."""
    return str(format_timedelta(time, locale=get_locale()))


def are_enough(verdicts: Mapping[Verdict, int]) -> bool:
    """Say whether so many have answered that nobody's own answer shows."""
    return sum(verdicts.values()) >= FEWEST_ANSWERS


def answers_sentence(verdicts: Mapping[Verdict, int]) -> str:
    """Return what most answered, with how many did."""
    whole = sum(verdicts.values())
    if not are_enough(verdicts):
        return str(_("Fewer than five have answered, too few to show."))
    return str(
        _(
            "%(share)s of %(number)s said yes.",
            share=format_percent(verdicts.get(Verdict.YES, 0) / whole),
            number=format_number(whole),
        )
    )


def rows_of(
    numbers: Mapping[object, int], words: Mapping[object, object]
) -> list[dict[str, object]]:
    """Return numbers as a chart and its table read them."""
    return [{"label": str(words[key]), "value": number} for key, number in numbers.items()]


def answers(
    impressions: Mapping[Impression, Mapping[Verdict, int]], question: Impression
) -> list[dict[str, object]]:
    """Return the answers to one question, yes first."""
    given = impressions.get(question, {})
    return [
        {"label": str(word), "value": given.get(verdict, 0)} for verdict, word in VERDICTS.items()
    ]
