"""Which column of a list holds what: as last time, by heading, or by what stands in it. Pure."""

from collections.abc import Collection, Mapping, Sequence

from campaigns.outcomes.imports.enums import Column
from campaigns.outcomes.imports.references import code_in
from core.lists import bare, places

HEADINGS: dict[Column, frozenset[str]] = {
    Column.REFERENCE: frozenset(
        [
            "nr",
            "nummer",
            "no",
            "number",
            "id",
            "reference",
            "referencenr",
            "ordre",
            "ordrenr",
            "ordrenummer",
            "order",
            "orderid",
            "orderno",
            "ordernumber",
            "ordercode",
            "bestilling",
            "bestillingsnr",
            "bookingnr",
            "booking",
            "tilmeldingsnr",
            "tilmeldingsnummer",
            "registreringsnr",
            "registrationid",
            "registrationno",
            "deltagernr",
            "deltagernummer",
            "medlemsnr",
            "medlemsnummer",
            "memberid",
            "svarid",
            "responseid",
            "billetnr",
            "ticket",
            "ticketno",
        ]
    ),
    Column.CODE: frozenset(
        [
            "kode",
            "code",
            "ref",
            "ambassadør",
            "ambassador",
            "ambassadørkode",
            "ambassadorcode",
            "ambassadørlink",
            "link",
            "henvisningskode",
            "referral",
            "referralcode",
            "kampagnekode",
            "rabatkode",
        ]
    ),
    Column.STATUS: frozenset(["status", "tilstand", "state", "fremmøde", "attendance"]),
    Column.DATE: frozenset(
        [
            "dato",
            "date",
            "tidspunkt",
            "tid",
            "tilmeldingsdato",
            "tilmeldtdato",
            "oprettet",
            "created",
            "createdat",
            "registered",
            "timestamp",
            "tidsstempel",
            "statusdato",
        ]
    ),
}
MOST_TITLE_ROWS = 10


def title_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows stand above the headings, as when a sheet begins with its title."""
    for number, row in enumerate(rows[:MOST_TITLE_ROWS]):
        if len(places(row, HEADINGS)) > 1:
            return number
    return 0


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names the columns."""
    return bool(rows) and bool(places(rows[0], HEADINGS))


def recognise(
    rows: Sequence[Sequence[str]],
    *,
    header: bool,
    last_time: Mapping[str, str],
    codes: Collection[str],
) -> dict[str, int]:
    """Return in which column each thing stands, as far as that can be told.

    ``last_time`` is the heading each thing had in the list before; it comes first.
    """
    headings = [bare(cell) for cell in rows[0]] if header and rows else []
    found = {
        column: headings.index(bare(heading))
        for column, heading in last_time.items()
        if bare(heading) and bare(heading) in headings
    }
    for column, number in places(headings, HEADINGS).items():
        if number not in found.values():
            found.setdefault(column, number)
    holding = _most_codes(rows[1:] if header else rows, codes)
    if Column.CODE not in found and holding is not None:
        found[Column.CODE.value] = holding
    return found


def _most_codes(rows: Sequence[Sequence[str]], codes: Collection[str]) -> int | None:
    width = max((len(row) for row in rows), default=0)
    counts = [
        sum(code_in(row[n]) in codes for row in rows if n < len(row) and row[n])
        for n in range(width)
    ]
    return counts.index(max(counts)) if any(counts) else None
