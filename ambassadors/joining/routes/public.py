"""The five screens behind an invitation's link. GET looks only; each POST keeps a draft."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.exc import NoResultFound

from accounts.external import newcomers
from accounts.models import User
from accounts.queries import find_user
from accounts.session import sign_in
from ambassadors import queries as cohort_queries
from ambassadors import starter_packs
from ambassadors.joining import notifications, operations, queries, visit
from ambassadors.joining.enums import AgeGroup, Screen
from ambassadors.joining.errors import InvitationUsed, PolicyHasChanged
from ambassadors.joining.forms import (
    KnownAccountForm,
    NameForm,
    NewAccountForm,
    PolicyForm,
    SignedInForm,
    WaysForm,
    WelcomeForm,
    wishes_form,
)
from ambassadors.joining.guardians.queries import guardian_has_said_yes, guardian_must_answer
from ambassadors.joining.models import Invitation
from ambassadors.joining.screens import ScreenView, split_notice
from ambassadors.notices import notice_of
from core.access import Audience, open_to
from core.db import db
from core.errors import DomainError, LinkGone
from core.extensions import limiter
from core.forms import filled, show_error
from core.languages import language

bp = Blueprint("joining_public", __name__, url_prefix="/invitations/<string:token>")

PASSWORD_TRIES = "10 per minute; 60 per hour"  # noqa: S105 -- a limit, not a password


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def show_welcome(token: str) -> ResponseReturnValue:
    """Say who asks and why, with the privacy notice, and ask for the age."""
    invitation = visit.get_invitation(token)
    if guardian_must_answer(invitation):
        return redirect(url_for("joining_guardian.ask", token=token))
    known = AgeGroup.OLD_ENOUGH.value if visit.is_old_enough(invitation) else None
    form = WelcomeForm(invitation.cohort, age=known)
    if form.validate_on_submit():
        if form.group() is AgeGroup.CHILD:
            return redirect(url_for(".show_too_young", token=token))
        if form.group() is AgeGroup.WITH_GUARDIAN and not guardian_has_said_yes(invitation):
            return redirect(url_for("joining_guardian.ask", token=token))
        operations.keep(invitation, old_enough=True)
        db.session.commit()
        return go_to(Screen.POLICY, token)
    summary, rest = split_notice(notice_of(invitation.cohort))
    return show(Screen.WELCOME, invitation, token, form, summary=summary, rest=rest)


@bp.get("/age")
@open_to(Audience.PUBLIC)
def show_too_young(token: str) -> ResponseReturnValue:
    """Say kindly that it is too early; nothing was kept."""
    invitation = visit.get_invitation(token)
    return render_template(
        "ambassadors/joining/too_young.html",
        cohort=invitation.cohort,
        back_url=url_for(".show_welcome", token=token),
    )


@bp.route("/policy", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def show_policy(token: str) -> ResponseReturnValue:
    """Let somebody read and accept the policy as it is now."""
    invitation = visit.get_invitation(token)
    if not visit.is_old_enough(invitation):
        return go_to(Screen.WELCOME, token)
    policy = cohort_queries.find_published_policy(invitation.cohort)
    if policy is None:
        raise NoResultFound
    form = PolicyForm()
    if form.validate_on_submit():
        if form.policy_id.data == str(policy.id):
            operations.keep(invitation, policy_id=str(policy.id))
            db.session.commit()
            return go_to(Screen.WISHES, token)
        show_error(form, PolicyHasChanged())
    form.policy_id.data = str(policy.id)
    return show(Screen.POLICY, invitation, token, form, policy=policy)


@bp.route("/wishes", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def choose_wishes(token: str) -> ResponseReturnValue:
    """Ask for topics, rhythm, function and unit; all may stay as they are."""
    invitation = visit.get_invitation(token)
    if missing := visit.first_missing(invitation):
        return go_to(missing, token)
    unit = str(invitation.unit_id or "")
    form = wishes_form(invitation.cohort, {"unit": unit, **invitation.draft})
    if form.validate_on_submit():
        operations.keep(invitation, **form.answers())
        db.session.commit()
        return go_to(Screen.WAYS, token)
    functions = starter_packs.load(invitation.cohort.kind).functions
    return show(Screen.WISHES, invitation, token, form, functions=functions)


@bp.route("/ways", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
def choose_ways(token: str) -> ResponseReturnValue:
    """Ask for channels and benefits; both may stay blank."""
    invitation = visit.get_invitation(token)
    if missing := visit.first_missing(invitation):
        return go_to(missing, token)
    chosen = ",".join(invitation.draft.get("benefits", []))
    form = WaysForm(data={**invitation.draft, "order": chosen})
    if form.validate_on_submit():
        operations.keep(invitation, **form.answers())
        db.session.commit()
        return go_to(Screen.ACCOUNT, token)
    return show(Screen.WAYS, invitation, token, form)


def account_in_address() -> str:
    """Return what tries at passwords are counted by: the link."""
    return str((request.view_args or {}).get("token", ""))


def has_failed(response: Response) -> bool:
    """Say whether an answer let nobody in: the form again, or a used link's page."""
    return response.status_code in {200, 410}


