"""Inviting and joining."""

from ambassadors.joining.models import Invitation
from tests.core.permission_matrix import Rows
from tests.core.world import EVERYBODY, Who, World, thing
from tests.factories.ambassadors import PolicyFactory
from tests.factories.joining import InvitationFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})


def token(world: World) -> str:
    return f"door-{world.organisation.id}"


@thing
def invitation(world: World) -> Invitation:
    """An invitation whose first two screens are answered; whoever has the link may open it."""
    policy = PolicyFactory(cohort=world.cohort, version=7)
    return InvitationFactory(
        cohort=world.cohort,
        token=token(world),
        email="invited@example.org",
        draft={"old_enough": True, "policy_id": str(policy.id)},
    )


def pages(world: World) -> str:
    return f"/o/{world.slug}/cohorts/{world.cohort.id}"


def link(world: World, screen: str = "") -> str:
    assert world.invitation
    return f"/invitations/{token(world)}{screen}"


SCREENS = {
    "show_welcome": ("", {"age": "enough"}),
    "show_policy": ("/policy", {}),
    "choose_wishes": ("/wishes", {}),
    "choose_ways": ("/ways", {}),
    "make_account": ("/account", {}),
}

ROWS = [
    *(
        Rows(
            endpoint=f"joining_public.{view}",
            method=method,
            path=lambda w, screen=screen: link(w, screen),
            data=(lambda w, data=data: data) if method == "POST" else None,
            allowed=EVERYBODY,
        )
        for view, (screen, data) in SCREENS.items()
        for method in ("GET", "POST")
    ),
    Rows(
        endpoint="joining_public.show_too_young",
        path=lambda w: link(w, "/age"),
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="invited_organiser.list_invitations",
        path=lambda w: f"{pages(w)}/invitations",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="joining_organiser.invite",
        path=lambda w: f"{pages(w)}/invitations/new",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="joining_organiser.invite",
        method="POST",
        path=lambda w: f"{pages(w)}/invitations/new",
        data=lambda w: {"people-0-email": "new@example.org", "people-0-locale": "da"},
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="invited_organiser.send_again",
        method="POST",
        path=lambda w: f"{pages(w)}/invitations/{w.invitation.id}/new-link",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="invited_organiser.withdraw",
        method="POST",
        path=lambda w: f"{pages(w)}/invitations/{w.invitation.id}/withdrawal",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="invited_organiser.extend",
        method="POST",
        path=lambda w: f"{pages(w)}/invitations/{w.invitation.id}/extension",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="invited_organiser.show_progress",
        path=lambda w: f"{pages(w)}/invitations/progress",
        allowed=ORGANISERS,
        answers=frozenset({302, 303}),
    ),
    *(
        Rows(
            endpoint=f"invited_organiser.{view}",
            method="POST",
            path=lambda w, last=last: f"{pages(w)}/invitations/{last}",
            allowed=ORGANISERS,
        )
        for view, last in (("remind_all", "reminders"), ("send_waiting", "waiting"))
    ),
    Rows(
        endpoint="joining_organiser.preview",
        path=lambda w: f"{pages(w)}/joining/wishes",
        allowed=ORGANISERS,
    ),
]
