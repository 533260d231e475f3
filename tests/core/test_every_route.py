"""Promises that hold for every route, so nobody has to remember them."""

import re
import subprocess
import sys

from flask import Flask

from core.access import Audience
from core.db import Base
from tests.conftest import ROOT

UNGUARDED = {"static"}  # the product's own files
STAFF = {Audience.ORGANISER, Audience.READER, Audience.LEADER, Audience.OWNER}


def test_every_view_says_who_may_open_it(plain_app: Flask) -> None:
    undecided = {
        name
        for name, view in plain_app.view_functions.items()
        if name not in UNGUARDED and not getattr(view, "audiences", None)
    }
    assert undecided == set()


def test_paths_are_lower_case_with_dashes(plain_app: Flask) -> None:
    odd = [
        rule.rule
        for rule in plain_app.url_map.iter_rules()
        if re.search(r"[A-Z_]", re.sub(r"<[^>]*>", "", rule.rule))
    ]
    assert odd == []


def test_path_parameters_are_typed(plain_app: Flask) -> None:
    untyped = [
        rule.rule
        for rule in plain_app.url_map.iter_rules()
        if rule.endpoint not in UNGUARDED
        and not rule.endpoint.startswith("security.")  # Flask-Security's own addresses
        and re.search(r"<[^:>]+>", rule.rule)
    ]
    assert untyped == []


def test_staff_pages_name_their_organisation(plain_app: Flask) -> None:
    lost = [
        rule.rule
        for rule in plain_app.url_map.iter_rules()
        if getattr(plain_app.view_functions[rule.endpoint], "audiences", set()) & STAFF
        and not rule.rule.startswith("/o/<slug:organisation>")
    ]
    assert lost == []


def test_nothing_but_reading_and_sending_is_asked_for(plain_app: Flask) -> None:
    """Forms can only GET and POST, so pages that work without scripts ask for nothing else."""
    methods = {
        method
        for rule in plain_app.url_map.iter_rules()
        if not rule.rule.startswith("/api/")
        for method in rule.methods or set()
    }
    assert methods <= {"GET", "HEAD", "OPTIONS", "POST"}


def test_the_app_alone_knows_every_table() -> None:
    """Migrations compare with what the app imports, so a forgotten table would be dropped."""
    code = (
        "from app import create_app; from core.db import Base; create_app();"
        "print(*sorted(Base.metadata.tables))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.stdout.split() == sorted(Base.metadata.tables), answer.stderr
