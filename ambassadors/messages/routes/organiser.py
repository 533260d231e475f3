"""What an organiser reads from ambassadors, answers, and tells a whole cohort."""

import uuid
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors.messages import notifications, operations, queries, signals
from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.errors import NobodyToTell
from ambassadors.messages.forms import AnnouncementForm, ReplyForm
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import filled, show_error

bp = Blueprint("messages_organiser", __name__, url_prefix="/o/<slug:organisation>/messages")

LATELY = timedelta(days=90)


@bp.get("")
@open_to(Audience.ORGANISER)
def list_messages(organisation: str) -> ResponseReturnValue:
    """Show what waits for an answer, longest first, and what was sent out."""
    organisation_id, now = current_organisation().id, utcnow()
    announcements = queries.announcements(organisation_id)
    return render_template(
        "ambassadors/messages/messages.html",
        waiting=queries.waiting_ideas(organisation_id),
        answered=queries.answered_ideas(organisation_id),
        average=queries.average_answer_time(organisation_id, since=now - LATELY),
        announcements=announcements,
        told=queries.progress_of([one.id for one in announcements]),
        now=now,
        question=IdeaKind.QUESTION,
    )


@bp.route("/<uuid:idea_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def answer_idea(organisation: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    """Show one idea with its answers, and answer it."""
    idea = queries.get_idea(current_organisation().id, idea_id)
    form = ReplyForm()
    if form.validate_on_submit():
        reply = operations.reply(idea, text=filled(form.text.data), actor=signed_in_user())
        if reply:
            notifications.send_reply(reply)
        db.session.commit()
        name = idea.ambassador.user.first_name
        flash(_("Your answer is on its way to %(name)s.", name=name), "success")
        return redirect(url_for(".list_messages", organisation=organisation))
    return render_template("ambassadors/messages/idea.html", idea=idea, form=form)


@bp.post("/<uuid:idea_id>/owner")
@open_to(Audience.ORGANISER)
def take_idea(organisation: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    """Say that oneself is the one who answers."""
    idea = queries.get_idea(current_organisation().id, idea_id)
    operations.take(idea, actor=signed_in_user())
    db.session.commit()
    flash(_("It is yours to answer. The others can see that."), "success")
    return redirect(url_for(".answer_idea", organisation=organisation, idea_id=idea_id))


@bp.route("/announcements/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def announce(organisation: str) -> ResponseReturnValue:
    """Write to a whole cohort: write, look at it, send."""
    organisation_id = current_organisation().id
    form = AnnouncementForm(
        queries.cohorts_to_tell(organisation_id), signals.subjects_of(organisation_id)
    )
    if form.validate_on_submit() and not request.form.get("edit"):
        try:
            if request.form.get("send"):
                return send(form, organisation)
            audience = reached(form)
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            return render_template(
                "ambassadors/messages/confirm.html",
                form=form,
                cohort=form.chosen_cohort(),
                audience=audience,
            )
    return render_template("ambassadors/messages/announce.html", form=form)


def reached(form: AnnouncementForm) -> queries.Audience:
    """Return how many it goes to. Raises NobodyToTell."""
    subject = form.subject_chosen()
    today = local_date(utcnow(), current_organisation().timezone)
    audience = queries.audience_of(form.chosen_cohort(), today, subject.id if subject else None)
    if not audience.told:
        raise NobodyToTell
    return audience


def send(form: AnnouncementForm, organisation: str) -> ResponseReturnValue:
    """Put the announcement in line and go back to the list."""
    subject = form.subject_chosen()
    operations.announce(
        form.chosen_cohort(),
        announcement_id=form.id_of_page,
        subject=filled(form.subject.data),
        body=filled(form.body.data),
        actor=signed_in_user(),
        on=local_date(utcnow(), current_organisation().timezone),
        about_id=subject.id if subject else None,
    )
    db.session.commit()
    flash(_("Your message is on its way, one mail to each."), "success")
    return redirect(url_for(".list_messages", organisation=organisation))
