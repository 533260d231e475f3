"""Reads about events and sign-ups. No writes, no request, no templates."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from campaigns.enums import CampaignStatus
from campaigns.models import Campaign
from campaigns.outcomes.events.models import Event, EventField, SignUp
from core.db import db
from media.library.enums import PictureChannel
from media.library.models import Asset
from media.library.queries import usable

PICTURES_TO_CHOOSE = 24


def get_event_by_slug(slug: str) -> Event:
    """Return the event at an address, with its organisation; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(Event)
        .where(Event.slug == slug)
        .options(
            joinedload(Event.organisation),
            joinedload(Event.campaign),
            joinedload(Event.picture).selectinload(Asset.renditions),
            selectinload(Event.fields),
        )
    ).one()


def event_of(campaign: Campaign) -> Event | None:
    """Return a campaign's own event."""
    return db.session.scalar(
        select(Event).where(Event.campaign_id == campaign.id).order_by(Event.created_at)
    )


def get_event_of(campaign: Campaign) -> Event:
    """Return a campaign's own event; NoResultFound becomes a 404."""
    return db.session.scalars(select(Event).where(Event.campaign_id == campaign.id)).one()


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
        .options(
            joinedload(SignUp.event).joinedload(Event.organisation),
            joinedload(SignUp.event).joinedload(Event.campaign),
            joinedload(SignUp.event).selectinload(Event.fields),
        )
    ).one()


def seats_with_answers(event: Event) -> list[SignUp]:
    """Return everybody who signed up for an event."""
    return list(
        db.session.scalars(select(SignUp).where(SignUp.event_id == event.id).order_by(SignUp.id))
    )


def get_field(event: Event, field_id: uuid.UUID) -> EventField:
    """Return one thing an event asks; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(EventField).where(EventField.id == field_id, EventField.event_id == event.id)
    ).one()


def events_of(organisation_id: uuid.UUID) -> list[Event]:
    """Return an organisation's events, latest first."""
    found = select(Event).where(Event.organisation_id == organisation_id)
    found = found.options(joinedload(Event.campaign), selectinload(Event.fields))
    return list(db.session.scalars(found.order_by(Event.starts_at.desc(), Event.id)))


def list_sign_ups(event: Event) -> list[SignUp]:
    """Return everybody who has a seat, by name."""
    standing = (SignUp.cancelled_at.is_(None), SignUp.turn.is_(None))
    return list(
        db.session.scalars(
            select(SignUp)
            .where(SignUp.event_id == event.id, *standing)
            .order_by(SignUp.name, SignUp.id)
        )
    )


def get_seat(event: Event, sign_up_id: uuid.UUID) -> SignUp:
    """Return one seat of an event; NoResultFound becomes a 404."""
    return db.session.scalars(
        select(SignUp).where(SignUp.id == sign_up_id, SignUp.event_id == event.id)
    ).one()


def pictures_to_choose(campaign: Campaign, on: date, *, chosen: Event | None) -> list[Asset]:
    """Return the pictures that may be shown on a day: the event's own, then the newest."""
    own_first = [(Asset.id == chosen.picture_id).desc()] if chosen and chosen.picture_id else []
    return list(
        db.session.scalars(
            select(Asset)
            .where(
                Asset.organisation_id == campaign.organisation_id,
                usable(on, PictureChannel.WEBSITE),
            )
            .options(selectinload(Asset.renditions))
            .order_by(*own_first, Asset.created_at.desc(), Asset.id)
            .limit(PICTURES_TO_CHOOSE)
        )
    )


def events_with(asset_id: uuid.UUID) -> list[Event]:
    """Return the events whose page shows a picture, latest first."""
    found = select(Event).where(Event.picture_id == asset_id)
    return list(db.session.scalars(found.order_by(Event.starts_at.desc(), Event.id)))


def is_on_event_page(asset_id: uuid.UUID) -> bool:
    """Say whether a picture is on the page of an event that is open to the public."""
    return (
        db.session.scalar(
            select(Event.id)
            .join(Event.campaign)
            .where(Event.picture_id == asset_id, Campaign.status != CampaignStatus.DRAFT)
        )
        is not None
    )
