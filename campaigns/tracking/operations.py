"""Writes about links. They raise DomainError, may flush, and never commit."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.exc import IntegrityError

from accounts import audit
from accounts.models import Organisation, User
from ambassadors.enums import AmbassadorStatus
from ambassadors.models import Ambassador
from campaigns.models import Campaign, Participation
from campaigns.tracking import addresses, codes, queries
from campaigns.tracking.addresses import WORDS, Marks
from campaigns.tracking.enums import LinkChannel
from campaigns.tracking.errors import (
    CodeReserved,
    CodeRude,
    CodeTaken,
    CodeUnfit,
    OwnCodesClosed,
    TooManyCodes,
    WordUnknown,
)
from campaigns.tracking.models import FormerCode, Link, LinkRules
from core.db import db

MOST_FORMER_CODES = 5


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What an organisation or a campaign decides about its links."""

    marks: Marks = addresses.USUAL
    own_codes: bool = False


def rules_for(campaign: Campaign) -> Rules:
    """Return the rules a campaign's links follow: its own, its organisation's, or the usual."""
    return read_rules(queries.rules_of(campaign.organisation, campaign))


def read_rules(kept: LinkRules | None) -> Rules:
    """Return what some kept rules say; the usual where there are none."""
    if kept is None:
        return Rules()
    marks = Marks(**{name: getattr(kept, name) for name in addresses.USUAL.by_name})
    return Rules(marks=marks, own_codes=kept.own_codes)


def ensure_link(participation: Participation, channel: LinkChannel = LinkChannel.INSTAGRAM) -> Link:
    """Return an ambassador's link for one place, made now if it is the first time."""
    known = queries.link_of(participation, channel)
    return known or _make_links([participation], channel)[0]


def ensure_links(
    parts: Sequence[Participation], channel: LinkChannel = LinkChannel.INSTAGRAM
) -> None:
    """Give those who take part in one campaign a link, all at once; who has one keeps it."""
    have = queries.with_link(parts, channel)
    _make_links([part for part in parts if part.id not in have], channel)


def _make_links(parts: Sequence[Participation], channel: LinkChannel) -> list[Link]:
    links = []
    marks = rules_for(parts[0].campaign).marks if parts else addresses.USUAL
    for part, code in zip(parts, _free_codes(len(parts)), strict=True):
        link = Link(campaign_id=part.campaign.id, participation=part, channel=channel, code=code)
        point(link, marks)
        links.append(link)
    db.session.add_all(links)
    return links


def _free_codes(number: int) -> list[str]:
    """Return so many codes that no link has or had."""
    free: dict[str, None] = {}
    while len(free) < number:
        drawn = {codes.new_code() for _ in range(number - len(free))}
        free |= dict.fromkeys(sorted(drawn - queries.taken(drawn)))
    return list(free)


def point(link: Link, marks: Marks, *, is_erased: bool = False) -> None:
    """Let a link lead where its campaign leads now; one of somebody who has left names no code."""
    participation = link.participation
    has_left = participation.ambassador.status is AmbassadorStatus.LEFT
    link.target = addresses.target_of(
        participation.campaign,
        link.code,
        marks,
        channel=link.channel,
        is_neutral=is_erased or has_left,
    )


def retarget(campaign: Campaign, *, before: str = "", actor: User | None = None) -> int:
    """Let every link of a campaign lead to its present landing address; return how many.

    When they led somewhere else before, that is put on the trail.
    """
    marks = rules_for(campaign).marks
    links = queries.links_of_campaign(campaign)
    for link in links:
        point(link, marks)
    if links and before and before != campaign.landing_address:
        audit.record(
            campaign.organisation,
            actor=actor,
            action="links_redirected",
            subject=campaign,
            before={"landing_address": before},
            after={"landing_address": campaign.landing_address, "links": len(links)},
        )
    return len(links)


def point_all_of(ambassador: Ambassador) -> None:
    """Let somebody's links name no code once they have left, and be theirs when they return."""
    for link in queries.all_links_of(ambassador):
        point(link, rules_for(link.participation.campaign).marks)


def choose_code(link: Link, typed: str, *, actor: User, is_organiser: bool) -> None:
    """Give a link a code that somebody chose; the one it had leads on for good.

    Raises OwnCodesClosed, CodeUnfit, CodeRude, CodeReserved, CodeTaken and TooManyCodes.
    """
    campaign = link.participation.campaign
    rules = rules_for(campaign)
    if not (is_organiser or rules.own_codes):
        raise OwnCodesClosed
    code = checked(typed)
    if code == link.code:
        return
    _swap(link, code)
    point(link, rules.marks)
    audit.record(
        campaign.organisation,
        actor=actor,
        action="link_code_chosen",
        subject=link,
        before={"code": link.former_codes[-1].code},
        after={"code": code},
    )


def anonymise(link: Link) -> None:
    """Let the link of somebody who is erased lead on with a code drawn at random, and name none."""
    if link.former_codes:
        link.former_codes.append(FormerCode(code=link.code))
        link.code = _free_codes(1)[0]
    point(link, rules_for(link.participation.campaign).marks, is_erased=True)


def checked(typed: str) -> str:
    """Return a chosen code as it is kept. Raises CodeUnfit, CodeRude and CodeReserved."""
    code = codes.normalise(typed)
    if code is None:
        raise CodeUnfit
    if codes.is_rude(code):
        raise CodeRude
    if codes.is_reserved(code):
        raise CodeReserved
    return code


def _swap(link: Link, code: str) -> None:
    """Make one code the link's, and the present one a former one."""
    own = next((former for former in link.former_codes if former.code == code), None)
    if own is None and len(link.former_codes) >= MOST_FORMER_CODES:
        raise TooManyCodes(MOST_FORMER_CODES)
    if own is None and queries.code_is_taken(code):
        raise CodeTaken
    if own is not None:
        link.former_codes.remove(own)
        db.session.delete(own)
        db.session.flush()  # its code is free for the row below
    try:
        with db.session.begin_nested():  # somebody may have been quicker
            link.former_codes.append(FormerCode(code=link.code))
            link.code = code
    except IntegrityError as error:
        raise CodeTaken from error


def save_rules(
    organisation: Organisation, rules: Rules, *, campaign: Campaign | None, actor: User
) -> None:
    """Keep what is added to addresses and who chooses codes; links that run follow at once.

    Raises WordUnknown for something in curly brackets that cannot be filled in.
    """
    for name, rule in rules.marks.by_name.items():
        without = addresses.fill(rule, dict.fromkeys((word.strip("{}") for word in WORDS), ""))
        if "{" in without or "}" in without:
            raise WordUnknown(name)
    kept = queries.rules_of(organisation, campaign)
    before = _said(read_rules(kept))
    if kept is None or kept.campaign_id != (campaign.id if campaign else None):
        kept = LinkRules(organisation=organisation, campaign=campaign)
        db.session.add(kept)
    for name, value in _said(rules).items():
        setattr(kept, name, value)
    if before == _said(rules):
        return
    db.session.flush()
    for affected in [campaign] if campaign else queries.campaigns_by_rules_of(organisation):
        retarget(affected)
    audit.record(
        organisation,
        actor=actor,
        action="link_rules_changed",
        subject=campaign or organisation,
        before=before,
        after=_said(rules),
    )


def _said(rules: Rules) -> dict[str, object]:
    return {**asdict(rules.marks), "own_codes": rules.own_codes}
