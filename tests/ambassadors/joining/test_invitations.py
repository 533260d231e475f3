"""The state of an invitation, and people read from pasted words."""

from datetime import timedelta

import pytest

from ambassadors.joining.enums import InvitationState
from ambassadors.joining.invitations import (
    PastedLine,
    read_pasted,
    state_of,
    unreadable_parts,
)
from ambassadors.joining.models import Invitation
from core.db import utcnow

NOW = utcnow()
LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"sent_at": None}, InvitationState.WAITING),
        ({}, InvitationState.SENT),
        ({"opened_at": NOW}, InvitationState.OPENED),
        ({"expires_at": NOW}, InvitationState.EXPIRED),
        ({"opened_at": NOW, "expires_at": NOW}, InvitationState.EXPIRED),
        ({"revoked_at": NOW}, InvitationState.REVOKED),
        ({"accepted_at": NOW, "expires_at": NOW}, InvitationState.JOINED),
    ],
)
def test_state_of_an_invitation(changes, state):
    assert state_of(Invitation(**{"expires_at": LATER, "sent_at": NOW} | changes), NOW) is state


def test_reading_pasted_people():
    text = 'Anna Holm <Anna@x.dk>\n"Kim, Berg" <kim@x.dk>; bo@x.dk, bo@x.dk\nnobody here'

    assert read_pasted(text) == [
        PastedLine("anna@x.dk", "Anna Holm"),
        PastedLine("kim@x.dk", "Berg"),
        PastedLine("bo@x.dk", ""),
    ]
    assert unreadable_parts("Anna, anna@x.dk\n \nhov") == ["Anna", "hov"]
