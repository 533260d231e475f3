"""Answers that come twice, late, in another language, or after a change of mind."""

import re
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from campaigns.posts.removals import operations as removals
from core import erasure_log, jobs
from core.db import db, utcnow
from media.kits import operations as kit_operations
from media.library.people import operations
from media.library.people.models import Consent
from media.library.people.withdrawals.models import Withdrawal
from tests.client import AuditingClient
from tests.factories.campaigns import ParticipationFactory, PostFactory
from tests.factories.pictured import OccasionFactory
from tests.media.library.people.conftest import Scene

TODAY = utcnow().date()


def subjects(app: Flask) -> list[str]:
    jobs.run_all()
    return [mail.subject for mail in app.extensions["mailman"].outbox]


def test_the_same_answer_twice_is_one_yes_and_one_mail_in_the_language_of_the_answer(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    scene.mark.consent, own = None, scene.link()
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    client.post("/language", data={"language": "da"})
    for _ in range(2):
        assert client.post(own, data=answer).status_code in (302, 303)
    assert subjects(app) == ["Tak: her er det, du har sagt ja til"]
    for _ in range(2):
        client.post(f"{own}/withdrawal")
    assert subjects(app)[1:] == ["Vi har noteret dit nej", "Somebody in a picture has said no"]
    given = db.session.scalars(select(Consent).where(Consent.text_version != "")).one()
    assert (given.locale, scene.sofie.locale) == ("da", "da")


def test_nobody_is_followed_up_about_a_picture_that_has_a_yes_again(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    kit_operations.record_download(scene.kit, scene.ambassadors[0])
    part = ParticipationFactory(ambassador=scene.ambassadors[0])
    PostFactory(participation=part, published_at=utcnow() + timedelta(minutes=5))
    own = scene.link()
    client.post(f"{own}/withdrawal")
    jobs.run_all()
    withdrawal = db.session.scalars(select(Withdrawal)).one()
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    client.post(own, data=answer)
    assert removals.escalate(withdrawal) == []


def test_a_yes_that_is_over_ticks_nothing_and_a_new_one_counts_for_the_usual_time(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    consent, own = scene.mark.consent, scene.link()
    assert consent is not None
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    for ends, is_reminded, ticks in ((-1, False, 0), (20, True, 3)):
        consent.until = scene.sofie.asked_until = TODAY + timedelta(days=ends)
        consent.reminded_at = utcnow() if is_reminded else None
        scene.mark.consent = consent
        db.session.commit()
        page = client.get(own).text
        assert len(re.findall(r"\bchecked\b", page)) == ticks
        assert ("save your answer below" in page) is is_reminded
        client.post(own, data=answer)
        newest = scene.mark.consent
        assert newest is not consent
        assert newest.until > TODAY + timedelta(days=700)
        client.post(own, data={**answer, "channels": "website"})
        assert scene.mark.consent is not newest
        assert scene.mark.consent.until == newest.until
        db.session.delete(scene.mark.consent)
        consent.replaced_at = None
        db.session.delete(newest)


def test_a_yes_to_an_occasion_can_be_taken_back_when_no_picture_of_it_is_left(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    occasion, consent = OccasionFactory(organisation_id=scene.kit.organisation_id), None
    scene.other.occasion_id = occasion.id
    consent = scene.mark.consent
    assert consent is not None
    consent.occasion, own = occasion, scene.link()
    operations.unmark(scene.mark)
    db.session.commit()
    assert "Take my yes back" in client.get(own).text
    client.post(f"{own}/withdrawal")
    jobs.run_all()
    assert consent.withdrawn_at is not None
    assert db.session.scalars(select(Withdrawal)).one().pictures == []
    assert operations.mark(scene.other, scene.sofie).consent is None
    noted = erasure_log.lines(sorted(erasure_log.folder().glob("*.jsonl")))
    own_line = next(line for line in noted if line["id"] == str(scene.sofie.id))
    consent.withdrawn_at = None  # a backup from before
    assert erasure_log.replay(own_line)
    assert consent.withdrawn_at is not None
