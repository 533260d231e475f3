"""Nobody is written to over and over, whoever presses."""

from core.db import db
from media.library.people import operations
from media.library.people.consents.routes.public import ANSWERS
from media.library.people.routes.organiser import QUESTIONS
from tests.client import AuditingClient
from tests.media.library.people.conftest import Scene
from tests.media.library.people.test_consents import SOON


def test_questions_and_receipts_are_few(
    scene: Scene, desk: AuditingClient, client: AuditingClient
) -> None:
    link = f"/consent/{operations.new_link(scene.sofie, is_guardian=False)}"
    db.session.commit()
    ask = f"{scene.desk}/people/{scene.sofie.id}/question"
    asked = {"channels": ["instagram"], "until": SOON}
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    assert desk.post(ask, data={}).status_code == 422  # nobody was written to
    for sender, page, said, most in (
        (desk, ask, asked, QUESTIONS),
        (client, link, answer, ANSWERS),
    ):
        told = [sender.post(page, data=said).status_code for _ in range(int(most.split()[0]) + 1)]
        assert set(told[:-1]) == {302}
        assert told[-1] == 429
    assert client.post(f"{link}/withdrawal").status_code == 302  # a no always counts
