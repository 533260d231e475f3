"""The house keeps its own rules."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOMS, ROOT

ROOM_FILES = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))
SOURCES = [ROOT / "app.py", *ROOM_FILES]
TEST_FILES = sorted((ROOT / "tests").rglob("test_*.py"))
PACKAGES = sorted({p.parent for p in [*ROOM_FILES, *(ROOT / "tests").rglob("*.py")]})
LONGEST_FILE, LONGEST_FUNCTION = 300, 30
MAY_COMMIT = {"cli.py", "jobs.py"}
# Foundations that end a transaction of their own, and why.
COMMITS_BY_NAME = {
    "core/job_registry.py": "a job's progress is visible while it works",
    "core/job_running.py": "a job's row says at once that the job has begun, got on or ended",
    "core/mail.py": "a job: no transaction is kept open while a slow mail server answers",
    "accounts/security.py": "Flask-Security's own pages leave the commit to its datastore",
    "demo/load.py": "the demo is loaded by a command, programme by programme",
}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "data", "info", "manager"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring and decorators."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_functions_stay_short(path: Path) -> None:
    long = {
        function.name: own_lines(function)
        for function in functions(ast.parse(path.read_text()))
        if own_lines(function) > LONGEST_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_pages_and_commands_commit(path: Path) -> None:
    is_page = "routes" in path.parts or path.name in MAY_COMMIT
    if not is_page and name_of(path) not in COMMITS_BY_NAME:
        assert not re.search(r"\bsession\.commit\(\)", path.read_text())


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nobody_uses_the_old_query_style(path: Path) -> None:
    assert not re.search(r"\b[A-Z]\w+\.query\b|session\.query\(|backref=", path.read_text())


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_names_say_something(path: Path) -> None:
    assert path.stem not in NAMELESS
    # SQLAlchemy gives its type decorators' methods their names.
    given = {"process_bind_param", "process_result_value"}
    vague = [
        f.name
        for f in functions(ast.parse(path.read_text()))
        if f.name.startswith(("handle_", "process_")) and f.name not in given
    ]
    assert vague == []


@pytest.mark.parametrize("path", [p for p in ROOM_FILES if p.name == "__init__.py"], ids=name_of)
def test_a_room_opens_with_a_docstring_only(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


@pytest.mark.parametrize("path", PACKAGES, ids=name_of)
def test_every_folder_of_code_is_a_package(path: Path) -> None:
    assert (path / "__init__.py").exists()


@pytest.mark.parametrize("path", TEST_FILES, ids=name_of)
def test_every_test_checks_something(path: Path) -> None:
    tests = [f for f in functions(ast.parse(path.read_text())) if f.name.startswith("test_")]
    assert tests, "a test file without tests"
    assert [test.name for test in tests if not checks_something(test)] == []


def checks_something(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Say whether a test asserts, expects an error, or calls something named for its check."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Attribute) and node.attr in {"raises", "warns", "fail"}:
            return True
        called = node.func if isinstance(node, ast.Call) else None
        name = getattr(called, "attr", getattr(called, "id", ""))
        if str(name).startswith(("assert_", "audit_", "expect")):
            return True
    return False


def test_exceptions_to_the_rules_still_exist() -> None:
    ready = [name for name in COMMITS_BY_NAME if (ROOT / name).exists()]
    needless = [name for name in ready if ".commit()" not in (ROOT / name).read_text()]
    assert needless == []


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    homes = re.compile(r"/(?:home|Users|root)/\w+")
    assert [name_of(p) for p in SOURCES if homes.search(p.read_text())] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_limits_count_what_is_sent_in_only(path: Path) -> None:
    """Nobody counts reading (core.extensions.Limits), so a limit on it would do nothing."""
    tree = ast.parse(path.read_text())
    only_posts = {
        decorator
        for function in functions(tree)
        if any(
            ast.unparse(decorator).startswith("bp.post(") for decorator in function.decorator_list
        )
        for decorator in function.decorator_list
    }
    limits = [
        call
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "limiter.limit"
    ]
    for limit in limits:
        methods = [ast.unparse(word.value) for word in limit.keywords if word.arg == "methods"]
        assert limit in only_posts or methods == ["['POST']"], ast.unparse(limit)
