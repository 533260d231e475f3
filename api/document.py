"""Version 1 of the API and its OpenAPI 3.1 document."""

from typing import cast

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_smorest import Api

from api import tokens
from api.routes import campaigns, kits, outcomes
from core.access import Audience, stamp
from core.settings import Settings

PREFIX = "/api/v1"


class ApiDocument(Api):
    """An API that leaves the app's own error pages alone; see ``answers``."""

    def _register_error_handlers(self) -> None:
        pass

    def _openapi_json(self) -> ResponseReturnValue:
        return cast(ResponseReturnValue, super()._openapi_json())

    stamp(_openapi_json, Audience.PUBLIC)


def _options(settings: Settings) -> dict[str, object]:
    return {
        "API_TITLE": "Tillid",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": PREFIX,
        "API_SPEC_OPTIONS": {
            "info": {
                "description": "Read campaigns and their results and kits that are out; tell of "
                "outcomes. No answer names a person.",
                "license": {"name": "MPL-2.0", "identifier": "MPL-2.0"},
            },
            "servers": [{"url": settings.base_url}],
            "security": [{"key": []}],
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        },
    }


def init_app(app: Flask) -> None:
    """Register the API and its document."""
    tokens.init_app(app)
    app.config.from_mapping(_options(app.extensions["settings"]))
    api = ApiDocument(app)
    api.register_blueprint(campaigns.bp)
    api.register_blueprint(kits.bp)
    api.register_blueprint(outcomes.bp)
