"""The reference: a Flask app that does nothing else, and imports nothing else."""

from flask import Flask, redirect
from werkzeug.wrappers import Response

TARGET = "https://example.org/enrol"


def bare() -> Flask:
    """A Flask app whose only work is to redirect, and to say hello."""
    app = Flask("bare")

    @app.get("/r/<code>")
    def follow(code: str) -> Response:
        return redirect(TARGET)

    @app.get("/")
    def hello() -> str:
        return "hello"

    return app
