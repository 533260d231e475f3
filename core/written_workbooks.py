"""Lists written as XLSX files."""

import io
from collections.abc import Iterable, Sequence


def written(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return an XLSX file with one sheet; every cell is a number or text, never a formula."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 -- large, and few pages need it

    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, plain) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                write = sheet.write_number if isinstance(value, int) else sheet.write_string
                write(number, column, value if isinstance(value, int) else str(value))
    return file.getvalue()
