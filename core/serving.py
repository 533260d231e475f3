"""Serving: what stands before the application, and ``python app.py``, which starts everything."""

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from core import preparing
from core.one_stylesheet import OneStylesheet
from core.settings import Settings

ROOT = Path(__file__).parents[1]
SHORT, LONG = 60 * 60, 60 * 60 * 24 * 365


def init_app(app: Flask) -> None:
    """Serve static files quickly, and believe as many proxies as the settings say."""
    settings: Settings = app.extensions["settings"]
    max_age = SHORT if settings.is_production else 0
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        autorefresh=not settings.is_production,
        max_age=max_age,
        allow_all_origins=False,
        add_headers_function=_harmless,
    )
    headers = {"Cache-Control": f"max-age={max_age}, public"}
    _harmless(headers, "", "")
    app.wsgi_app = OneStylesheet(  # type: ignore[method-assign]
        app.wsgi_app, Path(str(app.static_folder)), headers=headers, is_fixed=settings.is_production
    )
    hops = settings.trusted_proxies
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    preparing.init_app(app)


def _harmless(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def start(create_app: Callable[[Settings], Flask]) -> int:
    """Prepare, serve and work until told to stop; return the exit code."""
    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors():
            click.echo(f"The settings are not right: {problem['msg']}", err=True)
        return 1
    if not _port_is_free(settings):
        click.echo(
            f"Port {settings.port} on {settings.host} is taken. Is Tillid running already? "
            f"Choose another port: PORT={settings.port + 1} python app.py",
            err=True,
        )
        return 1
    os.environ["TILLID_DATA"] = str(settings.data)
    os.chdir(ROOT)
    try:
        preparing.prepare(create_app(settings))
    except OperationalError as error:
        click.echo(f"The database cannot be used: {error.orig}", err=True)
        return 1
    except OSError as error:
        click.echo(f"The data folder cannot be used: {error}", err=True)
        return 1
    _say_hello(settings)
    return _run_until_stopped(settings)


def _port_is_free(settings: Settings) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # there the option would let two listen on one port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    return True


def _say_hello(settings: Settings) -> None:
    click.echo(f"\n  Tillid   {settings.base_url}")
    path = settings.data / "demo.json"
    if settings.is_development and path.exists():
        click.echo("\n  Sign in as")
        for role, person in json.loads(path.read_text(encoding="utf-8")).items():
            click.echo(f"    {role:<12} {person.get('email', ''):<34} {person.get('password', '')}")
    if settings.is_development and not settings.smtp_url:
        click.echo(f"\n  Mail     {settings.base_url}/dev/mail/")
    click.echo(f"  Data     {settings.data}")
    click.echo("\n  Stop with Ctrl+C.\n")


def commands(settings: Settings) -> dict[str, list[str]]:
    """Return the processes of one node by name: one serves pages, one does jobs."""
    python = [sys.executable, "-m"]
    web = [*python, "gunicorn", "-c", "python:core.gunicorn_settings"]
    if os.name == "nt":
        listen = f"--listen={settings.host}:{settings.port}"
        web = [*python, "waitress", listen, f"--threads={settings.web_threads}", "--call"]
        web.append("app:create_app")
    return {"web": web, "worker": [*python, "flask", "--app", "app", "worker"]}


def _run_until_stopped(settings: Settings) -> int:
    """Become the small process that looks after web and worker; the application leaves memory."""
    sys.stdout.flush()
    if os.name != "nt":
        todo = json.dumps(commands(settings))
        os.execv(sys.executable, [sys.executable, "-m", "core.running", todo])  # noqa: S606
    from core import running  # noqa: PLC0415 -- on Windows no process can turn into another one

    return running.run(commands(settings))
