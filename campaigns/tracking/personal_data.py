"""What tracking holds about an ambassador: their links and how often they were followed."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from campaigns.models import Participation
from campaigns.tracking import operations
from campaigns.tracking.addresses import short_address
from campaigns.tracking.models import (
    ChannelDay,
    FormerCode,
    Link,
    LinkDay,
    LinkQuarter,
    LinkRules,
    LinkTotal,
    RulesDay,
    SpoolOffset,
)
from core.db import db
from core.languages import localised
from core.personal_data import Held, Person, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which links somebody has and how often they were followed."""
    links = db.session.scalars(
        select(Link)
        .join(Link.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(
            joinedload(Link.participation).joinedload(Participation.campaign),
            selectinload(Link.former_codes),
        )
        .order_by(Link.created_at, Link.id)
    ).all()
    yield Held(
        _l("Your links"),
        [
            {
                _l("Campaign"): localised(link.participation.campaign, "name"),
                _l("Channel"): link.channel.label,
                _l("Address"): short_address(link),
                _l("Leads to"): link.target,
                _l("Codes it had before"): ", ".join(one.code for one in link.former_codes),
            }
            for link in links
        ],
    )
    yield _told_days(links)
    if person.account:
        yield _told_bursts(person)


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
                _l("After the end"): day.late,
                _l("Set aside"): day.set_aside,
            }
            for day in days
        ],
    )


def _told_bursts(person: Person) -> Held:
    mine = db.session.scalars(
        select(LinkQuarter)
        .where(LinkQuarter.set_aside_by_id == person.user_id)
        .order_by(LinkQuarter.set_aside_at, LinkQuarter.id)
    )
    return Held(
        _l("Clicks you set aside"),
        [
            {
                _l("When"): one.set_aside_at,
                _l("Clicks"): one.set_aside,
                _l("Why"): one.why,
            }
            for one in mine
        ],
    )


def erase(person: Person) -> None:
    """Leave the links: they are on posters by now, lead on, and say nothing about anybody.

    A code somebody chose may be a name. It leads on as a former code, which no page shows.
    """
    if person.account:
        db.session.execute(
            update(LinkQuarter)
            .where(LinkQuarter.set_aside_by_id == person.user_id)
            .values(set_aside_by_id=None)
            .execution_options(synchronize_session=False)
        )
    for link in db.session.scalars(
        select(Link)
        .join(Link.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(selectinload(Link.former_codes))
    ):
        operations.anonymise(link)


register(
    "links",
    title=_l("Your links"),
    tables=[Link, FormerCode, LinkDay, LinkQuarter],
    tell=tell,
    erase=erase,
    stays={
        "link.code": "drawn at random; the link goes on leading where it led",
        "link.target": "the campaign's own page",
        "link_quarter.why": "the organisation's own record of a result",
        "former_code.code": "on posters and in posts by now; no page shows it",
    },
)
exempt(LinkTotal, "what a link's days add up to")
exempt(ChannelDay, "what all links of a campaign were followed")
exempt(RulesDay, "by which rules visits were told apart")
exempt(LinkRules, "what an organisation adds to the addresses of its links")
exempt(SpoolOffset, "how far the counting has come")
