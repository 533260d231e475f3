"""Applying for a place, choosing among applicants, and guardians."""

from datetime import date, timedelta

from ambassadors.joining.applications.decisions import TIME_TO_UNDO
from ambassadors.joining.enums import ApplicationState, Verdict
from ambassadors.joining.models import Application, Decision, GuardianApproval, JoinPage
from core.db import db, utcnow
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, Who, World, thing
from tests.factories.joining import (
    ApplicationFactory,
    GuardianApprovalFactory,
    JoinPageFactory,
    JoinQuestionFactory,
)

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})
DETOUR = frozenset({302, 303})
FAR_OFF = date(2036, 3, 1)


@thing
def join_page(world: World) -> JoinPage:
    """A page that asks everything there is."""
    fixed = ("unit", "function", "topics", "channels", "active_where", "why")
    made = JoinPageFactory(
        cohort=world.cohort,
        slug=f"join-{world.slug}",
        asked=dict.fromkeys(fixed, "optional"),
        intro_da="Kom og **vær med**.",
        intro_en="Come and **join us**.",
        closes_on=FAR_OFF,
        decided_by=FAR_OFF + timedelta(days=14),
    )
    JoinQuestionFactory(page=made, position=1)
    JoinQuestionFactory(page=made, position=2, is_long=True, is_required=True)
    return made


@thing
def application(world: World) -> Application:
    """An application nobody has answered."""
    return ApplicationFactory(page=world.join_page, token=f"own-{world.organisation.id}")


@thing
def decision(world: World) -> Decision:
    """A no whose mail has not left."""
    made = Decision(
        page=world.join_page, verdict=Verdict.DECLINE, leaves_at=utcnow() + TIME_TO_UNDO,
        subject_da="Om din ansøgning", body_da="Tak.", subject_en="Yours", body_en="Thank you.",
    )  # fmt: skip
    db.session.add(made)
    ApplicationFactory(
        page=world.join_page,
        state=ApplicationState.DECLINED,
        decision=made,
        decided_at=utcnow(),
    )
    return made


@thing
def guardian_approval(world: World) -> GuardianApproval:
    """A question to a guardian that waits for its answer."""
    young = ApplicationFactory(
        page=world.join_page, state=ApplicationState.AWAITING_GUARDIAN, name="Villads"
    )
    return GuardianApprovalFactory(
        application=young, cohort=world.cohort, token=f"guardian-{world.organisation.id}"
    )


@thing
def unconfirmed_application(world: World) -> Application:
    """An application that names a guardian who is not asked yet."""
    made = ApplicationFactory(
        page=world.join_page, state=ApplicationState.UNCONFIRMED,
        token=f"unconfirmed-{world.organisation.id}",
    )  # fmt: skip
    GuardianApprovalFactory(application=made, cohort=world.cohort)
    return made


def cohort(world: World) -> str:
    return f"/o/{world.slug}/cohorts/{world.cohort.id}"


def applications(world: World, rest: str = "") -> str:
    assert world.join_page
    return f"{cohort(world)}/applications{rest}"


def way_in(world: World, rest: str = "") -> str:
    assert world.join_page
    return f"{cohort(world)}/join-page{rest}"


def public(world: World, rest: str = "") -> str:
    return f"/join/{world.join_page.slug}{rest}"


def own(world: World, rest: str = "") -> str:
    assert world.application
    return f"/applications/own-{world.organisation.id}{rest}"


def unconfirmed(world: World, rest: str = "") -> str:
    assert world.unconfirmed_application
    return f"/applications/unconfirmed-{world.organisation.id}{rest}"


def guardian(world: World, rest: str = "") -> str:
    assert world.guardian_approval
    return f"/guardian/guardian-{world.organisation.id}{rest}"


def invited(world: World) -> str:
    """The guardian step of somebody whose age is answered already leads back."""
    assert world.invitation
    return f"/invitations/door-{world.organisation.id}/guardian"


def sent(world: World) -> dict[str, str]:
    return {"name": "Bo", "email": f"bo-{utcnow().timestamp()}@example.org", "own_2": "Havnen"}


PUBLIC = [
    *page("applications_public.show_page", public, EVERYBODY, data=lambda w: {"age": "enough"}),
    Rows(
        endpoint="applications_public.show_too_young",
        path=lambda w: public(w, "/age"),
        allowed=EVERYBODY,
    ),
    *page(
        "applications_public.apply",
        lambda w: public(w, "/form?age=guardian"),
        EVERYBODY,
        data=sent,
    ),
    Rows(
        endpoint="applications_public.show_thanks",
        path=lambda w: public(w, "/thanks"),
        allowed=EVERYBODY,
    ),
    Rows(endpoint="applications_public.show_own", path=own, allowed=EVERYBODY),
    Rows(
        endpoint="applications_public.withdraw",
        method="POST",
        path=lambda w: own(w, "/withdrawal"),
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="applications_public.ask_guardian",
        method="POST",
        path=lambda w: unconfirmed(w, "/guardian"),
        allowed=EVERYBODY,
    ),
    *page("guardians_public.show_question", guardian, EVERYBODY),
    Rows(
        endpoint="guardians_public.export",
        path=lambda w: guardian(w, "/export"),
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="guardians_public.withdraw",
        method="POST",
        path=lambda w: guardian(w, "/withdrawal"),
        allowed=EVERYBODY,
    ),
    Rows(
        endpoint="guardians_public.show_goodbye",
        path=lambda w: "/guardian/goodbye",
        allowed=EVERYBODY,
    ),
    *page("joining_guardian.ask", invited, EVERYBODY, answers=DETOUR),
]

ROWS = [
    *PUBLIC,
    Rows(
        endpoint="applications_organiser.list_applications",
        path=applications,
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="applications_organiser.show_application",
        path=lambda w: applications(w, f"/{w.application.id}"),
        allowed=ORGANISERS,
    ),
    *(
        Rows(
            endpoint=f"applications_organiser.{view}",
            method="POST",
            path=lambda w, rest=rest: applications(w, f"/{w.application.id}{rest}"),
            data=lambda w: {"is_on": "1"},
            allowed=ORGANISERS,
        )
        for view, rest in {"shortlist": "/shortlist", "erase": "/erasure"}.items()
    ),
    Rows(
        endpoint="applications_organiser.show_sending",
        path=lambda w: applications(w, f"/decisions/{w.decision.id}/mails"),
        allowed=ORGANISERS,
        answers=frozenset({302}),
    ),
    Rows(
        endpoint="applications_organiser.decide",
        method="POST",
        path=lambda w: applications(w, "/decisions"),
        data=lambda w: {"verdict": "accept", "chosen": str(w.application.id)},
        allowed=ORGANISERS,
    ),
    *(
        Rows(
            endpoint=f"applications_organiser.{view}",
            method="POST",
            path=lambda w, rest=rest: applications(w, f"/decisions/{w.decision.id}{rest}"),
            allowed=ORGANISERS,
        )
        for view, rest in {"send_now": "/mails", "undo": "/undoing"}.items()
    ),
    *page("join_pages_organiser.edit_page", way_in, ORGANISERS),
    *(
        Rows(
            endpoint=f"join_pages_organiser.{view}",
            path=lambda w, rest=rest: way_in(w, rest),
            allowed=ORGANISERS,
        )
        for view, rest in {
            "qr_svg": "/qr.svg", "qr_png": "/qr.png", "download_poster": "/poster.pdf",
        }.items()
    ),
]  # fmt: skip
