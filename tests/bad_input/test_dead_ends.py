"""Links that lead nowhere say so in the visitor's own language, and what to do now."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from core.db import db, utcnow
from tests.client import AuditingClient
from tests.factories.campaigns import EventFactory
from tests.factories.joining import InvitationFactory

TOKEN = "d" * 43
LONGEST_ADDRESS = "x" * 3_000


def invited(**changes: object) -> str:
    invitation = InvitationFactory(token=TOKEN)
    for name, value in changes.items():
        setattr(invitation, name, value)
    db.session.commit()
    return f"/invitations/{TOKEN}"


DEAD_ENDS: dict[str, tuple[Callable[[], str], int]] = {
    "a code nobody has": (lambda: "/r/NOBODY", 404),
    "a code full of odd letters": (lambda: "/r/%F0%9F%A6%8A%00%E2%80%AE", 404),
    "an expired invitation": (lambda: invited(expires_at=utcnow() - timedelta(days=1)), 410),
    "a used invitation": (lambda: invited(accepted_at=utcnow()), 410),
    "a withdrawn invitation": (lambda: invited(revoked_at=utcnow()), 410),
    "half an invitation": (lambda: invited()[:-9], 404),
    "an endless invitation": (lambda: f"/invitations/{LONGEST_ADDRESS}", 404),
    "a foreign seat": (lambda: f"/seats/{TOKEN}", 404),
    "a foreign welcome": (lambda: f"/welcome/{TOKEN}", 410),
    "an event of long ago": (lambda: "/e/sommerfest-1999", 404),
    "a picture that is gone": (lambda: "/files/00000000-0000-0000-0000-000000000000", 302),
    "an organisation nobody has": (lambda: "/o/atlantis/people", 302),
    "letters no address has": (lambda: f"/e/{EventFactory().slug}?code=%00%FF%F0%9F%A6%8A", 200),
}


def words_of(page: str) -> str:
    main = BeautifulSoup(page, "html.parser").select_one("main")
    assert main is not None
    return main.get_text(" ", strip=True)


@pytest.mark.parametrize("end", DEAD_ENDS)
def test_a_dead_end_is_explained_in_danish_and_in_english(client: AuditingClient, end: str) -> None:
    address, status = DEAD_ENDS[end]
    path = address()
    pages = {}

    for language in ("da", "en"):
        with client.session_transaction() as session:
            session["language"] = language
        response = client.get(path)
        assert response.status_code == status
        pages[language] = response

    if status != 302:
        assert {code: f'<html lang="{code}"' in page.text for code, page in pages.items()} == {
            "da": True,
            "en": True,
        }
        assert words_of(pages["da"].text) != words_of(pages["en"].text)
