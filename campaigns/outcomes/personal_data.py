"""What outcomes hold about an ambassador."""

from collections.abc import Iterable
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import joinedload

from campaigns.models import Goal, Participation
from campaigns.outcomes.imports.models import OutcomeImport, OutcomeImportRow
from campaigns.outcomes.models import Correction, GoalSource, Outcome
from campaigns.outcomes.official.models import OfficialFigure
from campaigns.outcomes.webhooks.models import PretixShop, Webhook, WebhookDelivery
from core.db import Base, db
from core.languages import localised
from core.personal_data import Held, Person, Words, exempt, register

M = TypeVar("M", bound=Base)


def tell(person: Person) -> Iterable[Held]:
    """Tell what came of somebody's telling, without those it came from."""
    outcomes = db.session.scalars(
        select(Outcome)
        .join(Outcome.participation)
        .where(Participation.ambassador_id.in_(person.places))
        .options(joinedload(Outcome.goal).joinedload(Goal.campaign))
        .order_by(Outcome.happened_at, Outcome.id)
    )
    yield Held(
        _l("What came of it"),
        [
            {
                _l("Campaign"): localised(outcome.goal.campaign, "name"),
                _l("How far it has come"): outcome.stage,
                _l("How we know"): outcome.source,
                _l("When"): outcome.happened_at,
            }
            for outcome in outcomes
        ],
    )


def told_by_staff(person: Person) -> Iterable[Held]:
    """Tell what somebody brought in, put right or typed as staff."""
    if person.account:
        yield Held(_l("Lists of outcomes, brought in by you"), _lists(person))
        yield Held(
            _l("Outcomes you put right"),
            [
                {_l("Reason"): one.reason, _l("When"): one.created_at}
                for one in _made(Correction, Correction.made_by_id == person.user_id)
            ],
        )
        yield Held(_l("Official figures you entered"), _figures(person))
        yield Held(
            _l("Systems you let tell of outcomes"),
            [
                {_l("Name"): one.name, _l("When"): one.created_at}
                for one in _made(Webhook, Webhook.made_by_id == person.user_id)
            ],
        )


def _lists(person: Person) -> list[dict[Words, Any]]:
    return [
        {
            _l("File"): one.source_name,
            _l("First row"): one.headings,
            _l("Columns"): one.columns,
            _l("What was wrong with it"): one.problem,
            _l("What became of the rows"): one.counts,
            _l("Brought in"): one.created_at,
        }
        for one in _made(OutcomeImport, OutcomeImport.made_by_id == person.user_id)
    ]


def _figures(person: Person) -> list[dict[Words, Any]]:
    return [
        {
            _l("In Danish"): one.name_da,
            _l("In English"): one.name_en,
            _l("Number"): one.number,
            _l("Source"): one.source_name,
            _l("Address"): one.source_address,
        }
        for one in _made(OfficialFigure, OfficialFigure.entered_by_id == person.user_id)
    ]


def _made(model: type[M], made: ColumnElement[bool]) -> list[M]:
    wanted = select(model).where(made).order_by(model.created_at, model.id)
    return list(db.session.scalars(wanted))


def erase(person: Person) -> None:
    """Leave the outcomes, which are results and name nobody; what was typed loses its author."""
    if not person.account:
        return
    for column in (
        Correction.made_by_id,
        OutcomeImport.made_by_id,
        OutcomeImport.undone_by_id,
        OfficialFigure.entered_by_id,
        Webhook.made_by_id,
    ):
        db.session.execute(
            update(column.class_)
            .where(column == person.user_id)
            .values({column.key: None})
            .execution_options(synchronize_session=False)
        )


def tell_all(person: Person) -> Iterable[Held]:
    """Tell what came of somebody's telling, and what they noted about outcomes as staff."""
    yield from tell(person)
    yield from told_by_staff(person)


OWN_WORDS = "the organisation's own record of a result"

register(
    "outcomes",
    title=_l("What came of it"),
    tables=[Outcome, Correction, OutcomeImport, OfficialFigure, Webhook],
    tell=tell_all,
    erase=erase,
    untold=[
        "outcome.external_ref",
        "outcome_import.storage_key",
        "webhook.salt",
        "webhook.former_salt",
    ],
    stays={
        "outcome.external_ref": "a guest's seat or a list's own number",
        "correction.reason": OWN_WORDS,
        "outcome_import.source_name": OWN_WORDS,
        "outcome_import.storage_key": "made by us, not by a person",
        "outcome_import.columns": OWN_WORDS,
        "outcome_import.headings": OWN_WORDS,
        "outcome_import.problem": OWN_WORDS,
        "outcome_import.counts": "numbers",
        "official_figure.name_da": OWN_WORDS,
        "official_figure.name_en": OWN_WORDS,
        "official_figure.source_name": OWN_WORDS,
        "official_figure.source_address": OWN_WORDS,
        "webhook.name": OWN_WORDS,
        "webhook.salt": "random",
        "webhook.former_salt": "random",
    },
)
exempt(GoalSource, "totals by source, without people")
exempt(OutcomeImportRow, "numbers and codes of a list, without people; forgotten after 30 days")
exempt(PretixShop, "where an event in pretix is, and how it is asked")
exempt(WebhookDelivery, "what came of a message, without its text; forgotten after 30 days")
