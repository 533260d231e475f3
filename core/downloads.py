"""Answers that a browser saves as a file."""

from collections.abc import Iterable, Iterator, Sequence

from flask import Response, stream_with_context

from core.spreadsheets import csv_lines


def attachment(content: str | bytes | Iterator[str], mimetype: str, name: str) -> Response:
    """Return an answer that is saved under a name (without folders) and kept by no cache."""
    body = content if isinstance(content, str | bytes) else stream_with_context(content)
    response = Response(body, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """Return rows as a CSV file that Danish Excel opens; lines leave while rows are read."""
    return attachment(csv_lines(headings, rows), "text/csv", name)
