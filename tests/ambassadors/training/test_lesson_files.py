"""Pictures and films of lessons, and what ambassadors send as practice."""

import io

import pytest
from sqlalchemy import select

from ambassadors.training.enums import LessonKind, PracticeAnswerKind
from ambassadors.training.models import LessonProgress, LessonVideo, PracticeAnswer, TrainingPicture
from core import storage
from core.db import db
from tests.factories.accounts import MembershipFactory
from tests.factories.ambassadors import AmbassadorFactory
from tests.factories.training import CAPTIONS, FILM, LessonVideoFactory, full_module
from tests.media.library import corpus


@pytest.fixture
def ambassador(app):
    return AmbassadorFactory(user__locale="en")


@pytest.fixture
def lesson(ambassador):
    return full_module(ambassador.cohort).lessons[0]


@pytest.fixture
def task(lesson):
    lesson.kind, lesson.asks = LessonKind.PRACTICE, PracticeAnswerKind.BOTH
    db.session.commit()
    return lesson


@pytest.fixture
def me(ambassador, sign_in):
    return sign_in(ambassador.user)


@pytest.fixture
def staff(ambassador, sign_in):
    member = MembershipFactory(organisation=ambassador.cohort.organisation, user__locale="en")
    return sign_in(member.user)


def at(lesson, rest=""):
    cohort = lesson.module.cohort
    base = f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/training"
    return f"{base}/{lesson.module_id}/lessons/{lesson.id}{rest}"


def mine(lesson, rest=""):
    return f"/my/training/{lesson.module_id}/lessons/{lesson.id}{rest}"


def photo():
    return corpus.saved(corpus.pixels(), "JPEG", exif=corpus.camera_notes(6))


def file(content, name):
    return (io.BytesIO(content), name)


def words(**changes):
    return {"kind": "reading", "asks": "text", "title_da": "Ro", "title_en": "Calm", **changes}


ALT = {"alt_da": "En eng", "alt_en": "A meadow"}


def test_a_lessons_picture_is_made_by_the_worker_without_the_cameras_notes(
    staff, me, lesson, run_jobs
):
    sent = words(picture=file(photo(), "IMG_1.jpg"), **ALT)
    assert staff.post(at(lesson), data=sent).status_code == 302
    picture = db.session.scalars(select(TrainingPicture)).one()
    address = f"/my/training/files/pictures/{picture.id}"
    assert "being made ready" in me.get(mine(lesson)).text
    assert me.get(address).status_code == 404
    original = picture.original_key

    run_jobs()
    db.session.refresh(picture)

    shown = me.get(address)
    assert shown.content_type == "image/webp"
    assert b"Exif" not in shown.data
    assert not storage.exists(original)
    assert 'alt="A meadow"' in me.get(mine(lesson)).text


def test_a_picture_needs_words_in_both_languages(staff, lesson):
    sent = words(picture=file(photo(), "IMG_1.jpg"), alt_da="En eng")
    assert "for those who cannot see it" in staff.post(at(lesson), data=sent).text
    sent = words(drawing="thumb_on_lens")
    assert "for those who cannot see it" in staff.post(at(lesson), data=sent).text
    assert db.session.scalars(select(TrainingPicture)).all() == []


def test_what_is_no_picture_is_refused_and_the_words_stay(staff, lesson):
    sent = words(picture=file(b"<svg onload=alert(1)>", "a.jpg"), body_en="Kept.", **ALT)
    page = staff.post(at(lesson), data=sent)
    assert "Save it as JPEG or PNG" in page.text
    assert "Kept." in page.text
    assert db.session.scalars(select(TrainingPicture)).all() == []


def test_a_picture_is_taken_out_with_its_files(staff, lesson, run_jobs):
    staff.post(at(lesson), data=words(picture=file(photo(), "IMG_1.jpg"), **ALT))
    run_jobs()
    key = db.session.scalars(select(TrainingPicture.storage_key)).one()
    staff.post(at(lesson), data=words(without_picture="y"))
    run_jobs()
    assert db.session.scalars(select(TrainingPicture)).all() == []
    assert not storage.exists(key)


def test_a_drawing_is_shown_with_its_words(staff, me, lesson):
    staff.post(at(lesson), data=words(drawing="thumb_on_lens", **ALT))
    page = me.get(mine(lesson)).text
    assert "drawings/thumb_on_lens.svg" in page
    assert 'alt="A meadow"' in page


def film(**changes):
    return {
        "film": file(FILM, "IMG_7.MP4"),
        "captions_da": file(("\ufeff" + CAPTIONS).encode(), "da.vtt"),
        "transcript_da": "Hej.",
        **changes,
    }


