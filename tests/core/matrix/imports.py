"""Bringing in lists of people to invite. A list is seen by who brought it in, and nobody else."""

from ambassadors.joining.imports.models import InvitationImport
from core import storage
from tests.core.permission_matrix import Rows, page
from tests.core.world import Who, World, thing
from tests.factories.joining import ImportRowFactory, InvitationImportFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})
OWN = frozenset({Who.ORGANISER})
HIDDEN = {Who.OWNER: 404}
DETOUR = frozenset({302, 303})


@thing
def invitation_import(world: World) -> InvitationImport:
    """A list with one row that waits for the organiser's yes."""
    made = InvitationImportFactory(cohort=world.cohort, made_by=world.people[Who.ORGANISER])
    storage.save(made.storage_key, b"Navn;E-mail\nBo;bo@example.dk\n", mimetype="text/csv")
    ImportRowFactory(of=made)
    return made


def lists(world: World) -> str:
    return f"/o/{world.slug}/cohorts/{world.cohort.id}/invitations/lists"


def own(world: World) -> str:
    return f"{lists(world)}/{world.invitation_import.id}"


COLUMNS = {
    "email": "1",
    "name": "0",
    "last_name": "",
    "unit": "",
    "language": "",
    "has_header": "y",
    "unknown_units": "blank",
    "locale": "da",
}

ROWS = [
    *page(
        "imports_organiser.bring_in",
        lists,
        ORGANISERS,
        data=lambda w: {"pasted": "Navn;E-mail\nBo;bo@example.dk\n"},
    ),
    Rows(
        endpoint="imports_organiser.download_example",
        path=lambda w: f"{lists(w)}/example.csv",
        allowed=ORGANISERS,
    ),
    Rows(endpoint="imports_organiser.show", path=own, allowed=OWN, says=HIDDEN),
    Rows(
        endpoint="imports_organiser.read_again",
        method="POST",
        path=own,
        data=lambda w: COLUMNS,
        allowed=OWN,
        says=HIDDEN,
    ),
    *(
        Rows(
            endpoint=f"imports_organiser.{view}",
            method="POST",
            path=lambda w, last=last: f"{own(w)}/{last}",
            allowed=OWN,
            says=HIDDEN,
        )
        for view, last in (("confirm", "confirmation"), ("drop", "removal"))
    ),
    Rows(
        endpoint="imports_organiser.show_progress",
        path=lambda w: f"{own(w)}/progress",
        allowed=OWN,
        says=HIDDEN,
        answers=DETOUR,
    ),
    Rows(
        endpoint="imports_organiser.download_left_out",
        path=lambda w: f"{own(w)}/left-out.csv",
        allowed=OWN,
        says=HIDDEN,
    ),
]
