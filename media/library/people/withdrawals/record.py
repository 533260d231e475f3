"""The record of a withdrawal as a PDF, to keep or to send to who asks for it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from accounts.organisations.words import capitalised
from core import documents
from core.formats import format_datetime
from core.languages import language
from media.library.people.channels import channel_names
from media.library.people.withdrawals.again import yes_again
from media.library.people.withdrawals.models import Withdrawal
from media.library.people.withdrawals.names import names_of
from media.library.people.withdrawals.signals import UsedPost

DRAWING = Path(__file__).with_name("record.typ")


def drawn(withdrawal: Withdrawal, posts: Sequence[UsedPost]) -> bytes:
    """Return the record as a tagged PDF in the language in use."""
    return documents.draw(DRAWING, _words(withdrawal, posts))


def _words(withdrawal: Withdrawal, posts: Sequence[UsedPost]) -> dict[str, Any]:
    who = capitalised("ambassador")
    return {
        "title": _("Record of a withdrawn consent"),
        "language": language(),
        "colour": withdrawal.organisation.brand_colour,
        "organisation": withdrawal.organisation.name,
        "facts": _facts(withdrawal),
        "told_title": _("Asked to remove it: %(number)s", number=len(withdrawal.notices)),
        "told_headings": [who, _("Fetched"), _("Asked")],
        "told": _told(withdrawal),
        "posts_title": _("Posts that show it or may show it: %(number)s", number=len(posts)),
        "posts_headings": [who, _("Published"), _("Picture"), _("State"), _("Since")],
        "posts": [
            [
                post.by,
                _moment(post.published_at),
                _("shows it") if post.shows else _("may show it"),
                post.label,
                format_datetime(post.changed_at),
            ]
            for post in posts
        ],
    }


def _told(withdrawal: Withdrawal) -> list[list[str]]:
    return [
        [
            notice.ambassador.user.name,
            format_datetime(notice.fetched_at),
            format_datetime(notice.created_at),
        ]
        for notice in withdrawal.notices
    ]


def _facts(withdrawal: Withdrawal) -> list[list[str]]:
    who = withdrawal.person.name if withdrawal.person else _("Somebody who is erased since")
    return [
        [_("Who"), who],
        [_("When"), format_datetime(withdrawal.created_at)],
        [_("How"), str(withdrawal.way.label_of_no)],
        [_("Channels"), channel_names(withdrawal.channels) or _("all")],
        [_("Files deleted"), _moment(withdrawal.files_gone_at)],
        [_("Pictures"), "; ".join(names_of(withdrawal, language())) or _("deleted since")],
        *([[_("Said yes again"), again]] if (again := yes_again(withdrawal)) else []),
    ]


def _moment(at: datetime | None) -> str:
    return format_datetime(at) if at else "–"
