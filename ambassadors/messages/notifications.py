"""Mails with messages, each in its reader's language."""

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _l

from ambassadors.messages.enums import NudgeAbout
from ambassadors.messages.models import Announcement, AnnouncementDelivery, IdeaReply, Nudge
from ambassadors.models import Ambassador
from core import mail


def send_reply(reply: IdeaReply) -> None:
    """Queue the mail that brings an ambassador the answer."""
    idea = reply.idea
    user, cohort = idea.ambassador.user, idea.ambassador.cohort
    mail.write(
        "ambassadors/idea_answer",
        to=user.email,
        locale=user.locale,
        subject=_l("An answer to what you wrote"),
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        question=idea.text,
        answer=reply.text,
        answered_by=reply.written_by.name if reply.written_by else cohort.organisation.name,
    )


def send_announcement(announcement: Announcement, delivery: AnnouncementDelivery) -> None:
    """Queue one person's copy of an announcement."""
    user, cohort = delivery.ambassador.user, announcement.cohort
    mail.write(
        "ambassadors/announcement",
        to=user.email,
        locale=user.locale,
        subject=announcement.subject,
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        text=announcement.body,
    )


NUDGES = {
    NudgeAbout.TRAINING: _l("A little training is waiting, when you have a moment"),
    NudgeAbout.RHYTHM: _l("How are you? We have missed your voice"),
}


def send_nudge(nudge: Nudge) -> None:
    """Queue a kind reminder to one person."""
    user, cohort = nudge.ambassador.user, nudge.ambassador.cohort
    mail.write(
        f"ambassadors/nudge_{nudge.about.value}",
        to=user.email,
        locale=user.locale,
        subject=NUDGES[nudge.about],
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
    )


def send_digest(
    ambassador: Ambassador, news: Sequence[Announcement], *, nudges: Collection[NudgeAbout]
) -> None:
    """Queue the one mail of the week."""
    user, cohort = ambassador.user, ambassador.cohort
    mail.write(
        "ambassadors/digest",
        to=user.email,
        locale=user.locale,
        subject=_l("This week in %(cohort)s", cohort=cohort.name),
        name=user.first_name,
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        news=news,
        has_training=NudgeAbout.TRAINING in nudges,
        is_missed=NudgeAbout.RHYTHM in nudges,
    )
