"""Flask extensions, created once here and bound to the app in ``app.create_app``."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from core.catalogues import Languages
from core.db import READING_METHODS

babel = Languages()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)


@limiter.request_filter
def only_reads() -> bool:
    """Let pages be read without asking the limits: what is counted is what people send in."""
    return request.method in READING_METHODS
