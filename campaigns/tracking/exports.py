"""The links of a campaign as a list to take along."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from campaigns.tracking.addresses import address_of_code
from campaigns.tracking.visits import LinkRow


def headings() -> list[str]:
    """Return the columns."""
    return [
        _("Name"),
        _("Channel"),
        _("Code"),
        _("Address"),
        _("Clicks"),
        _("Previews"),
        _("Robots"),
        _("After the end"),
        _("Set aside"),
    ]


def rows(found: Iterable[LinkRow]) -> Iterator[list[object]]:
    """Yield the cells of each link."""
    for one in found:
        visits = one.visits
        yield [
            one.name or _("Former ambassador"),
            str(one.channel.label),
            one.code,
            address_of_code(one.code),
            visits.clicks,
            visits.previews,
            visits.robots,
            visits.late,
            visits.set_aside,
        ]
