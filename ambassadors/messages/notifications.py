"""Mails with messages, each in its reader's language."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.messages.models import Announcement, AnnouncementDelivery, IdeaReply, Nudge
from core import mail


def send_reply(reply: IdeaReply) -> None:
    """Queue the mail that brings an ambassador the answer."""
    idea = reply.idea
    user, cohort = idea.ambassador.user, idea.ambassador.cohort
    with force_locale(user.locale):
        subject = _("An answer to what you wrote")
    body = mail.render(
        "ambassadors/idea_answer",
        user.locale,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        question=idea.text,
        answer=reply.text,
        answered_by=reply.written_by.name if reply.written_by else cohort.organisation.name,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)


def send_announcement(announcement: Announcement, delivery: AnnouncementDelivery) -> None:
    """Queue one person's copy of an announcement."""
    user, cohort = delivery.ambassador.user, announcement.cohort
    body = mail.render(
        "ambassadors/announcement",
        user.locale,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        text=announcement.body,
    )
    mail.queue(to=user.email, subject=announcement.subject, body=body, locale=user.locale)


def send_nudge(nudge: Nudge) -> None:
    """Queue a kind reminder to one person."""
    user, cohort = nudge.ambassador.user, nudge.ambassador.cohort
    with force_locale(user.locale):
        subject = _("A little training is waiting, when you have a moment")
    body = mail.render(
        f"ambassadors/nudge_{nudge.about.value}",
        user.locale,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
    )
    mail.queue(to=user.email, subject=subject, body=body, locale=user.locale)
