"""Where numbers come from: outcomes, lists of them, connected systems and official figures."""

from datetime import date, timedelta
from typing import Any

from campaigns.outcomes.imports.enums import ListState, RowFate
from campaigns.outcomes.imports.models import OutcomeImport, OutcomeImportRow
from campaigns.outcomes.models import Outcome
from campaigns.outcomes.official.models import OfficialFigure
from campaigns.outcomes.webhooks.models import PretixShop, Webhook
from core import storage
from core.db import db, utcnow
from tests.core.matrix.campaigns import ORGANISERS, READERS
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, World, thing
from tests.factories.campaigns import OutcomeFactory


@thing
def outcome(world: World) -> Outcome:
    return OutcomeFactory(goal=world.campaign.goals[0], external_ref=f"A-{world.slug}")


@thing
def outcome_import(world: World) -> OutcomeImport:
    """A list with one row to put right, and one that waits for its yes."""
    made = OutcomeImport(
        goal=world.campaign.goals[0],
        storage_key=f"outcome-imports/{world.slug}",
        expires_at=utcnow() + timedelta(days=1),
        state=ListState.READY,
        columns={"reference": 0},
        headings=["Nr"],
        has_header=True,
    )
    db.session.add(made)
    db.session.flush()
    storage.save(made.storage_key, b"Nr\nA-7\n", mimetype="text/csv")
    for number, fate in ((2, RowFate.COUNT), (3, RowFate.UNKNOWN_CODE)):
        row = OutcomeImportRow(import_id=made.id, number=number, fate=fate)
        row.reference, row.code, row.status, row.date = f"A-{number}", "", "", ""
        db.session.add(row)
    return made


@thing
def webhook(world: World) -> Webhook:
    made = Webhook(goal=world.campaign.goals[0], name="Tickets", salt="salt")
    db.session.add(made)
    return made


@thing
def pretix_shop(world: World) -> PretixShop:
    made = PretixShop(base_url="https://pretix.eu", organizer="via", event="openday")
    made.webhook = Webhook(goal=world.campaign.goals[0], name="pretix", salt="another")
    made.sealed_token = ""
    db.session.add(made)
    return made


@thing
def official_figure(world: World) -> OfficialFigure:
    made = OfficialFigure(
        campaign=world.campaign,
        name_da="Optagne",
        number=1_940,
        as_of=date(2026, 7, 28),
        source_name="optagelse.dk",
    )
    db.session.add(made)
    return made


def _results(world: World) -> str:
    return f"/o/{world.slug}/results/{world.campaign.id}/outcomes"


def _campaign(world: World) -> str:
    return f"/o/{world.slug}/campaigns/{world.campaign.id}"


def _act(endpoint: str, path: Any, **more: Any) -> Rows:
    return Rows(endpoint=endpoint, method="POST", path=path, allowed=ORGANISERS, **more)


def _list(world: World) -> str:
    return f"{_campaign(world)}/outcomes/lists/{world.outcome_import.id}"


def _webhook(world: World) -> str:
    return f"{_campaign(world)}/connections/{world.webhook.id}"


ROWS = [
    Rows(endpoint="outcomes_reader.list_outcomes", path=_results, allowed=READERS),
    Rows(
        endpoint="outcomes_reader.show_outcome",
        path=lambda w: f"{_results(w)}/{w.outcome.id}",
        allowed=READERS,
    ),
    _act(
        "outcomes_organiser.correct",
        lambda w: f"{_campaign(w)}/outcomes/{w.outcome.id}/corrections",
        data=lambda w: {"stage": "confirmed", "reason": "Seen at the door"},
    ),
    *page("outcomes_organiser.type_in", lambda w: f"{_campaign(w)}/outcomes/new", ORGANISERS),
    *page("outcome_lists.bring_in", lambda w: f"{_campaign(w)}/outcomes/lists", ORGANISERS),
    Rows(
        endpoint="outcome_fixes.download_example",
        path=lambda w: f"{_campaign(w)}/outcomes/lists/example.csv",
        allowed=ORGANISERS,
    ),
    Rows(endpoint="outcome_lists.show", path=_list, allowed=ORGANISERS),
    _act("outcome_lists.read_again", _list),
    _act("outcome_lists.confirm", lambda w: f"{_list(w)}/confirmation"),
    _act("outcome_lists.undo", lambda w: f"{_list(w)}/undoing"),
    _act("outcome_lists.drop", lambda w: f"{_list(w)}/removal"),
    Rows(
        endpoint="outcome_lists.show_progress",
        path=lambda w: f"{_list(w)}/progress",
        allowed=ORGANISERS,
        answers=frozenset({302, 303}),
    ),
    _act("outcome_fixes.mend", lambda w: f"{_list(w)}/fixes"),
    Rows(
        endpoint="outcome_fixes.download",
        path=lambda w: f"{_list(w)}/fix-list.csv",
        allowed=ORGANISERS,
    ),
    *page("webhooks_organiser.list_webhooks", lambda w: f"{_campaign(w)}/connections", ORGANISERS),
    Rows(endpoint="webhooks_organiser.show", path=_webhook, allowed=ORGANISERS),
    _act("webhooks_organiser.change_secret", lambda w: f"{_webhook(w)}/secret"),
    _act("webhooks_organiser.send_test", lambda w: f"{_webhook(w)}/test"),
    _act("webhooks_organiser.end", lambda w: f"{_webhook(w)}/end"),
    Rows(
        endpoint="webhooks_public.take_in",
        method="POST",
        path=lambda w: f"/webhooks/{w.webhook.id}",
        allowed=EVERYBODY,
        answers=frozenset({401}),
        protected=False,
        foreign=frozenset({401}),
    ),
    *page("pretix_organiser.connect", lambda w: f"{_campaign(w)}/connections/pretix", ORGANISERS),
    _act("pretix_organiser.ask_again", lambda w: f"{_webhook(w)}/asking"),
    Rows(
        endpoint="pretix_public.take_hint",
        method="POST",
        path=lambda w: f"/webhooks/{w.pretix_shop.webhook_id}/pretix",
        allowed=EVERYBODY,
        answers=frozenset({422}),
        protected=False,
        foreign=frozenset({422}),
    ),
    *page(
        "official_organiser.list_figures", lambda w: f"{_campaign(w)}/official-figures", ORGANISERS
    ),
    *page(
        "official_organiser.bring_in",
        lambda w: f"{_campaign(w)}/official-figures/list",
        ORGANISERS,
    ),
    _act(
        "official_organiser.remove",
        lambda w: f"{_campaign(w)}/official-figures/{w.official_figure.id}/removal",
    ),
]
