"""The house keeps its own rules."""

import ast
import re
from functools import cache
from pathlib import Path

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
    "core/remade.py": "the work of two rooms’ jobs, with no transaction while a decoder runs",
    "demo/load.py": "the demo is loaded by a command, programme by programme",
}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "data", "info", "manager"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def having(pattern: str, paths: list[Path]) -> list[str]:
    """Return which of these files say something that the pattern finds."""
    return [name_of(path) for path in paths if re.search(pattern, path.read_text())]


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring and decorators."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


def test_files_stay_short() -> None:
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py")]
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    lengths = {
        (name_of(path), function.name): own_lines(function)
        for path in SOURCES
        for function in functions(tree_of(path))
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_only_pages_and_commands_commit() -> None:
    others = [
        path
        for path in SOURCES
        if "routes" not in path.parts
        and path.name not in MAY_COMMIT
        and name_of(path) not in COMMITS_BY_NAME
    ]
    assert having(r"\bsession\.commit\(\)", others) == []


def test_nobody_uses_the_old_query_style() -> None:
    assert having(r"\b[A-Z]\w+\.query\b|session\.query\(|backref=", SOURCES) == []


def test_names_say_something() -> None:
    assert [name_of(path) for path in SOURCES if path.stem in NAMELESS] == []
    # SQLAlchemy gives its type decorators' methods their names.
    given = {"process_bind_param", "process_result_value"}
    vague = [
        (name_of(path), function.name)
        for path in SOURCES
        for function in functions(tree_of(path))
        if function.name.startswith(("handle_", "process_")) and function.name not in given
    ]
    assert vague == []


def test_a_room_opens_with_a_docstring_only() -> None:
    doors = {p: tree_of(p) for p in ROOM_FILES if p.name == "__init__.py"}
    assert [name_of(p) for p, tree in doors.items() if not ast.get_docstring(tree)] == []
    assert [name_of(p) for p, tree in doors.items() if len(tree.body) != 1] == []


def test_every_folder_of_code_is_a_package() -> None:
    assert [name_of(p) for p in PACKAGES if not (p / "__init__.py").exists()] == []


def test_every_test_checks_something() -> None:
    tests = {
        path: [f for f in functions(tree_of(path)) if f.name.startswith("test_")]
        for path in TEST_FILES
    }
    assert [name_of(path) for path, found in tests.items() if not found] == [], "without tests"
    careless = [
        (name_of(path), test.name)
        for path, found in tests.items()
        for test in found
        if not checks_something(test)
    ]
    assert careless == []


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


def test_limits_count_what_is_sent_in_only() -> None:
    """Nobody counts reading (core.extensions.Limits), so a limit on it would do nothing."""
    limiting = [path for path in SOURCES if "limiter.limit" in path.read_text()]
    assert {name_of(p): found for p in limiting if (found := limits_on_reading(tree_of(p)))} == {}


def limits_on_reading(tree: ast.Module) -> list[str]:
    """Return the limits that neither stand on a POST nor name it as their only method."""
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
    return [
        ast.unparse(limit)
        for limit in limits
        if limit not in only_posts
        and [ast.unparse(word.value) for word in limit.keywords if word.arg == "methods"]
        != ["['POST']"]
    ]
