"""How the API says no: as JSON, with the code, its name and what to do."""

from typing import Any

from flask_smorest import Blueprint
from flask_smorest.error_handler import ErrorHandlerMixin
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException, NotFound

CODES = (400, 401, 403, 404, 405, 406, 413, 415, 422, 429, 500, 503)


def say_no_in_json(blueprint: Blueprint) -> None:
    """Let errors at the addresses of ``blueprint`` be JSON; other pages keep theirs."""
    for code in CODES:  # one by one, since the app's pages are also chosen by their codes
        blueprint.register_error_handler(code, _answer)
    blueprint.register_error_handler(NoResultFound, _answer_absent)


def _answer(error: HTTPException) -> Any:
    return ErrorHandlerMixin().handle_http_exception(error)


def _answer_absent(_: NoResultFound) -> Any:
    return _answer(NotFound())
