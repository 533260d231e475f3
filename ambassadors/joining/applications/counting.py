"""The statement that counts a page's applications of each sort."""

from itertools import product

from sqlalchemy import ScalarSelect, bindparam, func, select

from ambassadors.joining.applications.listing import Sort
from ambassadors.joining.enums import ApplicationState
from ambassadors.joining.models import Application

HIDDEN = frozenset({ApplicationState.UNCONFIRMED, ApplicationState.AWAITING_GUARDIAN})


def _count(kind: Sort) -> ScalarSelect[int]:
    """Count the applications of one sort: an index answers that without reading a row."""
    state, is_shortlisted, is_erased = kind
    return (
        select(func.count())
        .where(
            Application.page_id == bindparam("page"),
            Application.state == state,
            Application.is_shortlisted.is_(is_shortlisted),
            Application.erased_at.is_not(None) if is_erased else Application.erased_at.is_(None),
        )
        .scalar_subquery()
    )


SORTS: list[Sort] = list(
    product([one for one in ApplicationState if one not in HIDDEN], (False, True), (False, True))
)
COUNTS = select(*(_count(sort) for sort in SORTS))  # written once: that takes as long as sending
