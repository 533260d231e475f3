"""Numbers out of a file: what Instaloader saved, or a spreadsheet. Read here, asked for nowhere."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from campaigns.posts import instaloader_files
from campaigns.posts.instaloader_files import SavedKind
from campaigns.posts.instaloader_nodes import SavedPost
from campaigns.posts.measurements import sheets
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.readings import Reading, known
from campaigns.posts.measurements.sheets import RowTrouble
from core.errors import DomainError
from core.spreadsheets import Limits, read_rows

LIMITS = Limits(megabytes=10, rows=5_000)


class NoHeadings(DomainError):
    """A spreadsheet that does not say which column is what."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The first row must name the columns: Link and at least one of Likes, Comments, "
                "Views, Saves, Shares, Reach."
            ),
            field="file",
        )


@dataclass(frozen=True)
class Piece:
    """One file of a folder or one row of a list, with the readings in it; without, why not."""

    name: str
    readings: tuple[Reading, ...] = ()
    kind: SavedKind = SavedKind.POSTS
    trouble: RowTrouble | None = None


class SavedFile:
    """A file as it arrived, told by what is in it and never by its name.

    ``otherwise`` is when it was saved, for what carries no time of its own.
    Raises SavedFilesUnreadable, SpreadsheetUnreadable and NoHeadings.
    """

    source = Source.FILE

    def __init__(self, path: Path, *, name: str, zone: ZoneInfo, otherwise: datetime) -> None:
        self.pieces: list[Piece] = []
        if instaloader_files.is_saved(path):
            saved = instaloader_files.read(path, zone)
            for file in saved.files:
                posts = (saved.posts[number] for number in file.posts)
                readings = tuple(_reading(post, otherwise) for post in posts)
                alone = name if file.name == path.name else file.name
                self.pieces.append(Piece(alone, readings, file.kind))
            return
        rows = sheets.rows_in(read_rows(path, LIMITS), zone, otherwise)
        if rows is None:
            raise NoHeadings
        for row in rows:
            found = (row.reading,) if row.reading else ()
            name = _("Row %(row)s", row=row.name)
            self.pieces.append(Piece(name, found, trouble=row.trouble))

    def readings(self, shortcodes: Collection[str]) -> Iterator[Reading]:
        """Yield what the file says of these posts."""
        for piece in self.pieces:
            yield from (one for one in piece.readings if one.shortcode in shortcodes)


def _reading(post: SavedPost, otherwise: datetime) -> Reading:
    """Return a saved post's numbers; a time before it was there is not when it was saved."""
    is_told = post.saved_at is not None and post.saved_at > post.posted_at
    return Reading(
        shortcode=post.shortcode,
        source=Source.FILE,
        taken_at=post.saved_at if is_told and post.saved_at else otherwise,
        numbers=known(
            {
                Number.LIKES: post.likes,
                Number.COMMENTS: post.comments,
                Number.VIEWS: post.views,
            }
        ),
        likes_hidden=post.likes_hidden,
        is_moment_told=is_told,
    )
