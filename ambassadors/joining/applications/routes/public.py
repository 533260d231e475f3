"""The public page of a cohort: what it is, how old are you, the form, thank you."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.limits import keep_link_to_ourselves
from accounts.session import show_for
from ambassadors import queries as cohort_queries
from ambassadors.joining import applying
from ambassadors.joining.ages import AgeForm
from ambassadors.joining.answers import of_application
from ambassadors.joining.applications import notifications, operations, queries
from ambassadors.joining.applications.errors import DoorClosed
from ambassadors.joining.applications.public_form import ApplicationForm, application_form
from ambassadors.joining.applying import Door, has_guardian_step
from ambassadors.joining.enums import AgeGroup, ApplicationState
from ambassadors.joining.guardians import notifications as guardian_notifications
from ambassadors.joining.guardians import operations as guardians
from ambassadors.joining.guardians import queries as guardian_queries
from ambassadors.joining.guardians.limits import GUARDIAN_MAILS, guardian_in_form
from ambassadors.joining.guardians.routes.public import link_gone
from ambassadors.joining.models import Application, GuardianApproval, JoinPage
from ambassadors.joining.screens import split_notice
from ambassadors.notices import notice_of
from core.access import Audience, open_to
from core.db import db, utcnow
from core.errors import DomainError, LinkGone
from core.extensions import limiter
from core.formats import local_date
from core.forms import filled, show_error

bp = Blueprint("applications_public", __name__)

# A school class behind one address may apply together; nobody applies for the same person often.
FROM_ONE_PLACE = "60 per hour"
FOR_ONE_ADDRESS = "5 per day"


def address_in_form() -> str:
    """Return whom somebody applies for, as it is stored."""
    return request.form.get("email", "").strip().lower()[:254]


def steps_of(page: JoinPage) -> set[str]:
    """Return the answers about one's age that lead to the form of a page."""
    if has_guardian_step(page.cohort.minimum_age):
        return {AgeGroup.OLD_ENOUGH, AgeGroup.WITH_GUARDIAN}
    return {AgeGroup.OLD_ENOUGH}


def open_page(slug: str) -> tuple[JoinPage, Door]:
    """Return the page at an address, dressed as its organisation, and whether it takes anybody."""
    page = queries.get_public_page(slug)
    show_for(page.cohort.organisation)
    now = utcnow()
    today = local_date(now, page.cohort.organisation.timezone)
    return page, applying.door_of(page, on=today, taken=queries.places_taken(page, now))


