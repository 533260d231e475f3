"""The tests' own tools: what they promise to refuse, they refuse."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, render_template_string, request
from sqlalchemy import func, select, update

from accounts.models import Organisation
from core.access import Audience, open_to
from core.db import db
from tests.audit import BadPage, audit_page
from tests.client import AuditingClient

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Kits</title></head>
<body><main><h1>Kits</h1>{}</main></body></html>"""


def _organisation() -> Organisation:
    return Organisation(name="Odder", slug="odder")


def test_each_test_starts_with_empty_tables(app: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 0
    db.session.add(_organisation())
    db.session.commit()


def test_what_another_test_committed_is_gone(app: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 0
    db.session.add(_organisation())
    db.session.commit()


@pytest.mark.parametrize(
    "fault",
    [
        "<p>unclosed <b>bold</p>",
        "<h1>A second heading</h1>",
        "<input name='email' id='email'>",
        "<p id='a'></p><p id='a'></p>",
        "<p style='color:red'>red</p>",
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        "<button onclick='x()'>Go</button>",
        "<a href='javascript:x()'>Go</a>",
        "<img src='https://example.org/a.png' alt=''>",
        "<img srcset='/a.png 1x, //example.org/b.png 2x' src='/a.png' alt=''>",
        "<form action='https://example.org/'><button>Go</button></form>",
        "<img src='/a.png'>",
        "<form method='post'><button>Go</button></form>",
        "<button></button>",
        "<a href='/kits'><img src='/a.png' alt=''></a>",
        "<p aria-describedby='nothing'>Text</p>",
        "<label for='nothing'>Name</label>",
    ],
)
def test_a_bad_page_is_refused(fault: str) -> None:
    audit_page(PAGE.format("<p>Text</p>"))
    with pytest.raises(BadPage):
        audit_page(PAGE.format(fault))


def test_a_good_form_passes() -> None:
    audit_page(
        PAGE.format(
            "<form method='post' action='/kits'><input type='hidden' name='csrf_token' value='x'>"
            "<label for='title'>Title</label><input id='title' name='title'>"
            "<button>Save</button></form><a href='https://example.org/'>Elsewhere</a>"
        )
    )


def test_a_fragment_needs_no_heading() -> None:
    audit_page("<ul><li>One</li></ul>", whole=False)


@pytest.fixture
def odd_views(make_app: Callable[..., Flask]) -> Iterator[AuditingClient]:
    """An app with views that misbehave in one way each."""
    app = make_app()
    app.add_url_rule(
        "/rename", view_func=open_to(Audience.PUBLIC)(_rename), methods=["GET", "POST"]
    )
    app.add_url_rule("/forget", view_func=open_to(Audience.PUBLIC)(_forget), methods=["POST"])
    app.add_url_rule("/refuse", view_func=open_to(Audience.PUBLIC)(_refuse), methods=["POST"])
    with app.app_context():
        db.create_all()
        db.session.add(_organisation())
        db.session.commit()
        client = app.test_client()
        assert isinstance(client, AuditingClient)
        yield client
        db.session.remove()


def _rename() -> str:
    db.session.execute(update(Organisation).values(name=request.args.get("name", "Ny")))
    db.session.commit()
    return render_template_string("done")


def _forget() -> str:
    db.session.add(Organisation(name="Glemt", slug="glemt"))
    db.session.flush()
    return render_template_string("done")


def _refuse() -> tuple[str, int]:
    db.session.add(Organisation(name="Afvist", slug="afvist"))
    return "{}", 409


def test_a_get_that_writes_is_refused(odd_views: AuditingClient) -> None:
    with pytest.raises(AssertionError, match="changed the database"):
        odd_views.get("/rename")


def test_a_forgotten_commit_is_refused(odd_views: AuditingClient) -> None:
    with pytest.raises(AssertionError, match="forgot to commit"):
        odd_views.post("/forget")


def test_a_refusal_leaves_nothing_behind(odd_views: AuditingClient) -> None:
    with pytest.raises(BadPage):
        odd_views.post("/refuse")
    db.session.commit()
    assert db.session.scalars(select(Organisation.slug)).all() == ["odder"]


def test_a_forged_request_is_refused(odd_views: AuditingClient) -> None:
    with pytest.raises(BadPage):  # the plain answers above are no pages; only the status matters
        odd_views.post("/rename?name=Lovlig")
    assert db.session.scalars(select(Organisation.name)).all() == ["Lovlig"]


def test_no_test_reaches_the_network() -> None:
    import socket  # noqa: PLC0415

    from pytest_socket import SocketConnectBlockedError  # noqa: PLC0415

    with pytest.warns(UserWarning, match="tried to use"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
