"""What applications and guardians' approvals hold about a person."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import joinedload

from ambassadors.enums import Channel
from ambassadors.joining import applying
from ambassadors.joining.models import (
    Application,
    Decision,
    GuardianApproval,
    Invitation,
    JoinPage,
    JoinQuestion,
)
from ambassadors.models import Ambassador, Cohort
from core.db import db, utcnow
from core.languages import LANGUAGES, localised
from core.personal_data import Held, Person, Words, exempt, register

CHANNELS = {channel.value: channel.label for channel in Channel}  # one may go out of use


def tell(person: Person) -> Iterable[Held]:
    """Tell of somebody's applications and of what their guardian said."""
    yield Held(_l("Applications"), [_told(one) for one in _applications(person)])
    approvals = db.session.scalars(
        select(GuardianApproval)
        .where(_approved_for(person))
        .options(joinedload(GuardianApproval.cohort))
        .order_by(GuardianApproval.created_at, GuardianApproval.id)
    )
    yield Held(
        _l("Guardian’s approval"),
        [
            {
                _l("Cohort"): one.cohort.name,
                _l("Guardian"): one.guardian_name,
                _l("E-mail"): one.guardian_email,
                _l("Language of pages and mails"): LANGUAGES.get(one.locale, one.locale),
                _l("Asked"): one.created_at,
                _l("Valid until"): one.expires_at,
                _l("Said yes"): one.approved_at,
            }
            for one in approvals
        ],
    )


def _applications(person: Person) -> list[Application]:
    return list(
        db.session.scalars(
            select(Application)
            .where(_sent_by(person))
            .options(
                joinedload(Application.page)
                .joinedload(JoinPage.cohort)
                .selectinload(Cohort.topics),
                joinedload(Application.page).selectinload(JoinPage.questions),
                joinedload(Application.unit),
            )
            .order_by(Application.created_at, Application.id)
        )
    )


def _told(one: Application) -> dict[Words, object]:
    questions = {str(q.id): localised(q, "text") for q in one.page.questions}
    topics = {str(topic.id): localised(topic, "name") for topic in one.page.cohort.topics}
    return {
        _l("Cohort"): one.page.cohort.name,
        _l("Name"): one.name,
        _l("E-mail"): one.email,
        _l("Language of pages and mails"): LANGUAGES.get(one.locale, one.locale),
        _l("Unit"): one.unit.name if one.unit else "",
        _l("What they do or study"): one.function,
        _l("Topics"): [topics.get(topic, topic) for topic in one.topics],
        _l("Channels"): [CHANNELS.get(channel, channel) for channel in one.channels],
        _l("Where they are active already"): one.active_where,
        _l("Why they want to join"): one.why,
        _l("Answers"): {questions.get(key, key): text for key, text in one.answers.items()},
        _l("State"): one.state.label,
        _l("On the shortlist"): one.is_shortlisted,
        _l("Sent"): one.times,
        _l("Sent last"): one.applied_at,
        _l("Answered"): one.decided_at,
        _l("Told by mail"): one.mailed_at,
    }


def _sent_by(person: Person) -> ColumnElement[bool]:
    """Return the condition for applications to some places, or wherever the person applied."""
    by_address = Application.email == person.email
    if person.account:
        return by_address
    cohorts = select(Ambassador.cohort_id).where(Ambassador.id.in_(person.places))
    pages = select(JoinPage.id).where(JoinPage.cohort_id.in_(cohorts))
    return by_address & Application.page_id.in_(pages)


def _approved_for(person: Person) -> ColumnElement[bool]:
    applications = select(Application.id).where(_sent_by(person))
    invitations = select(Invitation.id).where(
        or_(
            Invitation.ambassador_id.in_(person.places),
            (Invitation.email == person.email) if person.account else Invitation.id.is_(None),
        )
    )
    return or_(
        GuardianApproval.application_id.in_(applications),
        GuardianApproval.invitation_id.in_(invitations),
    )


def erase(person: Person) -> None:
    """Delete approvals; leave nothing of applications but what became of them."""
    db.session.execute(
        delete(GuardianApproval)
        .where(_approved_for(person))
        .execution_options(synchronize_session=False)
    )
    for application in _applications(person):
        applying.blank(application, utcnow())


exempt(JoinPage, "the organisation's own words about a cohort")
exempt(JoinQuestion, "the organisation's own questions")
exempt(Decision, "mails that name nobody; who decided is blanked with the account")
register(
    "applications",
    title=_l("Applications"),
    tables=[Application, GuardianApproval],
    tell=tell,
    erase=erase,
    untold=[
        "application.token_hash",
        "application.erased_at",
        "guardian_approval.token_hash",
    ],
)
