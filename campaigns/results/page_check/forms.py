"""The form a page check is made with."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional, StopValidation, ValidationError

from campaigns.posts import instaloader_files
from campaigns.results.page_check.enums import Language
from campaigns.results.page_check.listing import LARGEST
from campaigns.results.page_check.operations import Asked
from core.forms import SelectChoice, stripped
from core.list_forms import LONGEST_PASTE, ListForm
from core.spreadsheets import Limits

NAME = re.compile(r"[a-z0-9._]{1,30}")
MOST_NAMES = 200


LANGUAGES = [
    SelectChoice(Language.DANISH.value, _l("Danish")),
    SelectChoice(Language.ENGLISH.value, _l("English")),
]
LANGUAGE = _l("The language of the page")
ACCOUNTS = _l("Ambassadors’ accounts to look for")
ACCOUNTS_HINT = _l(
    "Only of those who have said yes, such as @kim.holm, with a space between. "
    "The names are used once and not kept."
)


def names_in(text: str | None) -> set[str]:
    """Return the accounts that were written, without @ and in small letters."""
    words = re.split(r"[\s,;]+", (text or "").lower())
    bare = [word.removeprefix("@").rstrip(".") for word in words]
    return {word for word in bare[:MOST_NAMES] if NAME.fullmatch(word)}


def _else_our_own(_form: FlaskForm, field: RadioField) -> None:
    """Let the organisation's language be meant where none is sent, as by "Try again"."""
    if not field.raw_data:
        field.errors = []
        raise StopValidation


class OwnAccountForm(FlaskForm):
    """What is said when the own account is read; it knows all the rest itself."""

    page_language = RadioField(LANGUAGE, choices=LANGUAGES, validators=[_else_our_own])
    account_names = StringField(
        ACCOUNTS,
        description=ACCOUNTS_HINT,
        filters=[stripped],
        validators=[Length(max=5_000)],
    )


class PageCheckForm(ListForm):
    limits = Limits(megabytes=instaloader_files.LIMITS.megabytes)

    pasted = TextAreaField(
        _l("Paste the last posts"),
        description=_l(
            "For each post the day on a line of its own, and the text below it. "
            "Lines such as “24 likes” or “3 comments” are understood."
        ),
        validators=[Length(max=LONGEST_PASTE, message=_l("That is much. Send it as a file."))],
    )
    file = FileField(
        _l("Or send a file"),
        description=_l(
            "A spreadsheet (.xlsx or .csv) with the columns Date and Text, or what Instaloader "
            "saved (.zip, .json, .json.xz). It is read here and never looked up anywhere."
        ),
    )
    is_empty = BooleanField(_l("There are no posts on the page at all"))
    language = RadioField(LANGUAGE, choices=LANGUAGES)
    followers = IntegerField(
        _l("Followers now"),
        validators=[Optional(), NumberRange(min=0, max=LARGEST)],
    )
    names = StringField(
        ACCOUNTS,
        description=ACCOUNTS_HINT,
        filters=[stripped],
        validators=[Length(max=5_000)],
    )
    comments_seen = IntegerField(
        _l("Comments by others you have looked at"),
        description=_l("Take the last twenty that are older than two days."),
        validators=[Optional(), NumberRange(min=0, max=LARGEST)],
    )
    comments_answered = IntegerField(
        _l("Of them answered by the page within two days"),
        validators=[Optional(), NumberRange(min=0, max=LARGEST)],
    )
    submit = SubmitField(_l("Check the page"))

    def validate_file(self, field: FileField) -> None:
        """Ask for posts in one of three ways, and refuse a file that is too large."""
        if self.upload():
            if self.byte_size() > self.limits.megabytes * instaloader_files.MEGABYTE:
                self.file.data.close()
                raise ValidationError(_("The file is too large. Leave pictures and films out."))
        elif not (self.pasted.data or "").strip() and not self.is_empty.data:
            raise ValidationError(_("Paste some posts, or choose a file."))

    def validate_comments_seen(self, field: IntegerField) -> None:
        """Ask for the other number of comments, too."""
        if self.comments_answered.data is None:
            raise ValidationError(_("Write both numbers of comments, or none."))

    def validate_comments_answered(self, field: IntegerField) -> None:
        """Ask for the other number of comments, and refuse more answers than comments."""
        seen = self.comments_seen.data
        if seen is None:
            raise ValidationError(_("Write both numbers of comments, or none."))
        if field.data is not None and field.data > seen:
            raise ValidationError(_("More cannot be answered than you have looked at."))

    def account_names(self) -> set[str]:
        """Return the accounts to look for."""
        return names_in(self.names.data)

    def asked(self) -> Asked:
        """Return what was said beside the posts."""
        return Asked(
            language=Language(self.language.data),
            followers=self.followers.data,
            comments_seen=self.comments_seen.data,
            comments_answered=self.comments_answered.data,
            ambassadors=self.account_names(),
        )