@bp.route("/join/<slug:slug>", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def show_page(slug: str) -> ResponseReturnValue:
    """Say what it is and what becomes of one's details, and ask for the age."""
    page, door = open_page(slug)
    if door is not Door.OPEN:
        return render_template("ambassadors/joining/applications/closed.html", page=page, door=door)
    form = AgeForm(page.cohort.minimum_age)
    if form.validate_on_submit():
        if form.group() is AgeGroup.CHILD:
            return redirect(url_for(".show_too_young", slug=slug))
        return redirect(url_for(".apply", slug=slug, age=form.group().value))
    summary, rest = split_notice(notice_of(page.cohort))
    return render_template(
        "ambassadors/joining/applications/page.html",
        page=page,
        cohort=page.cohort,
        form=form,
        summary=summary,
        rest=rest,
    )


@bp.get("/join/<slug:slug>/age")
@open_to(Audience.PUBLIC)
def show_too_young(slug: str) -> ResponseReturnValue:
    """Say kindly that it is too early; nothing was kept."""
    page, _door = open_page(slug)
    return render_template(
        "ambassadors/joining/too_young.html",
        cohort=page.cohort,
        back_url=url_for(".show_page", slug=slug),
    )


@bp.route("/join/<slug:slug>/form", methods=["GET", "POST"])
@limiter.limit(FROM_ONE_PLACE, methods=["POST"])
@limiter.limit(FOR_ONE_ADDRESS, methods=["POST"], key_func=address_in_form)
@limiter.limit(GUARDIAN_MAILS, methods=["POST"], key_func=guardian_in_form)
@open_to(Audience.PUBLIC)
def apply(slug: str) -> ResponseReturnValue:
    """Take what somebody answers; a known address is told the same as an unknown one."""
    page, door = open_page(slug)
    age = request.args.get("age", "")
    if door is not Door.OPEN or age not in steps_of(page):
        return redirect(url_for(".show_page", slug=slug))
    form = form_of(page, with_guardian=age == AgeGroup.WITH_GUARDIAN)
    if form.validate_on_submit():
        try:
            return keep(page, form)
        except DoorClosed:
            db.session.rollback()
            return redirect(url_for(".show_page", slug=slug))
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
            page, _door = open_page(slug)
    return render_template(
        "ambassadors/joining/applications/apply.html", page=page, cohort=page.cohort, form=form
    )


def form_of(page: JoinPage, *, with_guardian: bool) -> ApplicationForm:
    """Return the form of a page."""
    return application_form(
        page,
        units=cohort_queries.units_of(page.cohort.organisation_id),
        topics=cohort_queries.topics_of(page.cohort),
        with_guardian=with_guardian,
    )


def keep(page: JoinPage, form: ApplicationForm) -> ResponseReturnValue:
    """Keep an application and queue its mail, to the applicant alone: a guardian is asked later."""
    with_guardian = "guardian_email" in form
    sent = form.sent(page, cohort_queries.units_of(page.cohort.organisation_id))
    if with_guardian:
        guardians.check_is_another(filled(form.guardian_email.data), sent.email)
    application, fate, token = operations.apply(page, sent, with_guardian=with_guardian)
    if with_guardian:
        guardians.name_guardian(
            application,
            guardian_email=filled(form.guardian_email.data),
            locale=form.guardian_locale.data,
        )
    notifications.send_receipt(application, fate, token)
    db.session.commit()
    return redirect(url_for(".show_thanks", slug=page.slug, guardian=1 if with_guardian else None))


@bp.get("/join/<slug:slug>/thanks")
@open_to(Audience.PUBLIC)
def show_thanks(slug: str) -> ResponseReturnValue:
    """Say that a mail is on its way; the page is the same for everybody."""
    page, _door = open_page(slug)
    return render_template(
        "ambassadors/joining/applications/thanks.html",
        page=page,
        cohort=page.cohort,
        with_guardian=request.args.get("guardian") == "1",
    )


@bp.get("/applications/<string:token>")
@open_to(Audience.PUBLIC)
def show_own(token: str) -> ResponseReturnValue:
    """Show somebody their own application, with a button to withdraw it."""
    application = queries.get_own_application(token)
    show_for(application.page.cohort.organisation)
    topics = cohort_queries.topics_of(application.page.cohort)
    page = render_template(
        "ambassadors/joining/applications/own.html",
        application=application,
        cohort=application.page.cohort,
        answers=of_application(application, topics),
        approval=own_approval(application),
        is_asked=application.state is not ApplicationState.UNCONFIRMED,
        token=token,
    )
    return keep_link_to_ourselves(Response(page))


def own_approval(application: Application) -> GuardianApproval | None:
    """Return the guardian's answer an application waits for, as long as there is time for one."""
    approval = guardian_queries.find_for_application(application.id)
    if approval is None or approval.approved_at:
        return None
    guardians.check_alive(approval, utcnow())
    return approval


@bp.post("/applications/<string:token>/guardian")
@open_to(Audience.PUBLIC)
def ask_guardian(token: str) -> ResponseReturnValue:
    """Write to the guardian, because the applicant says by their own mail that it is the one."""
    queries.lock(queries.get_own_application(token).page)
    application = queries.get_own_application(token, renewed=True)
    approval = own_approval(application)
    link = guardians.ask_named(approval) if approval else None
    if approval and link:
        guardian_notifications.send_question(approval, link)
        flash(_("We have written to %(email)s.", email=approval.masked_email), "success")
    db.session.commit()
    return redirect(url_for(".show_own", token=token))


@bp.errorhandler(LinkGone)
def request_gone(error: LinkGone) -> ResponseReturnValue:
    """Say that the time to ask a guardian is over."""
    return link_gone(error)


@bp.post("/applications/<string:token>/withdrawal")
@open_to(Audience.PUBLIC)
def withdraw(token: str) -> ResponseReturnValue:
    """Erase somebody's application because they say so."""
    application = queries.get_own_application(token)
    page = application.page
    operations.erase(application)
    db.session.commit()
    flash(_("Your application is withdrawn, and what you wrote is erased."), "success")
    return redirect(url_for(".show_page", slug=page.slug))
