"""What a guardian can see: what a young person has chosen, and everything we know."""

from typing import Any

from flask_babel import gettext as _

from ambassadors.joining.answers import channel_names, of_application
from ambassadors.joining.models import GuardianApproval
from ambassadors.models import Ambassador
from ambassadors.queries import topics_of
from core import personal_data
from core.languages import localised


def chosen(approval: GuardianApproval) -> list[tuple[str, str]]:
    """Return what was answered and chosen, as labels and words, the empty ones left out."""
    ambassador = approval.invitation.ambassador if approval.invitation else None
    if ambassador:
        facts = of_ambassador(ambassador)
    elif approval.application:
        application = approval.application
        who = [(_("Name"), application.name), (_("E-mail"), application.email or "")]
        facts = [*who, *of_application(application, topics_of(approval.cohort))]
    else:
        facts = []
    return [(label, words) for label, words in facts if words]


def of_ambassador(ambassador: Ambassador) -> list[tuple[str, str]]:
    """Return an ambassador's own terms."""
    return [
        (_("Unit"), ambassador.unit.name if ambassador.unit else ""),
        (_("Function"), ambassador.function),
        (_("Topics"), ", ".join(localised(topic, "name") for topic in ambassador.topics)),
        (_("Channels"), channel_names(ambassador.channels)),
        (_("Rhythm"), str(ambassador.rhythm.label)),
    ]


def everything(approval: GuardianApproval) -> dict[str, Any]:
    """Return all we know about the young person in this cohort, for the guardian to keep."""
    told: dict[str, Any] = {
        _("Cohort"): approval.cohort.name,
        _("Organisation"): approval.cohort.organisation.name,
        _("Guardian"): {
            _("Name"): approval.guardian_name,
            _("E-mail"): approval.guardian_email,
            _("Said yes"): personal_data.plain(approval.approved_at),
        },
    }
    if approval.application and not approval.application.erased_at:
        application = approval.application
        answers = of_application(application, topics_of(approval.cohort))
        told[_("Application")] = {
            _("Name"): application.name,
            _("E-mail"): application.email,
            **dict(answers),
            _("Sent"): application.times,
        }
    if approval.invitation:
        told[_("Invitation")] = {
            _("Name"): approval.invitation.name,
            _("E-mail"): approval.invitation.email,
        }
        if ambassador := approval.invitation.ambassador:
            told[_("Place")] = _told_place(ambassador)
    return told


def _told_place(ambassador: Ambassador) -> dict[str, Any]:
    """Return what every room holds about a place, and nothing about places elsewhere."""
    user = ambassador.user
    person = personal_data.Person(user.id, user.email, user.name, places=(ambassador.id,))
    told: dict[str, Any] = {}
    for keeper in personal_data.tellers():
        held = {str(one.title): list(one.records) for one in keeper.tell(person) if one.records}
        if held:
            told[str(keeper.title)] = personal_data.plain(held)
    return told
