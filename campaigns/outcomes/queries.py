"""Reads about events and sign-ups. No writes, no request, no templates."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from campaigns.enums import OutcomeKind
from campaigns.models import Campaign, Goal
from campaigns.outcomes.models import Event, Outcome, SignUp
from core.db import db


def get_event_by_slug(slug: str) -> Event:
    """Return the event at an address, with its organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Event)
        .where(Event.slug == slug)
        .options(joinedload(Event.organisation), joinedload(Event.campaign))
    ).one()


def get_event(organisation_id: uuid.UUID, event_id: uuid.UUID) -> Event:
    """Return one event of an organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Event)
        .where(Event.id == event_id, Event.organisation_id == organisation_id)
        .options(joinedload(Event.campaign), joinedload(Event.organisation))
    ).one()


def event_of(campaign: Campaign) -> Event | None:
    """Return a campaign's own event."""
    return db.session.scalar(
        select(Event).where(Event.campaign_id == campaign.id).order_by(Event.created_at)
    )


def slug_is_taken(slug: str) -> bool:
    """Say whether some event, of whichever organisation, has this address."""
    return db.session.scalar(select(Event.id).where(Event.slug == slug)) is not None


def find_sign_up(event: Event, email: str) -> SignUp | None:
    """Return the seat somebody has, or had, at an event."""
    return db.session.scalar(
        select(SignUp).where(SignUp.event_id == event.id, SignUp.email == email)
    )


def get_sign_up(token_hash: str) -> SignUp:
    """Return the seat a mailed link is about; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(SignUp)
        .where(SignUp.token_hash == token_hash)
        .options(joinedload(SignUp.event).joinedload(Event.organisation))
    ).one()


def list_sign_ups(event: Event) -> list[SignUp]:
    """Return everybody who is coming, by name."""
    return list(
        db.session.scalars(
            select(SignUp)
            .where(SignUp.event_id == event.id, SignUp.cancelled_at.is_(None))
            .order_by(SignUp.name, SignUp.id)
        )
    )


def get_seat(event: Event, sign_up_id: uuid.UUID) -> SignUp:
    """Return one seat of an event; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(SignUp).where(SignUp.id == sign_up_id, SignUp.event_id == event.id)
    ).one()


def sign_up_goal(campaign: Campaign) -> Goal | None:
    """Return the goal that a sign-up to a campaign's event counts towards."""
    return db.session.scalar(
        select(Goal).where(
            Goal.campaign_id == campaign.id, Goal.outcome_kind == OutcomeKind.EVENT_SIGN_UPS
        )
    )


def outcome_of(sign_up: SignUp) -> Outcome | None:
    """Return the outcome that a sign-up was counted as."""
    return db.session.scalar(
        select(Outcome)
        .where(Outcome.external_ref == str(sign_up.id))
        .options(joinedload(Outcome.participation), joinedload(Outcome.goal))
    )
