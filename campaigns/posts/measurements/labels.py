"""Numbers, sources and fates in words."""

from collections.abc import Sequence

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.models import User
from campaigns.posts.measurements.curve import Curve
from campaigns.posts.measurements.enums import Number, Source
from campaigns.posts.measurements.models import Measurement
from campaigns.posts.measurements.operations import Fate, Told
from campaigns.posts.measurements.readings import Reading
from campaigns.posts.measurements.standing import Disagreement, Known, Standing
from campaigns.posts.models import Post
from core.formats import format_date, format_number, local

NUMBERS: dict[Number, LazyString] = {
    Number.LIKES: _l("Likes"),
    Number.COMMENTS: _l("Comments"),
    Number.VIEWS: _l("Views"),
    Number.SAVES: _l("Saves"),
    Number.SHARES: _l("Shares"),
    Number.REACH: _l("Accounts reached"),
}
SOURCES: dict[Source, LazyString] = {
    Source.BY_HAND: _l("by hand"),
    Source.FILE: _l("from a file"),
    Source.INSTALOADER: _l("looked up on Instagram"),
    Source.OWN_ACCOUNT: _l("from the organisation’s own account"),
}
FATES: dict[Fate, LazyString] = {
    Fate.ADDED: _l("New numbers"),
    Fate.KNOWN: _l("Known already"),
    Fate.NOT_OURS: _l("Not a post that is logged here"),
    Fate.NO_NUMBERS: _l("No number in it"),
    Fate.NOT_THEN: _l("From before the post was put up, or from a day to come"),
    Fate.PROFILE: _l("About a profile; not used"),
    Fate.COMMENTS: _l("Other people’s comments; not opened"),
    Fate.OTHER: _l("Nothing about a post; not used"),
    Fate.NOT_READ: _l("A picture, film or text; not opened"),
    Fate.BROKEN: _l("Cannot be read"),
    Fate.NO_POST: _l("No link to an Instagram post"),
    Fate.NO_DAY: _l("A day we do not understand"),
    Fate.ODD_NUMBER: _l("A number we do not understand"),
}


def counted(known: Known) -> str:
    """Return a number with its word, as "24 likes"."""
    return _counted(known.number, known.value)


def _counted(number: Number, value: int) -> str:
    shown = format_number(value)
    words = {
        Number.LIKES: lambda: ngettext("%(shown)s like", "%(shown)s likes", value, shown=shown),
        Number.COMMENTS: lambda: ngettext(
            "%(shown)s comment", "%(shown)s comments", value, shown=shown
        ),
        Number.VIEWS: lambda: ngettext("%(shown)s view", "%(shown)s views", value, shown=shown),
        Number.SAVES: lambda: ngettext("%(shown)s save", "%(shown)s saves", value, shown=shown),
        Number.SHARES: lambda: ngettext("%(shown)s share", "%(shown)s shares", value, shown=shown),
        Number.REACH: lambda: ngettext(
            "%(shown)s account reached", "%(shown)s accounts reached", value, shown=shown
        ),
    }
    return str(words[number]())


def together(parts: Sequence[str]) -> str:
    """Return several things as one, as "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return str(_("%(most)s and %(last)s", most=", ".join(parts[:-1]), last=parts[-1]))


def said(standing: Standing) -> str:
    """Return what is known of a post in a few words; empty when nothing is."""
    shown = [counted(known) for number in Number if (known := standing.numbers.get(number))]
    if standing.likes_hidden:
        shown.insert(0, str(_("likes hidden")))
    return together(shown[:3])


def brought(told: Told) -> list[str]:
    """Return what a piece of a file brings, each as "Kim Holm, 13 Nov: 24 likes, read 20 Nov"."""
    return [_brings(post, reading) for post, reading in told.kept]


def _brings(post: Post, reading: Reading) -> str:
    shown = [_counted(one, reading.numbers[one]) for one in Number if one in reading.numbers]
    if reading.likes_hidden:
        shown.insert(0, str(_("likes hidden")))
    return str(
        _(
            "%(name)s, %(day)s: %(numbers)s, read %(read)s",
            name=post.participation.ambassador.user.name or _("Former ambassador"),
            day=format_date(post.published_at, "medium"),
            numbers=together(shown),
            read=format_date(reading.taken_at, "medium"),
        )
    )


def age(post: Post, measurement: Measurement) -> str:
    """Return how long after a post was put up it was read."""
    days = (local(measurement.taken_at).date() - local(post.published_at).date()).days
    if days <= 0:
        return str(_("on the day itself"))
    return str(ngettext("after %(num)d day", "after %(num)d days", days))


def source_of(measurement: Measurement, reader: User) -> str:
    """Return where a measurement is from and who brought it, as its reader would say it."""
    if measurement.source in (Source.INSTALOADER, Source.OWN_ACCOUNT):
        return str(SOURCES[measurement.source])
    is_own = measurement.by_id == reader.id
    name = measurement.by.name if measurement.by and measurement.by.name else _("somebody")
    if measurement.source is Source.FILE:
        return str(_("from your file") if is_own else _("from a file by %(name)s", name=name))
    return str(_("written by you") if is_own else _("written by %(name)s", name=name))


def trail(measurement: Measurement, reader: User) -> str:
    """Return source and day of a measurement, as "written by you, 5 Nov 2026"."""
    source = source_of(measurement, reader)
    return f"{source}, {format_date(measurement.taken_at, 'medium')}"


def differing(one: Disagreement, reader: User) -> str:
    """Return in which way two sources differ."""
    return str(
        _(
            "%(first)s (%(source)s) and %(second)s (%(other)s): both stand, nothing is averaged.",
            first=counted(one.one),
            source=trail(one.one.measurement, reader),
            second=counted(one.other),
            other=trail(one.other.measurement, reader),
        )
    )


def curve_words(curve: Curve) -> str:
    """Return a chart in a sentence."""
    parts: list[str] = []
    for line in curve.lines:
        first, last = line.points[0], line.points[-1]
        name = str(NUMBERS[line.number])
        parts.append(
            _(
                "%(name)s went from %(first)s to %(last)s",
                name=name.lower() if parts else name,
                first=format_number(first.value),
                last=format_number(last.value),
            )
        )
    days = ngettext("within %(num)d day", "within %(num)d days", curve.days)
    return f"{together(parts)} {days}."
