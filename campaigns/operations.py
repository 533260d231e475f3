"""Writes about campaigns. They raise DomainError, may flush, and never commit."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from accounts.models import Membership, Organisation, Unit, User
from ambassadors.enums import Relation
from ambassadors.messages.operations import keep_from
from ambassadors.models import Ambassador, Cohort
from campaigns import landing, queries
from campaigns.enums import LAUNCHED, CampaignStatus, OutcomeKind, Step
from campaigns.errors import (
    CampaignLaunched,
    CampaignNotLive,
    CampaignNotReady,
    LandingMissing,
    TargetNotAllowed,
)
from campaigns.models import Campaign, Participation
from campaigns.signals import draft_deleted, landing_changed, participations_added
from core import jobs
from core.db import db, utcnow
from media.kits.disclosure import strictest
from media.kits.models import Kit
from media.kits.operations import choose_relation

ONE_FORM = timedelta(minutes=1)
AT_ONCE = 500
TAKING_IN = "take_everybody_in"
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, kw_only=True)
class CampaignTexts:
    """What an organiser writes about a campaign."""

    name_da: str
    name_en: str
    pitch_da: str
    pitch_en: str
    starts_on: date
    ends_on: date
    landing_address: str
    relation: Relation

    @property
    def first_name(self) -> str:
        """What it is called in the first language that has a name."""
        return self.name_da or self.name_en


def slug_of(name: str) -> str:
    """Return a name as it can stand in an address: "Åbent hus" becomes "aabent-hus"."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(DANISH))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "campaign"


def create_campaign(
    organisation: Organisation,
    texts: CampaignTexts,
    *,
    cohorts: Iterable[Cohort],
    units: Iterable[Unit] = (),
) -> Campaign:
    """Add a draft campaign, or return the one that the same form has just made.

    Raises TargetNotAllowed for an address off the allow-list.
    """
    queries.hold(organisation)
    made = queries.find_new_draft(organisation.id, asdict(texts), since=utcnow() - ONE_FORM)
    if made is not None:
        return made
    campaign = Campaign(organisation=organisation, slug=free_slug(organisation, texts.first_name))
    edit_campaign(campaign, texts, cohorts=cohorts, units=units)
    db.session.add(campaign)
    db.session.flush()  # the goals and the event that follow need its id
    return campaign


def edit_campaign(
    campaign: Campaign,
    texts: CampaignTexts,
    *,
    cohorts: Iterable[Cohort],
    units: Iterable[Unit] = (),
    actor: User | None = None,
) -> None:
    """Change what a campaign says and whom it is for; a running one takes in who is new to it.

    Whoever has a part keeps it, however narrow the campaign becomes.

    Raises TargetNotAllowed for an address off the allow-list, and LandingMissing when the links
    that people already share would lead nowhere.
    """
    before = campaign.landing_address
    if texts.landing_address != before:
        _check_target(campaign.organisation, texts.landing_address)
    if not texts.landing_address and campaign.status in LAUNCHED:
        raise LandingMissing
    for field in CampaignTexts.__dataclass_fields__:
        setattr(campaign, field, getattr(texts, field))
    campaign.cohorts, campaign.units = list(cohorts), list(units)
    _mark_kits(campaign, actor)
    if campaign.status is CampaignStatus.LIVE:
        _take_in(campaign)
    if campaign.status in LAUNCHED and texts.landing_address != before:
        landing_changed.send(campaign, before=before, actor=actor)


def free_slug(organisation: Organisation, name: str) -> str:
    """Return an address for a campaign of this name that no other of the organisation has."""
    taken = queries.slugs(organisation.id)
    wanted = slug_of(name)
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)


def _check_target(organisation: Organisation, address: str) -> None:
    wrong = landing.refused(address, organisation.allowed_hosts) if address else ""
    if wrong:
        raise TargetNotAllowed(wrong)


def set_kits(campaign: Campaign, kits: Iterable[Kit], *, actor: User | None = None) -> None:
    """Choose which kits belong to a campaign; their first line says at least what it asks for."""
    campaign.kits = list(kits)
    _mark_kits(campaign, actor)


def _mark_kits(campaign: Campaign, actor: User | None) -> None:
    """Let the kits begin with the campaign's line where theirs says less; never with less."""
    for kit in campaign.kits:
        choose_relation(kit, strictest([kit.relation, campaign.relation]), actor=actor)


