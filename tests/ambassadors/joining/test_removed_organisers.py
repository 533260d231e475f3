"""What somebody decided who is no organiser any more waits for a colleague."""

import uuid

from sqlalchemy import select

from accounts.enums import Role
from accounts.models import Membership
from ambassadors.joining.applications import decisions
from ambassadors.joining.applications.decisions import DecisionMails
from ambassadors.joining.enums import Verdict
from ambassadors.joining.models import Decision
from core import jobs
from core.db import db
from core.models import OutgoingMail
from tests.factories.accounts import MembershipFactory
from tests.factories.joining import ApplicationFactory, JoinPageFactory

MAILS = DecisionMails("Emne", "Kære dig", "Subject", "Dear you")


def test_their_mails_leave_when_a_colleague_sends_them(sign_in):
    page = JoinPageFactory()
    home = page.cohort.organisation
    gone = MembershipFactory(organisation=home, role=Role.ORGANISER)
    colleague = MembershipFactory(organisation=home, role=Role.ORGANISER, user__locale="en")
    applicant = ApplicationFactory(page=page)
    decision = decisions.decide(
        page,
        [applicant.id],
        decision_id=uuid.uuid4(),
        verdict=Verdict.DECLINE,
        mails=MAILS,
        actor=gone.user,
    )
    decisions.send_now(decision, actor=gone.user)
    db.session.delete(gone)
    db.session.commit()
    jobs.run_all(tolerate_failures=True)
    assert db.session.scalars(select(OutgoingMail)).all() == []
    assert db.session.scalars(select(Decision.started_at)).one() is None, "it can be undone"

    browser = sign_in(colleague.user)
    applications = f"/o/{home.slug}/cohorts/{page.cohort_id}/applications"
    assert "Send the mails yourself if you agree." in browser.get(applications).text
    browser.post(f"{applications}/decisions/{decision.id}/mails")
    jobs.run_all(tolerate_failures=True)
    assert db.session.scalars(select(OutgoingMail.recipient)).all() == [applicant.email]
    assert db.session.scalars(select(Membership.user_id)).all() == [colleague.user_id]
