import pytest

from campaigns.tracking.targets import Targets, Unavailable, is_safe_target


class Table:
    """Stands for the database: what it holds, whether it answers, and how often it was asked."""

    def __init__(self, **rows: str) -> None:
        self.rows = rows
        self.away = False
        self.asked: list[str] = []

    def find(self, code: str) -> str | None:
        self.asked.append(code)
        if self.away:
            raise Unavailable
        return self.rows.get(code)

    def first(self, count: int) -> list[tuple[str, str]]:
        if self.away:
            raise Unavailable
        return list(self.rows.items())[:count]


def test_a_known_code_is_asked_for_once_a_second(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr("campaigns.tracking.targets.time.monotonic", lambda: now[0])
    table = Table(KDM4QX="/e/open")
    targets = Targets(table.find, lambda _: ())
    for now[0] in (0.0, 0.5, 0.9, 1.1, 1.9, 2.2):
        assert targets.target_of("KDM4QX") == "/e/open"
    assert len(table.asked) == 3


def test_a_change_is_seen_after_a_second(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr("campaigns.tracking.targets.time.monotonic", lambda: now[0])
    table = Table(KDM4QX="/e/open")
    targets = Targets(table.find, table.first)
    assert targets.target_of("KDM4QX") == "/e/open"
    table.rows = {"KDM4QX": "/e/closed"}
    now[0] = 1.01
    assert targets.target_of("KDM4QX") == "/e/closed"
    table.rows = {}
    now[0] = 2.1
    assert targets.target_of("KDM4QX") is None


def test_the_last_known_targets_serve_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr("campaigns.tracking.targets.time.monotonic", lambda: now[0])
    table = Table(KDM4QX="/e/open", NEVER2="/e/never-followed")
    targets = Targets(table.find, table.first)
    assert targets.target_of("KDM4QX") == "/e/open"
    table.away = True
    now[0] = 3_600.0
    assert targets.target_of("KDM4QX") == "/e/open"
    assert targets.target_of("NEVER2") == "/e/never-followed"
    assert table.asked == ["KDM4QX"]  # one attempt a second, not one a visitor
    with pytest.raises(Unavailable):
        targets.target_of("NEW234")


def test_no_more_codes_are_remembered_than_allowed():
    table = Table(**{f"CODE{n}": f"/e/{n}" for n in range(2_345, 2_400)})
    targets = Targets(table.find, table.first, most=10)
    for code in table.rows:
        targets.target_of(code)
    assert len(targets._known) == 10


def test_an_unsafe_target_in_the_database_leads_nowhere():
    table = Table(KDM4QX="javascript:alert(1)")
    assert Targets(table.find, table.first).target_of("KDM4QX") is None


def test_a_danish_address_becomes_ascii_for_the_header():
    table = Table(KDM4QX="https://blåbær.dk/åbent-hus?by=Nørre")
    location = Targets(table.find, table.first).target_of("KDM4QX")
    assert location == "https://xn--blbr-roah.dk/%C3%A5bent-hus?by=N%C3%B8rre"


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("/e/open-house?code=KDM4QX", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("\\\\evil.example", False),
        ("https:///nowhere", False),
        ("https://user@evil.example", False),
        ("https://user:secret@evil.example", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://example.org", False),
        ("https://example.org/\r\nSet-Cookie: a=b", False),
        ("https://example.org/a b", False),
        ("http://[::1", False),
        ("relative/path", False),
        ("", False),
        ("https://example.org/" + "x" * 6_000, False),
    ],
)
def test_a_link_leads_only_to_the_web_or_to_ourselves(target: str, safe: bool):
    assert is_safe_target(target) is safe
