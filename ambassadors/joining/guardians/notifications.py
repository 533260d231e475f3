"""Mails of the guardian step, to the guardian and to the young person."""

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ambassadors.joining.models import GuardianApproval
from core import mail
from core.formats import format_date
from core.languages import localised, with_article


def send_question(approval: GuardianApproval, token: str) -> None:
    """Queue the mail that asks a guardian, with the link to their own page."""
    cohort, young = approval.cohort, young_of(approval)
    with force_locale(approval.locale):
        word = with_article(localised(cohort, "ambassador_word"))
        subject = _("May %(name)s join as %(word)s?", name=young.name or young.email, word=word)
        until = format_date(approval.expires_at)
    mail.write(
        "ambassadors/guardian_question",
        to=approval.guardian_email,
        locale=approval.locale,
        subject=subject,
        young=young.name or young.email,
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
        word=word,
        until=until,
        token=token,
    )


def send_approved(approval: GuardianApproval, token: str | None) -> None:
    """Queue the mail that tells a young person of the yes; ``token`` lets them go on."""
    cohort, young = approval.cohort, young_of(approval)
    mail.write(
        "ambassadors/guardian_yes",
        to=str(young.email),
        locale=young.locale,
        subject=_l("Your guardian has said yes"),
        name=young.name.split(" ", 1)[0],
        organisation_name=cohort.organisation.name,
        cohort=cohort,
        guardian=approval.masked_email,
        token=token,
    )


def send_withdrawn(approval: GuardianApproval) -> None:
    """Queue the mail that tells a young person that their guardian said no; call it before."""
    cohort, young = approval.cohort, young_of(approval)
    mail.write(
        "ambassadors/guardian_no",
        to=str(young.email),
        locale=young.locale,
        subject=_l("Your guardian has said no"),
        name=young.name.split(" ", 1)[0],
        organisation_name=cohort.organisation.name,
        contact=cohort.organisation.contact,
        cohort=cohort,
    )


class _Young:
    """Name, address and language of the young person, from wherever they are known."""

    def __init__(self, approval: GuardianApproval) -> None:
        ambassador = approval.invitation.ambassador if approval.invitation else None
        known = ambassador.user if ambassador else approval.application or approval.invitation
        self.name = known.name if known else ""
        self.email = (known.email if known else None) or ""
        self.locale = known.locale if known else approval.locale


def young_of(approval: GuardianApproval) -> _Young:
    """Return whom an approval is about."""
    return _Young(approval)