def test_a_film_with_captions_and_transcript(staff, me, lesson):
    assert staff.post(at(lesson, "/film"), data=film()).status_code == 302
    address = f"/my/training/files/films/{lesson.id}"
    page = me.get(mine(lesson)).text
    assert address in page
    assert "Hej." in page
    assert page.count("<track ") == page.count('srclang="da"') == 1
    whole, part = me.get(address), me.get(address, headers={"Range": "bytes=0-9"})
    assert (whole.status_code, whole.data) == (200, FILM)
    assert (part.status_code, part.data) == (206, FILM[:10])
    captions = me.get(f"{address}/da.vtt")
    assert captions.mimetype == "text/vtt"
    assert captions.text == CAPTIONS
    assert me.get(f"{address}/en.vtt").status_code == 404


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"film": file(b"", "")}, "Choose a film."),
        ({"film": file(b"GIF89a" + bytes(99), "a.mp4")}, "not a film"),
        ({"film": file(FILM[:900], "a.mp4")}, "not a film"),
        ({"film": file(FILM + b"\0\0\0\x08free" * 2_500, "a.mp4")}, "not a film"),
        ({"captions_da": file(b"", "")}, "needs captions"),
        ({"captions_da": file(b"1\n00:01 hello", "da.srt")}, "its first line says WEBVTT"),
        ({"transcript_da": ""}, "what is said and shown"),
    ],
)
def test_a_film_that_not_everybody_could_follow_is_refused(staff, lesson, changes, message):
    sent = film(
        **{
            k: (io.BytesIO(v[0].getvalue()), v[1]) if isinstance(v, tuple) else v
            for k, v in changes.items()
        }
    )
    assert message in staff.post(at(lesson, "/film"), data=sent).text
    assert db.session.scalars(select(LessonVideo)).all() == []


def test_new_words_keep_the_film_and_taking_it_out_removes_the_file(staff, lesson, run_jobs):
    video = LessonVideoFactory(lesson=lesson)
    key = video.storage_key
    kept = film(film=file(b"", ""), captions_da=file(b"", ""), transcript_en="Hello.")
    assert staff.post(at(lesson, "/film"), data=kept).status_code == 302
    db.session.refresh(video)
    assert (video.storage_key, video.captions_da, video.transcript_en) == (key, CAPTIONS, "Hello.")
    staff.post(at(lesson, "/film/removal"))
    run_jobs()
    assert not storage.exists(key)


def test_practice_is_sent_seen_by_two_and_counts_as_read(
    staff, me, ambassador, task, sign_in, run_jobs
):
    sent = {"text": "My desk.", "sent_key": "a1", "picture": file(photo(), "IMG_1.jpg")}
    assert me.post(mine(task, "/practice"), data=sent).location == mine(task)
    run_jobs()
    answer = db.session.scalars(select(PracticeAnswer)).one()
    assert answer.text == "My desk."
    assert db.session.scalars(select(LessonProgress)).one().lesson_id == task.id

    own = f"/my/training/files/pictures/{answer.picture_id}"
    assert own in me.get(mine(task)).text
    assert me.get(own).status_code == 200
    theirs = at(task).split("/training/")[0] + f"/training/files/pictures/{answer.picture_id}"
    assert staff.get(theirs).status_code == 200
    peer = sign_in(AmbassadorFactory(cohort=ambassador.cohort).user)
    assert peer.get(own).status_code == 404
    assert peer.get(theirs).status_code == 404


def test_the_same_practice_sent_twice_is_kept_once(me, task):
    for _time in range(2):
        sent = {"text": "My desk.", "sent_key": "a1", "picture": file(photo(), "IMG_1.jpg")}
        me.post(mine(task, "/practice"), data=sent)
    assert len(db.session.scalars(select(PracticeAnswer)).all()) == 1
    assert len(db.session.scalars(select(TrainingPicture)).all()) == 1


def test_another_answer_takes_the_place_of_the_first(me, task, run_jobs):
    me.post(mine(task, "/practice"), data={"text": "1", "picture": file(photo(), "a.jpg")})
    run_jobs()
    old = db.session.scalars(select(TrainingPicture.storage_key)).one()
    me.post(mine(task, "/practice"), data={"text": "2", "picture": file(photo(), "b.jpg")})
    run_jobs()
    assert db.session.scalars(select(PracticeAnswer)).one().text == "2"
    assert len(db.session.scalars(select(TrainingPicture)).all()) == 1
    assert not storage.exists(old)


@pytest.mark.parametrize(
    ("sent", "message"), [({"text": "Only words."}, "Choose a picture"), ({}, "Choose a picture")]
)
def test_practice_that_lacks_something_is_asked_for(me, task, sent, message):
    page = me.post(mine(task, "/practice"), data=sent)
    assert message in page.text
    assert sent.get("text", "") in page.text
    assert db.session.scalars(select(PracticeAnswer)).all() == []


def test_a_picture_that_is_not_kept_leaves_no_file(app, me, task):
    folder = app.extensions["settings"].data / "uploads" / "training"
    before = set(folder.rglob("*"))
    me.post(mine(task, "/practice"), data={"text": "", "picture": file(photo(), "a.jpg")})
    assert set(folder.rglob("*")) == before
    assert db.session.scalars(select(TrainingPicture)).all() == []


def test_one_may_go_on_without_practising(me, task):
    assert me.post(mine(task)).status_code == 302
    assert db.session.scalars(select(LessonProgress)).one().lesson_id == task.id


def test_a_lesson_to_read_takes_no_practice(me, lesson):
    assert me.post(mine(lesson, "/practice"), data={"text": "Hm."}).status_code == 200
    assert db.session.scalars(select(PracticeAnswer)).all() == []
