"""What a place in a cohort holds about its person, and what is left when they are forgotten."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import joinedload, selectinload

from accounts.stand_ins import create_stand_in
from ambassadors.enums import AmbassadorStatus, Benefit, Channel, MailDigest
from ambassadors.models import (
    Ambassador,
    Cohort,
    CohortTopic,
    Pause,
    Policy,
    PolicyAcceptance,
    ambassador_topic,
)
from core.db import db, utcnow
from core.languages import LANGUAGES, localised
from core.personal_data import Held, Person, Words, exempt, register


def tell(person: Person) -> Iterable[Held]:
    """Tell where somebody takes part, on which terms, and what they said yes to."""
    places = _places(person)
    yield Held(_l("Where you take part"), [_told_place(place) for place in places])
    yield Held(
        _l("Breaks"),
        [
            {
                _l("Cohort"): place.cohort.name,
                _l("First day of the break"): pause.starts_on,
                _l("Last day of the break"): pause.ends_on,
            }
            for place in places
            for pause in place.pauses
        ],
    )
    yield Held(
        _l("Policies you accepted"),
        [
            {
                _l("Cohort"): place.cohort.name,
                _l("Version"): acceptance.policy.version,
                _l("When"): acceptance.accepted_at,
            }
            for place in places
            for acceptance in place.acceptances
        ],
    )


def _places(person: Person) -> list[Ambassador]:
    return list(
        db.session.scalars(
            select(Ambassador)
            .where(Ambassador.id.in_(person.places))
            .options(
                joinedload(Ambassador.cohort).joinedload(Cohort.organisation),
                joinedload(Ambassador.unit),
                selectinload(Ambassador.topics),
                selectinload(Ambassador.pauses),
                selectinload(Ambassador.acceptances).joinedload(PolicyAcceptance.policy),
            )
            .order_by(Ambassador.joined_at, Ambassador.id)
        )
    )


def _told_place(place: Ambassador) -> dict[Words, Any]:
    return {
        _l("Organisation"): place.cohort.organisation.name,
        _l("Cohort"): place.cohort.name,
        _l("Unit"): place.unit.name if place.unit else "",
        _l("Function"): place.function,
        _l("State"): place.status,
        _l("Joined"): place.joined_at,
        _l("Left"): place.left_at,
        _l("Topics"): [localised(topic, "name") for topic in place.topics],
        _l("Rhythm"): place.rhythm,
        _l("Where do you like to tell?"): _labels(Channel, place.channels),
        _l("What would you like to get out of it?"): _labels(Benefit, place.benefits),
        _l("Show my name when ambassadors are listed by results"): place.shown_in_ranking,
        _l("Guests may find my first name and say that I told them"): place.named_to_guests,
        _l("Languages you tell in"): [LANGUAGES.get(code, code) for code in place.tells_in],
        _l("No mail from"): f"{place.quiet_from:02}.00",
        _l("No mail until"): f"{place.quiet_until:02}.00",
        _l("How mails come"): place.mail_digest,
        _l("Weekly mail sent last"): place.digest_sent_at,
    }


def _labels(kind: type[Channel] | type[Benefit], values: list[str]) -> list[str]:
    known = {one.value: str(one.label) for one in kind}
    return [known.get(value, value) for value in values]


def erase(person: Person) -> None:
    """Leave of each place only what counts: its cohort, unit and days, with nobody's name."""
    for table in (Pause, PolicyAcceptance):
        db.session.execute(delete(table).where(table.ambassador_id.in_(person.places)))
    chosen = ambassador_topic.c.ambassador_id.in_(person.places)
    db.session.execute(delete(ambassador_topic).where(chosen))
    for place_id in person.places:
        _make_nameless(place_id, person.user_id)


def _make_nameless(place_id: uuid.UUID, user_id: uuid.UUID) -> None:
    """Give a place to somebody who is nobody, a new one each time, so that no two belong together.

    Results are counted by place and stay; whoever held it cannot be found from it.
    """
    nobody = create_stand_in()
    db.session.flush()  # its row comes before the one that points at it
    db.session.execute(
        update(Ambassador)
        .where(Ambassador.id == place_id, Ambassador.user_id == user_id)
        .values(
            user_id=nobody.id,
            function="",
            channels=[],
            benefits=[],
            tells_in=[],
            mail_digest=MailDigest.AT_ONCE,
            digest_sent_at=None,
            shown_in_ranking=False,
            named_to_guests=False,
            status=AmbassadorStatus.LEFT,
            left_at=func.coalesce(Ambassador.left_at, utcnow()),
            erased_at=utcnow(),
        )
    )


register(
    "ambassador",
    title=_l("Where you take part"),
    tables=[Ambassador, ambassador_topic, Pause, PolicyAcceptance],
    tell=tell,
    erase=erase,
)
exempt(Cohort, "the organisation's own words about a season")
exempt(CohortTopic, "topics to choose among")
exempt(Policy, "the organisation's policy; its author is blanked with the account")
