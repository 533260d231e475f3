"""What somebody answered on a join page, as labels and words."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from ambassadors.enums import Channel
from ambassadors.joining.models import Application
from ambassadors.models import CohortTopic
from core.languages import localised


def of_application(
    application: Application, topics: Sequence[CohortTopic]
) -> list[tuple[str, str]]:
    """Return the answers in the order they were asked for; questions left empty are not there."""
    named = [localised(t, "name") for t in topics if str(t.id) in application.topics]
    answers = [
        (_("Unit"), application.unit.name if application.unit else ""),
        (_("Work or studies"), application.function),
        (_("Likes to tell about"), ", ".join(named)),
        (_("Likes to tell it"), channel_names(application.channels)),
        (_("Active already"), application.active_where),
        (_("Why"), application.why),
        *(
            (localised(question, "text"), application.answers.get(str(question.id), ""))
            for question in application.page.questions
        ),
    ]
    return [(label, words) for label, words in answers if words]


def channel_names(values: Iterable[str]) -> str:
    """Return channels by name; one that no longer exists is left out."""
    return ", ".join(str(Channel(value).label) for value in values if value in set(Channel))
