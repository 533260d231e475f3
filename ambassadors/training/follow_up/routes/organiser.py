"""An organiser follows a cohort's training: who is where, what is hard, what was practised."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors.models import Cohort
from ambassadors.people import shown_name
from ambassadors.routes.cohort import get_cohort, here
from ambassadors.training.follow_up import (
    hard_questions,
    notifications,
    operations,
    practice,
    queries,
)
from ambassadors.training.follow_up.forms import PeopleForm, ReplyForm
from ambassadors.training.models import PracticeAnswer
from ambassadors.training.pages import PreviewLinks, shown
from ambassadors.training.queries import modules_of
from core import jobs
from core.access import Audience, open_to
from core.db import db, utcnow
from core.formats import local_date

bp = Blueprint(
    "training_follow_up",
    __name__,
    url_prefix="/o/<slug:organisation>/cohorts/<uuid:cohort_id>/training",
)
PRACTICE_SHOWN = 20


@bp.get("/people")
@open_to(Audience.ORGANISER)
def list_people(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show where everybody is, and on what somebody is stuck."""
    cohort, now = get_cohort(cohort_id), utcnow()
    form = PeopleForm(request.args)
    wanted = form.wanted()
    page = request.args.get("page", 1, type=int)
    today = local_date(now, cohort.organisation.timezone)
    return render_template(
        "ambassadors/training/follow_up/people.html",
        **reminding(cohort),
        people=queries.people_page(cohort, wanted, page=page, on=today, now=now),
        counts=queries.count_standing(cohort),
        wanted=wanted,
        search=form,
    )


@bp.post("/people/<uuid:ambassador_id>/reminder")
@open_to(Audience.ORGANISER)
def remind_one(
    organisation: str, cohort_id: uuid.UUID, ambassador_id: uuid.UUID
) -> ResponseReturnValue:
    """Remind one person kindly, if their own terms allow it."""
    person = queries.get_person(get_cohort(cohort_id), ambassador_id)
    told = operations.remind(person, actor=signed_in_user())
    db.session.commit()
    if told:
        flash(_("%(name)s gets a kind reminder.", name=shown_name(person.user.name)), "success")
    else:
        flash(_("%(name)s is left in peace just now.", name=shown_name(person.user.name)), "warn")
    return redirect(url_for(".list_people", **here(cohort_id)))


@bp.post("/reminders")
@open_to(Audience.ORGANISER)
def remind_all(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Remind everybody who lacks something required, as far as their own terms allow."""
    operations.remind_all(get_cohort(cohort_id), actor=signed_in_user())
    db.session.commit()
    return redirect(url_for(".list_people", **here(cohort_id)))


@bp.get("/reminders")
@open_to(Audience.ORGANISER)
def show_reminding(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Answer the page's question how far the reminders are."""
    cohort = get_cohort(cohort_id)
    if request.headers.get("HX-Request") != "true":
        return redirect(url_for(".list_people", **here(cohort_id)))
    return render_template("ambassadors/training/follow_up/reminding.html", **reminding(cohort))


def reminding(cohort: Cohort) -> dict[str, Any]:
    """Return how far the reminding of all has come."""
    return {"cohort": cohort, "job": jobs.latest("remind_of_training", cohort.id)}


@bp.get("/answers")
@open_to(Audience.ORGANISER)
def list_questions(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show how the questions are answered at the first try, and which ones most get wrong."""
    cohort = get_cohort(cohort_id)
    rows = hard_questions.question_rows(cohort)
    return render_template(
        "ambassadors/training/follow_up/questions.html",
        cohort=cohort,
        modules=[module for module in modules_of(cohort.id) if module.questions],
        rows=rows,
        bad=sum(row.is_bad for row in rows.values()),
    )


@bp.get("/practice")
@open_to(Audience.ORGANISER)
def list_practice(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show what was practised and waits for a word."""
    return practice_page(get_cohort(cohort_id))


@bp.post("/practice/<uuid:answer_id>")
@open_to(Audience.ORGANISER)
def reply(organisation: str, cohort_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    """Say a word about what somebody practised."""
    cohort = get_cohort(cohort_id)
    answer = practice.get_practice(cohort, answer_id)
    form = ReplyForm(prefix=answer.id.hex)
    if not form.validate_on_submit():
        return practice_page(cohort, answer, form)
    if operations.reply(answer, text=form.text.data or "", actor=signed_in_user()):
        notifications.send_reply(answer)
    db.session.commit()
    name = shown_name(answer.ambassador.user.first_name)
    flash(_("%(name)s gets your words by mail.", name=name), "success")
    return redirect(url_for(".list_practice", **here(cohort_id)))


def practice_page(
    cohort: Cohort, refused: PracticeAnswer | None = None, form: ReplyForm | None = None
) -> ResponseReturnValue:
    """Return the page of practice; a refused word stays in its field."""
    waiting = practice.practice_page(cohort, limit=PRACTICE_SHOWN)
    links = PreviewLinks(current_organisation().slug, cohort.id)
    forms = {one.id: ReplyForm(None, prefix=one.id.hex) for one in waiting}
    if refused is not None and form is not None and refused.id in forms:
        forms[refused.id] = form
    alt = _("What was sent as practice")
    return render_template(
        "ambassadors/training/follow_up/practice.html",
        cohort=cohort,
        waiting=waiting,
        forms=forms,
        pictures={x.id: shown(x.picture, links, alt) for x in waiting if x.picture},
        total=practice.count_waiting(cohort),
        **({"form": form} if form else {}),
    )
