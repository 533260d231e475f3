"""Saying yes or no to applicants: the decision now, the mails a little later, undo in between."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError, NoResultFound

from accounts import audit
from accounts.models import User
from ambassadors import permissions
from ambassadors.joining import admission
from ambassadors.joining.applications import queries
from ambassadors.joining.applications.errors import MailMissing, MailsHaveLeft, NobodyChosen
from ambassadors.joining.enums import ApplicationState, Verdict
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.joining.guardians import operations as guardians
from ambassadors.joining.guardians.queries import find_for_application
from ambassadors.joining.models import Application, Decision, JoinPage
from core import jobs
from core.db import db, utcnow

TIME_TO_UNDO = timedelta(minutes=10)
BECOMES = {
    Verdict.ACCEPT: ApplicationState.ACCEPTED,
    Verdict.DECLINE: ApplicationState.DECLINED,
}
ACTS = {Verdict.ACCEPT: "applications_accepted", Verdict.DECLINE: "applications_declined"}


@dataclass(frozen=True)
class DecisionMails:
    """What the mails say, in both languages."""

    subject_da: str
    body_da: str
    subject_en: str
    body_en: str


def decide(
    page: JoinPage,
    ids: Collection[uuid.UUID],
    *,
    decision_id: uuid.UUID,
    verdict: Verdict,
    mails: DecisionMails,
    actor: User,
) -> Decision:
    """Accept or decline applicants; their mails leave in ten minutes.

    The id comes from the page that asked, so the same page sent twice decides once. Raises
    CohortNotOpen, NobodyChosen and MailMissing.
    """
    queries.lock(page)
    if known := queries.find_decision(decision_id):
        return _of_this(page, known)
    if verdict is Verdict.ACCEPT and not permissions.can_invite(page.cohort):
        raise CohortNotOpen
    chosen = queries.undecided(page, ids)
    if not chosen:
        raise NobodyChosen
    check_mails(mails, chosen)
    decision = _write(page, decision_id, verdict, mails, actor)
    for application in chosen:
        application.state, application.decision = BECOMES[verdict], decision
        application.decided_at = utcnow()
    later = decision.leaves_at
    jobs.enqueue("send_decision", subject_id=decision.id, run_after=later, by=str(actor.id))
    _record(decision, ACTS[verdict], len(chosen), actor)
    return decision


def _of_this(page: JoinPage, decision: Decision) -> Decision:
    if decision.page_id != page.id:
        raise NoResultFound
    return decision


def check_mails(mails: DecisionMails, chosen: Collection[Application]) -> None:
    """Raise MailMissing for a language somebody reads and nothing is written in."""
    for locale in sorted({application.locale for application in chosen}):
        for name in (f"subject_{locale}", f"body_{locale}"):
            if not getattr(mails, name).strip():
                raise MailMissing(name)


def _write(
    page: JoinPage, decision_id: uuid.UUID, verdict: Verdict, mails: DecisionMails, actor: User
) -> Decision:
    decision = Decision(
        id=decision_id,
        page=page,
        verdict=verdict,
        made_by=actor,
        leaves_at=utcnow() + TIME_TO_UNDO,
        subject_da=mails.subject_da.strip(),
        body_da=mails.body_da.strip(),
        subject_en=mails.subject_en.strip(),
        body_en=mails.body_en.strip(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(decision)
    except IntegrityError as error:  # the id is in use on somebody else's page
        raise NoResultFound from error
    return decision


def send_now(decision: Decision, *, actor: User) -> None:
    """Let the mails leave at once, or try again what did not leave."""
    decision.leaves_at = utcnow()
    jobs.enqueue("send_decision", subject_id=decision.id, by=str(actor.id))


def undo(decision: Decision, *, actor: User) -> int:
    """Take a decision back; return for how many. Raises MailsHaveLeft once they leave."""
    if decision.started_at:
        raise MailsHaveLeft
    people = queries.decided_by(decision)
    for application in people:
        application.state, application.decision_id = ApplicationState.RECEIVED, None
        application.decision = application.decided_at = None
    _record(decision, "decision_undone", len(people), actor)
    db.session.flush()
    db.session.delete(decision)
    return len(people)


def fulfil(application: Application, decision: Decision) -> str | None:
    """Mark that somebody is told now; return the token of their invitation if they are let in."""
    application.mailed_at = utcnow()
    if decision.verdict is Verdict.DECLINE:
        return None
    token = admission.admit(application, actor=decision.made_by)
    if approval := find_for_application(application.id):
        guardians.follow(approval, application.invitation)
    return token


def _record(decision: Decision, action: str, people: int, actor: User) -> None:
    cohort = decision.page.cohort
    audit.record(
        cohort.organisation,
        actor=actor,
        action=action,
        subject=decision,
        after={"cohort": cohort.name, "people": people},
    )