@bp.route("/account", methods=["GET", "POST"])
@open_to(Audience.PUBLIC)
@limiter.limit(
    PASSWORD_TRIES, key_func=account_in_address, methods=["POST"], deduct_when=has_failed
)
def make_account(token: str) -> ResponseReturnValue:
    """Ask for a name and password where needed, and let the person in."""
    try:
        invitation = visit.get_invitation(token)
    except InvitationUsed:
        return greet_again(token)
    if missing := visit.first_missing(invitation):
        return go_to(missing, token)
    form = account_form(invitation, find_user(invitation.email))
    if form.validate_on_submit():
        try:
            return finish(invitation, form)
        except PolicyHasChanged as error:
            db.session.rollback()
            flash(error.message, "warn")
            return go_to(Screen.POLICY, token)
        except LinkGone:
            raise
        except DomainError as error:
            db.session.rollback()
            show_error(form, error)
            invitation = visit.get_invitation(token)
    return show(Screen.ACCOUNT, invitation, token, form, **ways_in(invitation, form))


def ways_in(invitation: Invitation, form: FlaskForm) -> dict[str, Any]:
    """Return by which ways somebody can come in on the last screen."""
    return {
        "is_known": isinstance(form, KnownAccountForm),
        "newcomer": find_newcomer(invitation),
        "providers": newcomers.providers_for(invitation.cohort.organisation),
    }


def finish(invitation: Invitation, form: FlaskForm) -> ResponseReturnValue:
    """Join, sign in and go to the ambassador's own page."""
    if isinstance(form, SignedInForm):
        user = filled(find_user(invitation.email))
    else:
        user = operations.prove_account(
            invitation,
            name=form.name.data if "name" in form else "",
            password=filled(form.password.data) if "password" in form else None,
            locale=language(),
        )
    ambassador = operations.join(invitation, user=user)
    notifications.send_welcome(ambassador)
    db.session.flush()  # signing in needs the account's id
    newcomer = find_newcomer(invitation)
    if newcomer and type(form) is NameForm:
        newcomers.connect(user, newcomer)
    sign_in(user)
    session["ambassador_id"] = str(ambassador.id)
    db.session.commit()
    return redirect(url_for("home_ambassador.show_home"))


def greet_again(token: str) -> ResponseReturnValue:
    """Answer a form that was sent twice: whoever proves to be the ambassador goes on."""
    invitation = queries.get_invitation(token)
    password = request.form.get("password", "")
    if not visit.is_the_invited(invitation):
        user = find_user(invitation.email) if password else None
        if not (user and user.active and operations.knows_password(user, password)):
            raise InvitationUsed
        sign_in(user)
        db.session.commit()
    return redirect(url_for("home_ambassador.show_home"))


def account_form(invitation: Invitation, user: User | None) -> FlaskForm:
    """Return the form that fits: nothing, the known password, a name, or a new account."""
    if visit.is_the_invited(invitation):
        return SignedInForm()
    if user and user.password:
        return KnownAccountForm()
    if find_newcomer(invitation):
        return NameForm(name=user.name if user else invitation.name)
    words = (invitation.email, invitation.cohort.organisation.name, invitation.cohort.name)
    return NewAccountForm(words, name=user.name if user else invitation.name)


def find_newcomer(invitation: Invitation) -> newcomers.Newcomer | None:
    """Return who came back from a provider to this invitation, unless a password is wanted."""
    if "password" in request.args:
        return None
    return newcomers.find_newcomer(invitation.cohort.organisation, request.path)


VIEWS = {
    Screen.WELCOME: "joining_public.show_welcome",
    Screen.POLICY: "joining_public.show_policy",
    Screen.WISHES: "joining_public.choose_wishes",
    Screen.WAYS: "joining_public.choose_ways",
    Screen.ACCOUNT: "joining_public.make_account",
}


def go_to(screen: Screen, token: str) -> ResponseReturnValue:
    """Send the browser to a screen."""
    return redirect(url_for(VIEWS[screen], token=token))


def show(
    screen: Screen, invitation: Invitation, token: str, form: FlaskForm, **context: object
) -> ResponseReturnValue:
    """Render one screen."""
    view = ScreenView(
        screen,
        back_url="" if screen is Screen.WELCOME else url_for(VIEWS[screen.before], token=token),
        next_url=url_for(VIEWS[screen.after], token=token),
    )
    return render_template(
        f"ambassadors/joining/{screen.value}.html",
        view=view,
        invitation=invitation,
        cohort=invitation.cohort,
        form=form,
        **context,
    )


@bp.errorhandler(LinkGone)
def link_gone(error: LinkGone) -> ResponseReturnValue:
    """Say what happened to the link and what to do now."""
    return render_template(
        "ambassadors/joining/link_gone.html", error=error, is_used=isinstance(error, InvitationUsed)
    ), 410


@bp.errorhandler(NoResultFound)
def link_unknown(_error: NoResultFound) -> ResponseReturnValue:
    """Say that the link is not one of ours, or not whole."""
    return render_template("ambassadors/joining/link_unknown.html"), 404


@bp.after_request
def keep_link_to_ourselves(response: Response) -> Response:
    """Let no page with a one-time link pass that link on, or stay in a cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, private"
    return response
