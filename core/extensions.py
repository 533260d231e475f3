"""Flask extensions, created once here and bound to the app in ``app.create_app``."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from limits import parse_many
from werkzeug.exceptions import TooManyRequests

from core.catalogues import Languages
from core.db import READING_METHODS


class Limits(Limiter):
    """Limits on what people send in. Pages are read without asking the limits anything."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if request.method not in READING_METHODS:
            super()._check_request_limit(callable_name, in_middleware)

    def count_reading(self, what: str, limits: str) -> None:
        """Count what one address reads and must not try through. Raises TooManyRequests."""
        place = get_remote_address()
        if self.enabled and not all(
            self.limiter.hit(one, what, place) for one in parse_many(limits)
        ):
            raise TooManyRequests


babel = Languages()
csrf = CSRFProtect()
limiter = Limits(key_func=get_remote_address)
