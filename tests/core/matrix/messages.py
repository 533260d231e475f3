"""Ideas, answers and messages to cohorts."""

import uuid

from ambassadors.messages.models import Idea
from tests.core.permission_matrix import Rows, page
from tests.core.world import AMBASSADORS, Who, World, thing
from tests.factories.messages import IdeaFactory

WRITERS = frozenset({Who.ORGANISER, Who.OWNER})


@thing
def idea(world: World) -> Idea:
    return IdeaFactory(ambassador=world.ambassador)


ROWS = [
    Rows(
        endpoint="messages_ambassador.list_ideas", path=lambda w: "/my/ideas", allowed=AMBASSADORS
    ),
    Rows(
        endpoint="messages_ambassador.write_idea",
        method="POST",
        path=lambda w: "/my/ideas",
        data=lambda w: {"kind": "idea", "text": "Vis værkstedet"},
        allowed=AMBASSADORS,
    ),
    Rows(
        endpoint="messages_organiser.list_messages",
        path=lambda w: f"/o/{w.slug}/messages",
        allowed=WRITERS,
    ),
    *page(
        "messages_organiser.answer_idea",
        lambda w: f"/o/{w.slug}/messages/{w.idea.id}",
        WRITERS,
        data=lambda w: {"text": "Det gør vi."},
    ),
    Rows(
        endpoint="messages_organiser.take_idea",
        method="POST",
        path=lambda w: f"/o/{w.slug}/messages/{w.idea.id}/owner",
        data=lambda w: {},
        allowed=WRITERS,
    ),
    *page(
        "messages_organiser.announce",
        lambda w: f"/o/{w.slug}/messages/announcements/new",
        WRITERS,
        data=lambda w: {
            "announcement_id": str(uuid.uuid4()),
            "cohort": str(w.cohort.id),
            "subject": "Åbent hus",
            "body": "Kom med.",
            "send": "1",
        },
    ),
]
