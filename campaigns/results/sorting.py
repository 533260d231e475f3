"""The rows of a breakdown in the order somebody asks for, and those whose name holds some words."""

from collections.abc import Collection

from campaigns.results.enums import By
from campaigns.results.tables import Row, Table


def sorted_by(table: Table, wanted: str) -> str:
    """Return the column a table is sorted by: the one asked for, else what it is about."""
    if wanted == "name" or wanted in table.columns:
        return wanted
    return "" if table.by is By.PERIOD else table.leading


def sorted_rows(table: Table, wanted: str) -> list[Row]:
    """Return a table's rows by a column, the most first; by name, or as time goes."""
    column = sorted_by(table, wanted)
    if not column:
        return list(table.rows)
    if column == "name":
        return sorted(table.rows, key=lambda row: (row.rank, row.label.casefold()))
    place = table.columns.index(column)
    return sorted(table.rows, key=lambda row: (row.rank, -(row.cells[place] or 0)))


def holding(rows: Collection[Row], words: str) -> list[Row]:
    """Return the rows whose name holds some words."""
    wanted = words.casefold().strip()
    return [row for row in rows if wanted in row.label.casefold()]
