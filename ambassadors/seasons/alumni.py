"""Those who have said that they may be asked again: saying it, taking it back, being asked."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from accounts.models import Organisation, User
from ambassadors.joining.operations import Fate, Invitee, invite_all
from ambassadors.models import Ambassador, Cohort
from ambassadors.seasons import queries
from ambassadors.seasons.errors import NobodyChosen
from ambassadors.seasons.models import Alumnus
from core import erasure_log
from core.db import db, utcnow

KEPT = timedelta(days=2 * 365)


def say_yes(place: Ambassador, *, at: datetime) -> Alumnus:
    """Keep somebody's name and address, so that they may be asked again; twice is once."""
    organisation, user = place.cohort.organisation, place.user
    lock = select(Organisation.id).where(Organisation.id == organisation.id).with_for_update()
    db.session.execute(lock).one()
    email = user.email.lower()
    alumnus = queries.find_alumnus(organisation.id, email)
    if alumnus is None:
        alumnus = Alumnus(organisation=organisation, email=email)
        db.session.add(alumnus)
    alumnus.user, alumnus.cohort = user, place.cohort
    alumnus.name, alumnus.locale, alumnus.said_yes_at = user.name, user.locale, at
    db.session.flush()  # the link in the mail carries its id
    return alumnus


def say_no(place: Ambassador) -> None:
    """Forget a yes, if there was one."""
    alumnus = queries.find_alumnus(place.cohort.organisation_id, place.user.email.lower())
    if alumnus is not None:
        take_back(alumnus)


def take_back(alumnus: Alumnus) -> None:
    """Forget somebody who may not be asked again after all."""
    erasure_log.note("alumnus", alumnus.id)
    db.session.delete(alumnus)


@erasure_log.replays("alumnus")
def take_back_again(line: dict[str, Any]) -> bool:
    """Forget somebody whom a restored backup has brought back."""
    alumnus = db.session.get(Alumnus, uuid.UUID(line["id"]))
    if alumnus is None:
        return False
    take_back(alumnus)
    return True


def ask_again(
    alumni: Sequence[Alumnus], cohort: Cohort, *, actor: User
) -> list[tuple[Alumnus, Fate]]:
    """Invite people to another cohort; return for each what became of it. Raises NobodyChosen."""
    if not alumni:
        raise NobodyChosen
    people = [Invitee(email=a.email, name=a.name, unit=None, locale=a.locale) for a in alumni]
    asked = list(zip(alumni, invite_all(cohort, people, actor=actor), strict=True))
    for alumnus, fate in asked:
        if fate.token:
            alumnus.asked_again_at = utcnow()
    return asked


def forget_old(now: datetime) -> None:
    """Forget those whose yes is two years old."""
    db.session.execute(delete(Alumnus).where(Alumnus.said_yes_at < now - KEPT))
