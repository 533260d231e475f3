"""Asking pictured people and keeping their answers. Raise DomainError, may flush, never commit."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts import audit
from accounts.models import User
from core.db import db, utcnow
from media.library import operations as library_operations
from media.library.enums import AssetState
from media.library.people import age, operations, state
from media.library.people.consents.texts import VERSION
from media.library.people.enums import ConsentScope, GivenBy
from media.library.people.errors import NothingChosen
from media.library.people.models import Consent, Occasion, Person, PersonInAsset
from media.library.people.papers import Paper
from media.library.people.withdrawals import operations as withdrawals
from media.library.people.withdrawals import signals
from media.library.people.withdrawals.models import Withdrawal
from media.library.permissions import is_withdrawn


@dataclass(frozen=True, kw_only=True)
class Yes:
    """What somebody agrees to, and how it reached us."""

    pictures: Collection[uuid.UUID]
    channels: Sequence[str]
    until: date
    given_by: GivenBy
    locale: str
    occasion: Occasion | None = None
    guardian_name: str = ""
    proof: Paper | None = None
    recorded_by: User | None = None


def ask(
    person: Person,
    *,
    channels: Sequence[str],
    until: date,
    on: date,
    actor: User,
    was_shown: bool = False,
) -> str:
    """Ask somebody, or their guardian, by mail or on the spot; return the token of their link."""
    person.asked_at, person.asked_channels = utcnow(), list(channels)
    person.asked_until = age.last_day(person, until, on)
    audit.record(
        person.organisation,
        actor=actor,
        action="consent_asked",
        subject=person,
        after={"channels": list(channels), "until": person.asked_until},
    )
    is_guardian = age.needs_guardian(person, on)
    return operations.new_link(person, is_guardian=is_guardian, was_shown=was_shown)


def say_yes(person: Person, yes: Yes, *, on: date) -> Consent:
    """Keep a yes; it takes the place of what was said about these pictures before.

    Channels that are left out, and pictures that are no longer ticked, are taken back.
    Raises NothingChosen.
    """
    chosen = [one for one in person.appearances if one.id in yes.pictures]
    if not chosen or not yes.channels:
        raise NothingChosen
    now = utcnow()
    dropped = [o for o in person.appearances if o.consent and o.id not in yes.pictures]
    withdrawals.drop_channels(person, chosen, keep=yes.channels, way=yes.given_by)
    consent = _kept(person, yes, now, on)
    db.session.add(consent)
    returning = [one for one in chosen if one.refused_at]
    for one in chosen:
        one.consent, one.refused_at = consent, None
    if yes.given_by is not GivenBy.PAPER and dropped:
        withdrawals.withdraw(person, dropped, way=yes.given_by)
    _let_go_of_unused(person, consent, now)
    _make_again(returning)
    signals.tell_of_yes(consent, [one.asset_id for one in chosen])
    audit.record(
        person.organisation,
        actor=yes.recorded_by,
        action="consent_given",
        subject=person,
        after={
            "pictures": len(chosen),
            "channels": list(yes.channels),
            "until": consent.until,
            "way": yes.given_by.value,
        },
    )
    return consent


def stands_already(person: Person, yes: Yes) -> bool:
    """Say whether this very yes was given before, by pressing twice or going back and sending."""
    ticked = {one.consent for one in person.appearances if one.id in yes.pictures}
    in_use = {one.consent for one in person.appearances if one.consent}
    standing = ticked.pop() if len(ticked) == 1 else None
    return (
        standing is not None
        and in_use == {standing}
        and all(one.consent is None for one in person.appearances if one.id not in yes.pictures)
        and set(standing.channels) == set(yes.channels)
        and (standing.until, standing.given_by) == (yes.until, yes.given_by)
        and (standing.occasion, standing.guardian_name) == (yes.occasion, yes.guardian_name)
    )


def _kept(person: Person, yes: Yes, now: datetime, on: date) -> Consent:
    paper = yes.proof
    return Consent(
        person=person,
        scope=ConsentScope.OCCASION if yes.occasion else ConsentScope.PICTURES,
        occasion=yes.occasion,
        channels=list(yes.channels),
        until=age.last_day(person, yes.until, on),
        given_by=yes.given_by,
        given_at=now,
        guardian_name=yes.guardian_name,
        text_version="" if yes.given_by is GivenBy.PAPER else VERSION,
        locale=yes.locale,
        proof_key=paper.key if paper else None,
        proof_mimetype=paper.mimetype if paper else None,
        proof_byte_size=paper.byte_size if paper else None,
        recorded_by_id=yes.recorded_by.id if yes.recorded_by else None,
    )


def _let_go_of_unused(person: Person, newest: Consent, now: datetime) -> None:
    """Note which earlier yeses no picture rests on any more; they stay as proof."""
    in_use = {one.consent for one in person.appearances}
    for earlier in person.consents:
        if earlier is not newest and earlier not in in_use and not earlier.withdrawn_at:
            earlier.replaced_at = earlier.replaced_at or now


def _make_again(marks: Sequence[PersonInAsset]) -> None:
    """Have formats made again whose files went when somebody had said no."""
    for one in marks:
        asset = one.asset
        if asset.state is not AssetState.READY or is_withdrawn(asset):
            continue
        asset.state = AssetState.PROCESSING
        library_operations.make_again(asset)


def say_no(person: Person, *, way: GivenBy) -> Withdrawal | None:
    """Keep a no to everything, said at first or after a yes."""
    return withdrawals.withdraw_all(person, way=way)


def is_open(person: Person, on: date) -> bool:
    """Say whether an answer is waited for."""
    return any(
        one.consent is None or state.has_ended(one.consent, on)
        for one in person.appearances
        if not one.refused_at
    )