def set_readers(campaign: Campaign, readers: Iterable[Membership]) -> None:
    """Choose which results readers may read a campaign; who has yet to say yes keeps it."""
    waiting = [reader for reader in campaign.readers if reader.offered_to]
    campaign.readers = [*waiting, *(reader for reader in readers if not reader.offered_to)]


def missing_before_launch(campaign: Campaign) -> list[str]:
    """Return what a campaign still needs, each as a sentence that says what to do."""
    missing = []
    if not campaign.cohorts:
        missing.append(_("Choose whom it is for."))
    kinds = {goal.outcome_kind for goal in campaign.goals if not goal.ended_at}
    if not kinds:
        missing.append(_("Set at least one goal."))
    elif campaign.landing_address.startswith("/") and OutcomeKind.EVENT_SIGN_UPS not in kinds:
        missing.append(_("Set a goal for event sign-ups: that is what your event counts towards."))
    if not campaign.landing_address:
        missing.append(_("Make an event, or give an address that links can lead to."))
    return missing


def launch(campaign: Campaign) -> list[Participation]:
    """Make a campaign live and give every active ambassador of its cohorts a part in it.

    Of many the first get theirs at once and a job gives the others theirs. Launching again takes in
    those who have joined since. Raises CampaignNotReady.
    """
    missing = missing_before_launch(campaign)
    if missing:
        raise CampaignNotReady(" ".join(missing))
    queries.hold(campaign)
    campaign.status = CampaignStatus.LIVE
    return _take_in(campaign)


def _take_in(campaign: Campaign) -> list[Participation]:
    parts = take_in_some(campaign)
    if len(parts) == AT_ONCE:
        jobs.enqueue(TAKING_IN, subject_id=campaign.id)
    return parts


def take_in_again(campaign: Campaign) -> None:
    """Have those who have no part yet taken in after all, unless a job is at it."""
    job = jobs.latest(TAKING_IN, campaign.id)
    if campaign.status is CampaignStatus.LIVE and job is not None and job.has_failed:
        jobs.enqueue(TAKING_IN, subject_id=campaign.id)


def take_in_some(campaign: Campaign) -> list[Participation]:
    """Give the first of those a campaign is for who have no part in it yet one, and return them."""
    db.session.flush()  # the cohorts just chosen are read from the database
    return add_participations(campaign, queries.missing_ambassadors(campaign, limit=AT_ONCE))


def close(campaign: Campaign) -> None:
    """End a campaign: its numbers stay, nothing more is logged. Raises CampaignNotLive."""
    if campaign.status is not CampaignStatus.LIVE:
        raise CampaignNotLive
    campaign.status = CampaignStatus.CLOSED


def delete_draft(campaign: Campaign) -> None:
    """Delete a campaign that nobody has seen, with its event. Raises CampaignLaunched."""
    queries.hold(campaign)
    db.session.refresh(campaign, ["status"])
    if campaign.status is not CampaignStatus.DRAFT:
        raise CampaignLaunched
    draft_deleted.send(campaign)
    db.session.delete(campaign)


def add_participation(campaign: Campaign, ambassador: Ambassador) -> Participation:
    """Give an ambassador a part in a campaign and tell the rooms above."""
    return add_participations(campaign, [ambassador])[0]


def add_participations(campaign: Campaign, people: Sequence[Ambassador]) -> list[Participation]:
    """Give some ambassadors a part in a campaign, many at once, and tell the rooms above."""
    parts = [Participation(campaign=campaign, ambassador=ambassador) for ambassador in people]
    for start in range(0, len(parts), AT_ONCE):
        some = parts[start : start + AT_ONCE]
        db.session.add_all(some)
        db.session.flush()  # listeners make links that point at them
        participations_added.send(campaign, parts=some)
    return parts


def welcome(ambassador: Ambassador) -> None:
    """Give a new ambassador a part in every running campaign that is for them."""
    for campaign in queries.new_campaigns_for(ambassador):
        add_participation(campaign, ambassador)


def decline(participation: Participation, *, at: datetime | None = None) -> None:
    """Step out of a campaign, no reason asked. What was done so far keeps counting."""
    participation.declined_at = participation.declined_at or at or utcnow()
    keep_from(participation.ambassador_id, participation.campaign_id)


def rejoin(participation: Participation) -> None:
    """Undo a declined campaign."""
    participation.declined_at = None


def set_own_target(
    participation: Participation, target: int | None, *, step: Step | None = None
) -> None:
    """Set what somebody wants to reach in a campaign themselves; None for no target."""
    participation.own_target = target
    participation.own_step = step if target is not None else None
