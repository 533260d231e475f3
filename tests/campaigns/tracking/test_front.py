import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from campaigns.tracking import known_links, spool
from campaigns.tracking.front import TrackedLinks, install
from campaigns.tracking.models import FormerCode
from campaigns.tracking.spool import Spool
from campaigns.tracking.targets import Targets
from core.db import Base, db
from core.settings import Settings
from tests.factories.campaigns import LinkFactory

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1"}
TARGETS = {"KDM4QX": "https://example.org/enrol", "PATH23": "/e/open?code=PATH23"}


def app_behind(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    away = environ.get("tillid.links_away", False)
    start_response("503 Away" if away else "404 Not Found", [])
    return [b"the app"]


@pytest.fixture
def links(tmp_path: Path) -> TrackedLinks:
    return TrackedLinks(
        app_behind, spool=Spool(tmp_path, "node1"), targets=Targets(TARGETS.get, lambda _: ())
    )


def counted(folder: Path) -> list[tuple[str, str]]:
    lines = [line for path in folder.glob("clicks-*") for line in path.read_bytes().splitlines()]
    found = [spool.read_line(line) for line in lines]
    return [(click.code, click.visitor.value) for click in found if click]


def test_a_visit_is_counted_and_sent_on(links: TrackedLinks, tmp_path: Path):
    answer = Client(links).get("/r/KDM4QX", headers=PHONE)
    assert answer.status == "302 Found"
    assert answer.data == b""
    assert dict(answer.headers) == {
        "Location": "https://example.org/enrol",
        "Content-Length": "0",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    assert counted(tmp_path) == [("KDM4QX", "p")]


def test_small_letters_and_what_the_sentence_ended_with_are_the_same_code(
    links: TrackedLinks, tmp_path: Path
):
    for typed in ("kdm4qx", "KDM4QX/", "KDM4QX.", "kdm4qx),", "KDM4QX%22"):
        assert Client(links).get(f"/r/{typed}", headers=PHONE).status_code == 302
    assert counted(tmp_path) == [("KDM4QX", "p")] * 5


def test_a_path_of_our_own_stays_a_path(links: TrackedLinks):
    answer = Client(links).get("/r/PATH23", headers={**PHONE, "Host": "evil.example"})
    assert answer.headers["Location"] == "/e/open?code=PATH23"


def test_looking_ahead_and_robots_are_counted_apart(links: TrackedLinks, tmp_path: Path):
    visitor = Client(links)
    assert visitor.head("/r/KDM4QX", headers=PHONE).status_code == 302
    visitor.get("/r/KDM4QX", headers={**PHONE, "Sec-Purpose": "prefetch"})
    visitor.get("/r/KDM4QX", headers={"User-Agent": "Googlebot/2.1"})
    assert counted(tmp_path) == [("KDM4QX", "v"), ("KDM4QX", "v"), ("KDM4QX", "r")]


@pytest.mark.parametrize("path", ["/", "/r/", "/r/NEW234", "/r/KDM4QX/more", "/my/links", "/r"])
def test_everything_else_goes_to_the_app(links: TrackedLinks, tmp_path: Path, path: str):
    assert Client(links).get(path, headers=PHONE).data == b"the app"
    assert counted(tmp_path) == []


def test_a_post_goes_to_the_app(links: TrackedLinks, tmp_path: Path):
    assert Client(links).post("/r/KDM4QX", headers=PHONE).data == b"the app"
    assert counted(tmp_path) == []


@pytest.mark.parametrize("query", ["url=https://evil.example", "next=//evil.example", "code=NEW"])
def test_the_target_is_never_taken_from_the_request(links: TrackedLinks, query: str):
    answer = Client(links).get(f"/r/KDM4QX?{query}", headers=PHONE)
    assert answer.headers["Location"] == "https://example.org/enrol"


def test_a_broken_disk_does_not_keep_anybody_from_the_page(tmp_path: Path):
    (tmp_path / "spool").write_text("a file stands in the way")
    diary = Spool(tmp_path / "spool", "node1")
    links = TrackedLinks(app_behind, spool=diary, targets=Targets(TARGETS.get, lambda _: ()))
    assert Client(links).get("/r/KDM4QX", headers=PHONE).status_code == 302
    assert diary.degraded()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_forwards_and_says_so(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size=64k,nr_inodes=20 tmpfs '{disk}' 2>/dev/null"):
        pytest.skip("mounting is not allowed here")
    try:
        diary = Spool(disk / "spool", "node1")
        links = TrackedLinks(app_behind, spool=diary, targets=Targets(TARGETS.get, lambda _: ()))
        visitor = Client(links)
        assert visitor.get("/r/KDM4QX", headers=PHONE).status_code == 302
        assert not diary.degraded()
        fill(disk / "ballast")
        statuses = {visitor.get("/r/KDM4QX", headers=PHONE).status_code for _ in range(400)}
        assert statuses == {302}
        assert diary.degraded()
        assert spool.degraded(disk / "spool")
    finally:
        diary.close()
        os.system(f"umount '{disk}'")


def fill(path: Path) -> None:
    try:
        with path.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
    except OSError:
        return


def test_a_link_of_the_database_is_followed(app: Flask, settings: Settings):
    link = LinkFactory(target="/e/open-house?code=X")
    db.session.commit()
    db.session.add(FormerCode(link=link, code="SUMMER"))
    db.session.commit()
    targets = known_links.targets(settings.database_url, settings.data)
    for code in (link.code, "SUMMER"):
        assert targets.target_of(code) == "/e/open-house?code=X"
    assert targets.target_of("NEW234") is None


def test_the_app_shows_its_own_page_for_an_unknown_code(app: Flask, settings: Settings):
    small = Flask("small")
    install(small, settings)
    assert Client(small).get("/r/NEW234", headers=PHONE).status_code == 404


def test_links_work_on_when_the_database_file_is_gone(tmp_path: Path):
    settings = Settings(data=tmp_path, secret_key="x" * 32)
    small = Flask("small")
    small.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    db.init_app(small)
    with small.app_context():
        Base.metadata.create_all(db.engine)
        code = LinkFactory(target="/e/open").code
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    links = install(small, settings)
    visitor = Client(small)
    assert visitor.get(f"/r/{code}", headers=PHONE).headers["Location"] == "/e/open"
    for path in tmp_path.glob("tillid.db*"):
        path.unlink()
    links.targets._known = {code: ("/e/open", 0.0)}  # as if long ago
    for _ in range(3):
        assert visitor.get(f"/r/{code}", headers=PHONE).headers["Location"] == "/e/open"
    assert counted(tmp_path / "spool") == [(code, "p")] * 4
    shutil.rmtree(tmp_path / "spool")


def test_a_spool_that_misses_clicks_is_named_on_the_status_page(make_app):
    app = make_app()
    with app.app_context():
        browser = app.test_client()
        assert browser.get("/readyz").json["checks"]["clicks"] == "ok"
        spool = app.extensions["tracked_links"].spool
        spool.folder.mkdir(parents=True, exist_ok=True)
        (spool.folder / f"missed-{spool.node}").touch()
        answer = browser.get("/readyz")
    assert (answer.status_code, answer.json["checks"]["clicks"]) == (503, "failed")
