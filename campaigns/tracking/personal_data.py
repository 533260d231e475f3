"""What tracking holds about an ambassador: their links and how often they were followed."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaigns.models import Participation
from campaigns.tracking.addresses import short_address
from campaigns.tracking.models import Link, LinkDay, SpoolOffset
from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which links somebody has and how often they were followed."""
    links = db.session.scalars(
        select(Link)
        .join(Link.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(joinedload(Link.participation).joinedload(Participation.campaign))
        .order_by(Link.created_at, Link.id)
    ).all()
    yield Held(
        _l("Your links"),
        [
            {
                _l("Campaign"): localised(link.participation.campaign, "name"),
                _l("Channel"): link.channel,
                _l("Address"): short_address(link),
                _l("Leads to"): link.target,
            }
            for link in links
        ],
    )
    yield _told_days(links)


def _told_days(links: Iterable[Link]) -> Held:
    codes = {link.id: link.code for link in links}
    days = db.session.scalars(
        select(LinkDay).where(LinkDay.link_id.in_(codes)).order_by(LinkDay.day, LinkDay.id)
    )
    return Held(
        _l("Clicks by day"),
        [
            {
                _l("Code"): codes[day.link_id],
                _l("Day"): day.day,
                _l("Clicks"): day.clicks,
                _l("Previews"): day.previews,
                _l("Robots"): day.robots,
            }
            for day in days
        ],
    )


def erase(person: Person) -> None:
    """Leave the links: they are on posters by now, lead on, and say nothing about anybody."""


register(
    "links",
    title=_l("Your links"),
    tables=[Link, LinkDay],
    tell=tell,
    erase=erase,
    stays={
        "link.code": "drawn at random; the link goes on leading where it led",
        "link.target": "the campaign's own page",
    },
)
exempt(SpoolOffset, "how far the counting has come")
