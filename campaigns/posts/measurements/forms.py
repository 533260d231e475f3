"""The forms numbers are written in, and sent as a file."""

from datetime import date, datetime, timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import DateField, FileField, StringField, SubmitField
from wtforms.validators import Optional, ValidationError

from campaigns.posts import instaloader_files
from campaigns.posts.measurements.by_hand import ByHand
from campaigns.posts.measurements.enums import Number
from campaigns.posts.measurements.readings import MOST
from campaigns.posts.measurements.sheets import number_in
from core.db import utcnow
from core.formats import local
from core.forms import stripped
from core.image_gate import MAX_BYTES
from core.list_forms import ListForm
from core.spreadsheets import Limits

MOST_DAYS = 100 * 365  # the first of all days has none before it


def _is_count(_form: FlaskForm, field: StringField) -> None:
    """Refuse what is no count, or more than any post has; empty is unknown, and fine."""
    if not field.data:
        return
    value = number_in(field.data)
    if value is None:
        raise ValidationError(
            _("Write a whole number, such as 24 or 1234. Leave it empty when you do not know.")
        )
    if value > MOST:
        raise ValidationError(_("No post has that many."))


def _count(label: LazyString, hint: LazyString) -> StringField:
    return StringField(
        label,
        description=hint,
        filters=[stripped],
        validators=[_is_count],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class NumbersForm(FlaskForm):
    """What somebody reads off a screen; every field may be left empty, and empty is unknown."""

    likes = _count(_l("Likes"), _l("The number at the heart."))
    comments = _count(_l("Comments"), _l("The number at the speech bubble."))
    views = _count(_l("Views"), _l("Below a reel, or under “View insights”."))
    saves = _count(_l("Saves"), _l("The bookmark, under “View insights”."))
    shares = _count(_l("Shares"), _l("The paper plane, under “View insights”."))
    reach = _count(_l("Accounts reached"), _l("Under “View insights”, for professional accounts."))
    read_on = DateField(_l("Read on"), validators=[Optional()])
    proof = FileField(
        _l("A screenshot"),
        description=_l(
            "If you have one. Cut other people’s names and comments away first. "
            "You and the organisers can see it."
        ),
    )
    submit = SubmitField(_l("Save the numbers"))

    def validate_read_on(self, field: DateField) -> None:
        """Refuse a day to come."""
        if field.data and field.data > local(utcnow()).date():
            raise ValidationError(_("That day is still to come."))

    def source(self) -> ByHand:
        """Return what was written as a source of numbers."""
        now = utcnow()
        written = {number: number_in(self[number.value].data or "") for number in Number}
        return ByHand(written, taken_at=on_day(self.read_on.data, now))

    def picture(self) -> bytes | None:
        """Return the screenshot, if one was chosen."""
        file = self.proof.data
        if not isinstance(file, FileStorage) or not file.filename:
            return None
        content: bytes = file.read(MAX_BYTES + 1)
        return content


class FileForm(ListForm):
    """A file of numbers."""

    limits = Limits(megabytes=instaloader_files.LIMITS.megabytes)

    pasted = None  # type: ignore[assignment]  # a file alone
    file = FileField(
        _l("The file"),
        description=_l(
            "The folder Instaloader saved, as .zip, one of its .json or .json.xz files, "
            "or a list (.csv or .xlsx) with the columns Link, Likes, Comments."
        ),
    )
    saved_on = DateField(
        _l("Saved on"),
        description=_l(
            "Files in a .zip tell the time they were saved, and a list may have a column Measured. "
            "For all others this day counts; empty is today."
        ),
        validators=[Optional()],
    )
    submit = SubmitField(_l("Look at the file first"))

    def validate_file(self, field: FileField) -> None:
        """Ask for a file, and refuse one that is too large."""
        if not self.upload():
            raise ValidationError(_("Choose a file."))
        if self.byte_size() > self.limits.megabytes * instaloader_files.MEGABYTE:
            self.file.data.close()
            raise ValidationError(_("The file is too large. Leave pictures and films out."))

    def validate_saved_on(self, field: DateField) -> None:
        """Refuse a day to come."""
        if field.data and field.data > local(utcnow()).date():
            raise ValidationError(_("That day is still to come."))

    def otherwise(self) -> datetime:
        """Return when what carries no time of its own was saved."""
        return on_day(self.saved_on.data, utcnow())


def on_day(day: date | None, now: datetime) -> datetime:
    """Return now, or the same time of an earlier day."""
    if day is None:
        return now
    days = (local(now).date() - day).days
    return now - timedelta(days=min(days, MOST_DAYS))
