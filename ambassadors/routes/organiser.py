"""What an organiser sees and changes of cohorts."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from ambassadors import operations, people_queries, permissions, queries, starter_packs
from ambassadors.enums import CohortStatus, Kind
from ambassadors.forms import NewCohortForm, NoticeForm, TopicForm, cohort_form
from ambassadors.notices import notice_in
from ambassadors.people import STATES, PeopleFilter
from ambassadors.routes.cohort import get_cohort, here
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError
from core.formats import local_date
from core.forms import filled, show_error

bp = Blueprint("cohorts_organiser", __name__, url_prefix="/o/<slug:organisation>/cohorts")


@bp.get("")
@open_to(Audience.ORGANISER)
def list_cohorts(organisation: str) -> ResponseReturnValue:
    """Show the organisation's cohorts."""
    today = local_date(utcnow(), current_organisation().timezone)
    rows = queries.cohort_rows(current_organisation().id, today)
    return render_template("ambassadors/cohorts.html", rows=rows)


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def new_cohort(organisation: str) -> ResponseReturnValue:
    """Start a cohort from the starter pack of its kind."""
    form = NewCohortForm()
    if form.validate_on_submit():
        try:
            cohort = operations.create_cohort(
                current_organisation(),
                kind=Kind(form.kind.data),
                name=filled(form.name.data).strip(),
                season_start=filled(form.season_start.data),
                season_end=filled(form.season_end.data),
                actor=signed_in_user(),
            )
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("%(name)s is ready to be looked through.", name=cohort.name), "success")
            return redirect(url_for(".show_cohort", **here(cohort.id)))
    packs = starter_packs.all_packs()
    return render_template("ambassadors/new_cohort.html", form=form, packs=packs)


@bp.get("/<uuid:cohort_id>")
@open_to(Audience.ORGANISER)
def show_cohort(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show the people of a cohort, and what is missing before it can open."""
    cohort = queries.get_cohort_line(current_organisation(), cohort_id)
    today = local_date(utcnow(), cohort.organisation.timezone)
    wanted = people_filter()
    page = request.args.get("page", 1, type=int)
    counts = people_queries.count_people(cohort, today)
    draft = get_cohort(cohort_id) if cohort.status is CohortStatus.DRAFT else None
    return render_template(
        "ambassadors/cohort.html",
        cohort=cohort,
        found=people_queries.people_page(cohort, wanted, counts, page=page, on=today),
        counts=counts,
        wanted=wanted,
        units=people_queries.units_to_choose(cohort, counts),
        today=today,
        has_notice=draft and permissions.has_notice(draft),
        policy=draft and queries.find_published_policy(draft),
        is_draft=draft is not None,
    )


def people_filter() -> PeopleFilter:
    """Read from the address what is looked for; what makes no sense is left out."""
    state = request.args.get("state", "")
    return PeopleFilter(
        words=request.args.get("q", "").strip()[:100],
        unit_id=request.args.get("unit", None, type=uuid.UUID),
        state=state if state in STATES else "",
    )


@bp.post("/<uuid:cohort_id>/opening")
@open_to(Audience.ORGANISER)
def open_cohort(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Let people be invited, or say what is missing."""
    cohort = get_cohort(cohort_id)
    try:
        operations.open_cohort(cohort, actor=signed_in_user())
        db.session.commit()
        flash(_("%(name)s is open. Invite the first ones.", name=cohort.name), "success")
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
    return redirect(url_for(".show_cohort", organisation=organisation, cohort_id=cohort_id))


@bp.route("/<uuid:cohort_id>/settings", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_cohort(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Change a cohort's name, words, dates and rules."""
    cohort = get_cohort(cohort_id)
    form = cohort_form(cohort)
    if form.validate_on_submit():
        try:
            operations.edit_cohort(cohort, form.terms(), actor=signed_in_user())
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".edit_cohort", **here(cohort.id)))
    return render_template("ambassadors/edit_cohort.html", cohort=cohort, form=form)


@bp.route("/<uuid:cohort_id>/notice", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_notice(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Change the privacy notice; "see how it looks" shows it without saving."""
    cohort = get_cohort(cohort_id)
    form = NoticeForm(obj=cohort)
    if form.validate_on_submit() and not form.look.data:
        operations.edit_notice(
            cohort,
            notice_da=form.notice_da.data or "",
            notice_en=form.notice_en.data or "",
            actor=signed_in_user(),
        )
        db.session.commit()
        flash(_("The notice is saved."), "success")
        return redirect(url_for(".edit_notice", **here(cohort.id)))
    shown = {
        "da": notice_in(cohort, form.notice_da.data or "", "da"),
        "en": notice_in(cohort, form.notice_en.data or "", "en"),
    }
    return render_template("ambassadors/notice.html", cohort=cohort, form=form, shown=shown)


@bp.route("/<uuid:cohort_id>/topics", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_topics(organisation: str, cohort_id: uuid.UUID) -> ResponseReturnValue:
    """Show what ambassadors can choose to tell about, and add to it."""
    cohort = get_cohort(cohort_id)
    form = TopicForm()
    if form.validate_on_submit():
        try:
            operations.add_topic(
                cohort, name_da=form.name_da.data or "", name_en=form.name_en.data or ""
            )
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("The topic is added."), "success")
            return redirect(url_for(".edit_topics", **here(cohort.id)))
    topics = queries.topics_of(cohort)
    return render_template("ambassadors/topics.html", cohort=cohort, form=form, topics=topics)


@bp.route("/<uuid:cohort_id>/topics/<uuid:topic_id>", methods=["GET", "POST"])
@open_to(Audience.ORGANISER)
def edit_topic(organisation: str, cohort_id: uuid.UUID, topic_id: uuid.UUID) -> ResponseReturnValue:
    """Give a topic other words."""
    cohort = get_cohort(cohort_id)
    topic = queries.get_topic(cohort, topic_id)
    form = TopicForm(obj=topic)
    if form.validate_on_submit():
        try:
            operations.rename_topic(
                topic, name_da=form.name_da.data or "", name_en=form.name_en.data or ""
            )
            db.session.commit()
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".edit_topics", **here(cohort.id)))
    return render_template("ambassadors/topic.html", cohort=cohort, topic=topic, form=form)


@bp.post("/<uuid:cohort_id>/topics/<uuid:topic_id>/removal")
@open_to(Audience.ORGANISER)
def remove_topic(
    organisation: str, cohort_id: uuid.UUID, topic_id: uuid.UUID
) -> ResponseReturnValue:
    """Take a topic off the list."""
    cohort = get_cohort(cohort_id)
    operations.remove_topic(queries.get_topic(cohort, topic_id))
    db.session.commit()
    flash(_("The topic is removed."), "success")
    return redirect(url_for(".edit_topics", **here(cohort.id)))
