"""Results broken down, on paper, shared by a link and sent by mail."""

from datetime import timedelta

from campaigns.results.sharing import operations
from campaigns.results.sharing.models import SharedResult
from tests.core.matrix.campaigns import ORGANISERS, READERS
from tests.core.permission_matrix import Rows
from tests.core.world import EVERYBODY, Who, World, thing
from tests.factories.campaigns import today

PASSWORD = "vinterbad 42"


@thing
def shared_result(world: World) -> SharedResult:
    return operations.share(
        world.campaign,
        for_whom="Byrådet",
        password=PASSWORD,
        last_day=today() + timedelta(days=9),
        today=today(),
        actor=world.people[Who.ORGANISER],
    )


def _results(world: World) -> str:
    return f"/o/{world.slug}/results/{world.campaign.id}"


def _shared(world: World) -> str:
    return f"/shared/{operations.token_of(world.shared_result.id)}"


def _read(endpoint: str, rest: str) -> Rows:
    return Rows(endpoint=endpoint, path=lambda w: f"{_results(w)}{rest}", allowed=READERS)


ROWS = [
    _read("results_breakdown.show", "/by/unit"),
    _read("results_breakdown.download", "/by/unit.csv"),
    _read("results_breakdown.show_people", "/people?by=unit&of="),
    _read("results_breakdown.download_people", "/ambassadors.xlsx"),
    _read("results_paper.show", "/paper"),
    _read("results_paper.show_pdf", "/paper.pdf"),
    _read("results_paper.download", "/paper.csv"),
    Rows(
        endpoint="reader_letters.choose",
        method="POST",
        path=lambda w: f"/o/{w.slug}/results/monthly-mail",
        data=lambda w: {"wanted": "yes"},
        allowed=READERS,
    ),
    Rows(
        endpoint="shared_organiser.list_shared",
        path=lambda w: f"{_results(w)}/shared",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="shared_organiser.list_shared",
        method="POST",
        path=lambda w: f"{_results(w)}/shared",
        data=lambda w: {"for_whom": ""},
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="shared_organiser.take_back",
        method="POST",
        path=lambda w: f"{_results(w)}/shared/{w.shared_result.id}/removal",
        allowed=ORGANISERS,
    ),
    Rows(endpoint="shared_public.show", path=_shared, allowed=EVERYBODY),
    Rows(
        endpoint="shared_public.unlock",
        method="POST",
        path=_shared,
        data=lambda w: {"password": "wrong"},
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="shared_public.show_pdf",
        path=lambda w: f"{_shared(w)}/results.pdf",
        allowed=EVERYBODY,
        answers=frozenset({302}),
    ),
]
