"""Pictures and films of training. Who asks is looked at again at every fetch."""

import uuid

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from ambassadors.routes.cohort import get_cohort
from ambassadors.session import current_ambassador
from ambassadors.training import pictures
from ambassadors.training.models import LessonVideo, TrainingPicture
from core import storage
from core.access import Audience, open_to

ambassador = Blueprint("training_files_ambassador", __name__, url_prefix="/my/training/files")
organiser = Blueprint(
    "training_files_organiser",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/training/files",
)


@ambassador.get("/pictures/<uuid:picture_id>")
@open_to(Audience.AMBASSADOR)
def send_picture(picture_id: uuid.UUID) -> ResponseReturnValue:
    """Send a lesson's picture, or one's own."""
    me = current_ambassador()
    return picture_file(pictures.get_picture_for(me, picture_id))


@ambassador.get("/films/<uuid:lesson_id>")
@open_to(Audience.AMBASSADOR)
def send_film(lesson_id: uuid.UUID) -> ResponseReturnValue:
    """Send a lesson's film, whole or the part a player asks for."""
    return film_file(pictures.get_video(current_ambassador().cohort_id, lesson_id))


@ambassador.get("/films/<uuid:lesson_id>/<any(da, en):language>.vtt")
@open_to(Audience.AMBASSADOR)
def send_captions(lesson_id: uuid.UUID, language: str) -> ResponseReturnValue:
    """Send a film's captions."""
    return captions_file(pictures.get_video(current_ambassador().cohort_id, lesson_id), language)


@organiser.get("/pictures/<uuid:picture_id>", endpoint="send_picture")
@open_to(Audience.ORGANISER)
def send_picture_to_organiser(
    organisation: str, cohort_id: uuid.UUID, picture_id: uuid.UUID
) -> ResponseReturnValue:
    """Send any picture of a cohort's training, practice included."""
    return picture_file(pictures.get_picture(get_cohort(cohort_id).id, picture_id))


@organiser.get("/films/<uuid:lesson_id>", endpoint="send_film")
@open_to(Audience.ORGANISER)
def send_film_to_organiser(
    organisation: str, cohort_id: uuid.UUID, lesson_id: uuid.UUID
) -> ResponseReturnValue:
    """Send a lesson's film, whole or the part a player asks for."""
    return film_file(pictures.get_video(get_cohort(cohort_id).id, lesson_id))


@organiser.get("/films/<uuid:lesson_id>/<any(da, en):language>.vtt", endpoint="send_captions")
@open_to(Audience.ORGANISER)
def send_captions_to_organiser(
    organisation: str, cohort_id: uuid.UUID, lesson_id: uuid.UUID, language: str
) -> ResponseReturnValue:
    """Send a film's captions."""
    return captions_file(pictures.get_video(get_cohort(cohort_id).id, lesson_id), language)


def picture_file(picture: TrainingPicture) -> ResponseReturnValue:
    """Send what may be shown of a picture; until it is made there is nothing."""
    if picture.storage_key is None:
        abort(404)
    return storage.send(picture.storage_key, mimetype="image/webp", inline=True)


def film_file(video: LessonVideo) -> ResponseReturnValue:
    """Send a film; a browser plays MOV best when told it is MP4, which it nearly is."""
    return storage.send(video.storage_key, mimetype="video/mp4", inline=True)


def captions_file(video: LessonVideo, language: str) -> ResponseReturnValue:
    """Send captions in one language."""
    captions = getattr(video, f"captions_{language}")
    if not captions:
        abort(404)
    return Response(captions, mimetype="text/vtt")
