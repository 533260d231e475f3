"""The mail that brings an ambassador a word about their practice."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.training.models import PracticeAnswer
from core import mail
from core.languages import localised


def send_reply(answer: PracticeAnswer) -> None:
    """Queue the mail."""
    user, lesson = answer.ambassador.user, answer.lesson
    organisation = lesson.module.cohort.organisation
    with force_locale(user.locale):
        subject = _("A word about what you practised")
        title = localised(lesson, "title")
    mail.write(
        "ambassadors/practice_answer",
        to=user.email,
        locale=user.locale,
        subject=subject,
        name=user.first_name,
        organisation_name=organisation.name,
        lesson=title,
        answer=answer.reply,
        answered_by=answer.replied_by.name if answer.replied_by else organisation.name,
        module_id=lesson.module_id,
        lesson_id=lesson.id,
    )
