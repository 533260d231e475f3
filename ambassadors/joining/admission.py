"""From an application to an invitation with what was answered filled in. Routes and jobs commit."""

from accounts.models import User
from ambassadors.joining import operations, queries
from ambassadors.joining.errors import AlreadyAmbassador, AlreadyJoined
from ambassadors.joining.models import Application


def admit(application: Application, *, actor: User | None) -> str | None:
    """Give an applicant a one-time invitation; return its token, None for somebody who is in.

    Raises CohortNotOpen.
    """
    cohort, email = application.page.cohort, application.email or ""
    invitation = queries.find_invitation(cohort, email)
    try:
        if invitation:
            token = operations.invite_again(invitation, actor=actor)
            invitation.name, invitation.unit = application.name, application.unit
            invitation.locale = application.locale
        else:
            invitation, token = operations.invite(
                cohort,
                email=email,
                name=application.name,
                unit=application.unit,
                locale=application.locale,
                actor=actor,
            )
    except (AlreadyAmbassador, AlreadyJoined):
        return None
    invitation.draft = answered(application)
    application.invitation = invitation
    return token


def answered(application: Application) -> dict[str, object]:
    """Return what the screens of joining need not ask again."""
    draft: dict[str, object] = {"old_enough": True}
    for name in ("topics", "channels", "function"):
        if value := getattr(application, name):
            draft[name] = value
    return draft
