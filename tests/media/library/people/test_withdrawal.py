"""A yes taken back: gone from everywhere at once, everybody told, and the record of it."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app
from sqlalchemy import select

from accounts.models import User
from campaigns.posts.models import Post
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core import erasure_log, jobs, storage, stored_files
from core.db import db, utcnow
from media.kits import operations as kit_operations
from media.kits.reception import operations as reception
from media.kits.reception.enums import FetchWay
from media.library.enums import AssetState
from media.library.models import LookAlike
from media.library.people import operations
from media.library.people.withdrawals.models import RemovalNotice, Withdrawal
from media.library.permissions import is_withdrawn
from tests.client import AuditingClient
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.campaigns import ParticipationFactory, PostFactory
from tests.factories.pictured import PersonInAssetFactory
from tests.media.library import corpus
from tests.media.library.people.conftest import Scene, set_the_scene
from tests.services import S3Server

SignIn = Callable[[User], AuditingClient]


def everybody_fetches(scene: Scene) -> None:
    """One takes the zip, one shares the picture, one takes nothing; the first two have posted."""
    zipped, shared, idle = scene.ambassadors
    kit_operations.record_download(scene.kit, zipped)
    reception.record_fetch(
        scene.kit, shared, assets=[scene.asset.id, scene.other.id], way=FetchWay.SHARE
    )
    later = utcnow() + timedelta(minutes=5)
    for one in (zipped, shared, idle):
        part = ParticipationFactory(ambassador=one, campaign__organisation=scene.kit.organisation)
        PostFactory(participation=part, published_at=later)
    early = ParticipationFactory(ambassador=zipped, campaign__organisation=scene.kit.organisation)
    PostFactory(participation=early, published_at=utcnow() - timedelta(days=9))
    db.session.commit()


def names_in(zipped: bytes) -> list[str]:
    return sorted(zipfile.ZipFile(io.BytesIO(zipped)).namelist())


def outbox(subject: str) -> list[str]:
    sent = current_app.extensions["mailman"].outbox
    return sorted(mail.to[0] for mail in sent if mail.subject == subject)


def test_a_no_takes_the_picture_out_of_everything_and_tells_everybody(
    scene: Scene, app: Flask, client: AuditingClient, sign_in: SignIn
) -> None:
    everybody_fetches(scene)
    hers, page = sign_in(scene.ambassadors[1].user), f"/my/kits/{scene.kit.id}"
    desk = sign_in(scene.organiser)
    assert any(one in hers.get(page).text for one in scene.files())
    etag = hers.get(scene.files()[0]).headers["ETag"]
    both = names_in(hers.post(f"{page}/download").data)

    said = client.post(f"{scene.link()}/withdrawal")
    begun = db.session.scalars(select(Withdrawal)).one()
    record = desk.get(f"{scene.desk}/withdrawals/{begun.id}").text
    assert ("told within a minute" in record, "Nobody had" in record) == (True, False)

    assert said.status_code in (302, 303)
    # At once, before any worker has run, and for everybody: page, zip, file address, caches.
    assert not any(one in hers.get(page).text for one in scene.files())
    assert "potter" not in hers.get(page).text
    left = names_in(hers.post(f"{page}/download").data)
    assert len([n for n in left if n.endswith(".jpg")]) == 4
    assert len([n for n in both if n.endswith(".jpg")]) == 8
    for address in scene.files():
        assert hers.get(address, headers={"If-None-Match": etag}).status_code == 410
        assert desk.get(address).status_code == 410
    for shown in (scene.desk, f"/o/studieliv/kits/{scene.kit.id}", "/o/studieliv/kits"):
        assert not any(one in desk.get(shown).text for one in scene.files())

    jobs.run_all()

    assert not any(storage.exists(row.storage_key) for row in scene.asset.renditions)
    assert all(storage.exists(row.storage_key) for row in scene.other.renditions)
    known = {row.storage_key for row in scene.asset.renditions}
    assert not known & set(stored_files.missing())  # gone on purpose is not lost
    told = sorted(one.user.email for one in scene.ambassadors[:2])
    assert outbox("Please remove a picture") == told
    assert outbox("Somebody in a picture has said no") == [scene.organiser.email]
    asked = db.session.scalars(select(PostRemoval)).all()
    assert {one.ambassador_id for one in asked} == {one.id for one in scene.ambassadors[:2]}
    assert len(asked) == 2

    jobs.enqueue("pass_on_withdrawal", subject_id=asked[0].withdrawal_id)
    db.session.commit()
    jobs.run_all()
    client.post(f"{scene.link()}/withdrawal")
    jobs.run_all()
    assert len(db.session.scalars(select(Withdrawal)).all()) == 1
    assert outbox("Please remove a picture") == told  # said or run twice, nobody is told twice


def test_each_post_is_followed_up_and_the_record_prints(
    scene: Scene, app: Flask, client: AuditingClient, sign_in: SignIn
) -> None:
    everybody_fetches(scene)
    client.post(f"{scene.link()}/withdrawal")
    jobs.run_all()
    hers = sign_in(scene.ambassadors[1].user)
    mine = db.session.scalars(
        select(PostRemoval).where(PostRemoval.ambassador_id == scene.ambassadors[1].id)
    ).one()
    assert "1 post to look at" in hers.get("/my/log").text
    shown = hers.get("/my/removals").text
    assert ("1 post to look at" in shown, "The picture: At the potter’s wheel" in shown) == (
        True,
        True,
    )
    hers.post(f"/my/removals/{mine.id}", data={"answer": "removed"})
    assert "Nothing to remove" in hers.get("/my/removals").text
    stranger = sign_in(scene.ambassadors[2].user)
    assert stranger.post(f"/my/removals/{mine.id}").status_code == 404

    follow_up = jobs.latest("escalate_removals", mine.withdrawal_id)
    assert follow_up is not None
    assert follow_up.run_after - follow_up.created_at > timedelta(hours=71, minutes=59)
    assert not outbox("No answer for 72 hours about a picture that was taken back")
    follow_up.run_after = utcnow()
    db.session.commit()
    jobs.run_all()
    states = [one.state for one in db.session.scalars(select(PostRemoval)).all()]
    assert sorted(states) == [RemovalState.ESCALATED, RemovalState.REMOVED]
    assert outbox("No answer for 72 hours about a picture that was taken back") == [
        scene.organiser.email
    ]

    desk, withdrawal = sign_in(scene.organiser), db.session.scalars(select(Withdrawal)).one()
    record = desk.get(f"{scene.desk}/withdrawals/{withdrawal.id}")
    for words in ("Sofie Dahl", "2 ambassadors are asked", "2 posts show it or may", "72 hours"):
        assert words in record.text
    drawn = desk.get(f"{scene.desk}/withdrawals/{withdrawal.id}/record.pdf")
    assert drawn.data.startswith(b"%PDF")
    late = next(one for one in db.session.scalars(select(PostRemoval)) if not one.answered_at)
    desk.post(f"/o/studieliv/posts/removals/{late.id}")
    assert late.state is RemovalState.REMOVED


def test_what_somebody_said_a_post_shows_counts_before_what_is_guessed(
    scene: Scene, app: Flask, client: AuditingClient, sign_in: SignIn
) -> None:
    everybody_fetches(scene)
    zipped, shared, idle = scene.ambassadors
    posts = {post.participation.ambassador_id: post for post in db.session.scalars(select(Post))}
    posts[shared.id].pictures = [scene.other]  # by her own word it shows something else
    posts[idle.id].pictures = [scene.other, scene.asset]  # she got it from a friend
    db.session.commit()
    client.post(f"{scene.link()}/withdrawal")
    jobs.run_all()
    asked = {one.ambassador_id: one.shows for one in db.session.scalars(select(PostRemoval))}
    assert asked == {zipped.id: False, idle.id: True}
    told = sorted(one.user.email for one in scene.ambassadors)
    assert outbox("Please remove a picture") == told
    assert "It shows the picture, you told us." in sign_in(idle.user).get("/my/removals").text
    assert "It may show the picture." in sign_in(zipped.user).get("/my/removals").text


def test_leaving_out_a_channel_keeps_the_picture_for_the_others(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    everybody_fetches(scene)
    answer = {"pictures": str(scene.mark.id), "channels": "website", "scope": "pictures"}
    client.post(scene.link(), data=answer)
    jobs.run_all()
    withdrawal = db.session.scalars(select(Withdrawal)).one()
    assert (withdrawal.is_whole, withdrawal.channels) == (False, ["instagram"])
    assert len(db.session.scalars(select(RemovalNotice)).all()) == 2
    assert all(storage.exists(row.storage_key) for row in scene.asset.renditions)
    assert scene.mark.consent is not None
    assert scene.mark.consent.channels == ["website"]


def test_saying_yes_again_has_the_formats_made_again(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    own = scene.link()
    client.post(f"{own}/withdrawal")
    page = client.get(own)
    assert "out of use because you said no" in page.text
    assert "Have you changed your mind?" in page.text
    assert "potter" in page.text  # told in words, for nobody is shown it
    assert f"/pictures/{scene.mark.id}" not in page.text
    answer = {"pictures": str(scene.mark.id), "channels": "instagram", "scope": "pictures"}
    assert client.post(own, data=answer).status_code in (302, 303)
    assert scene.mark.refused_at is None
    assert jobs.latest("make_renditions", scene.asset.id) is not None
    assert "It is being made ready." in client.get(own).text


def test_a_no_counts_on_everybodys_page_and_no_job_undoes_it(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    ella = PersonInAssetFactory(asset=scene.asset, person__organisation=scene.kit.organisation)
    token = operations.new_link(ella.person, is_guardian=False)
    db.session.commit()
    hers = f"/consent/{token}/pictures/{ella.id}"
    assert client.get(hers).status_code == 200
    storage.save(scene.asset.storage_key, corpus.jpeg(), mimetype="image/jpeg")
    jobs.enqueue("make_renditions", subject_id=scene.asset.id)
    client.post(f"{scene.link()}/withdrawal")
    assert client.get(hers).status_code == 410
    assert "En anden på billedet har sagt nej" in client.get(f"/consent/{token}").text
    jobs.enqueue("make_renditions", subject_id=scene.asset.id, anew="yes")
    db.session.commit()
    jobs.run_all()
    left = [key for key in storage.listed("renditions") if scene.asset.id.hex in key.key]
    assert left == []
    scene.asset.state = AssetState.PROCESSING  # a yes, and a no again before a worker has run
    jobs.enqueue("make_renditions", subject_id=scene.asset.id)
    db.session.commit()
    jobs.run_all()
    assert scene.asset.state is AssetState.READY  # or no later yes would make them again


def test_a_no_to_one_of_two_that_are_merged_is_passed_on_for_the_kept_one(
    scene: Scene, app: Flask, client: AuditingClient, desk: AuditingClient
) -> None:
    everybody_fetches(scene)
    pair = LookAlike(first_id=scene.other.id, second_id=scene.asset.id)
    db.session.add(pair)
    client.post(f"{scene.link()}/withdrawal")  # and nobody has passed it on yet
    path = f"{scene.desk}/look-alikes/{pair.id}/merging"
    desk.post(path, data={"keep": str(scene.other.id)})
    jobs.run_all()
    db.session.refresh(scene.other)
    assert is_withdrawn(scene.other)
    assert not any(storage.exists(row.storage_key) for row in scene.other.renditions)
    told = sorted(one.user.email for one in scene.ambassadors[:2])
    assert outbox("Please remove a picture") == told
    assert desk.post(path).status_code == 404  # judged once


def test_a_backup_from_before_does_not_bring_the_yes_back(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    consent = scene.mark.consent
    client.post(f"{scene.link()}/withdrawal")
    scene.mark.refused_at, scene.mark.consent = None, consent
    db.session.commit()
    noted = erasure_log.lines(sorted(erasure_log.folder().glob("*.jsonl")))
    own = [line for line in noted if str(scene.sofie.id) == line["id"]]
    assert [erasure_log.replay(line) for line in own] == [True]
    assert [erasure_log.replay(line) for line in own] == [False]
    assert scene.mark.refused_at is not None


def test_whoever_joined_later_or_elsewhere_is_told_nothing(
    scene: Scene, app: Flask, client: AuditingClient
) -> None:
    AmbassadorFactory()
    client.post(f"{scene.link()}/withdrawal")
    jobs.run_all()
    assert db.session.scalars(select(RemovalNotice)).all() == []


def test_in_a_bucket_the_object_goes_and_no_address_is_signed_any_more(
    s3_server: S3Server, make_app: Callable[..., Flask]
) -> None:
    app = make_app(
        storage_url=f"s3://{s3_server.bucket}/files",
        s3_endpoint=s3_server.endpoint,
        s3_access_key=s3_server.access_key,
        s3_secret_key=s3_server.secret_key,
    )
    with app.app_context():
        db.create_all()
        scene = set_the_scene()
        client, own = app.test_client(), scene.link()
        with client.session_transaction() as session:
            session["language"] = "en"
        shown = client.get(f"{own}/pictures/{scene.mark.id}")
        assert shown.location.startswith(s3_server.endpoint)
        assert client.post(f"{own}/withdrawal").status_code in (302, 303)
        assert client.get(f"{own}/pictures/{scene.mark.id}").status_code == 410
        jobs.run_all()
        assert not any(storage.exists(row.storage_key) for row in scene.asset.renditions)
        db.session.remove()
