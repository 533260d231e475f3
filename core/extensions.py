"""Flask extensions, created once here and bound to the app in ``app.create_app``."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from core.catalogues import Languages
from core.db import READING_METHODS


class Limits(Limiter):
    """Limits on what people send in. Pages are read without asking the limits anything."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if request.method not in READING_METHODS:
            super()._check_request_limit(callable_name, in_middleware)


babel = Languages()
csrf = CSRFProtect()
limiter = Limits(key_func=get_remote_address)
