"""Mails to those who ask for a place, each in their language."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.joining.applications.operations import Fate
from ambassadors.joining.enums import ApplicationState
from ambassadors.joining.guardians.queries import find_for_application
from ambassadors.joining.models import Application, Decision
from core import mail
from core.formats import format_date
from core.languages import localised, with_article


def send_receipt(application: Application, fate: Fate, token: str | None) -> None:
    """Queue the mail that says what became of what somebody sent."""
    cohort = application.page.cohort
    approval = find_for_application(application.id) if fate is Fate.AWAITING_GUARDIAN else None
    with force_locale(application.locale):
        word = with_article(localised(cohort, "ambassador_word"))
        subject = (
            _("Your way into %(cohort)s", cohort=cohort.name)
            if fate in (Fate.INVITED, Fate.IN_ALREADY)
            else _("Your application to %(cohort)s", cohort=cohort.name)
        )
        by = application.page.decided_by
        decided_by = format_date(by) if by else ""
    mail.write(
        "ambassadors/application_receipt",
        to=application.email or "",
        locale=application.locale,
        subject=subject,
        name=application.name.split(" ", 1)[0],
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        word=word,
        fate=fate.value,
        decided_by=decided_by,
        guardian=approval.masked_email if approval else "",
        is_asked=application.state is ApplicationState.AWAITING_GUARDIAN,
        token=token,
    )


def send_decision(application: Application, decision: Decision, token: str | None) -> None:
    """Queue one applicant's answer, in their language."""
    cohort, locale = application.page.cohort, application.locale
    mail.write(
        "ambassadors/application_answer",
        to=application.email or "",
        locale=locale,
        subject=getattr(decision, f"subject_{locale}"),
        name=application.name.split(" ", 1)[0],
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        text=getattr(decision, f"body_{locale}"),
        verdict=decision.verdict.value,
        token=token,
        kept_days=application.page.kept_days,
    )
