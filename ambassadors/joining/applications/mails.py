"""The page on which the mails of a decision are written and looked at."""

import uuid
from collections.abc import Sequence

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.joining.applications.forms import DecisionForm
from ambassadors.joining.enums import Verdict
from ambassadors.joining.models import Application, JoinPage
from core.languages import LANGUAGES

MOST_NAMED = 20


def suggest(form: DecisionForm, page: JoinPage, verdict: Verdict) -> None:
    """Fill the form with the words an organiser begins with, in both languages."""
    form.decision_id.data, form.verdict.data = str(uuid.uuid4()), verdict.value
    for locale in LANGUAGES:
        with force_locale(locale):
            subject, body = _suggested(page.cohort.name, verdict)
        form[f"subject_{locale}"].data, form[f"body_{locale}"].data = subject, body


def _suggested(cohort: str, verdict: Verdict) -> tuple[str, str]:
    if verdict is Verdict.ACCEPT:
        return _("You have a place in %(cohort)s", cohort=cohort), _(
            "We have read your application with pleasure, and we would love to have you with us "
            "in “%(cohort)s”.",
            cohort=cohort,
        )
    return _("About your application to %(cohort)s", cohort=cohort), _(
        "Thank you for wanting to join “%(cohort)s”, and for the time you gave your application. "
        "More people applied than there is room for, and this time we have chosen others. That is "
        "no judgement of you, and we hope to hear from you again.",
        cohort=cohort,
    )


def show(page: JoinPage, form: DecisionForm, chosen: Sequence[Application], *, step: str) -> str:
    """Render the mails, to be written or to be looked at, with who gets which."""
    readers = {code: [a for a in chosen if a.locale == code] for code in LANGUAGES}
    return render_template(
        "ambassadors/joining/applications/decision.html",
        cohort=page.cohort,
        page=page,
        form=form,
        chosen=chosen,
        most_named=MOST_NAMED,
        readers=readers,
        step=step,
        is_yes=form.verdict.data == Verdict.ACCEPT,
    )
