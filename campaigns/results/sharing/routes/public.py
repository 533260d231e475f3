"""A campaign's results for somebody with the link and the password, and no account."""

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import passwords
from accounts.session import show_for
from campaigns.results import paper, tables
from campaigns.results.sharing import queries
from campaigns.results.sharing.forms import OpenForm
from campaigns.results.sharing.models import SharedResult
from core.access import Audience, open_to
from core.db import utcnow
from core.downloads import attachment
from core.errors import DomainError, LinkGone
from core.extensions import limiter
from core.formats import local
from core.forms import filled, show_error
from core.languages import language

bp = Blueprint("shared_public", __name__, url_prefix="/shared")
OPENED = "shared_results"
FROM_ONE_PLACE, OF_ONE_LINK = "10 per minute;40 per hour", "100 per hour"


def _link() -> str:
    """Return the link a password is tried on, so that many places together try no more."""
    return request.path


def _load(token: str) -> SharedResult:
    """Return what a link leads to; one that has ended answers 410."""
    shared = queries.by_token(token)
    show_for(shared.campaign.organisation)
    if not queries.is_open(shared, local(utcnow()).date()):
        raise LinkGone(_("These results are no longer shared. Ask whoever sent you the link."))
    return shared


def _is_opened(shared: SharedResult) -> bool:
    return str(shared.id) in session.get(OPENED, [])


def _private(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.get("/<string:token>")
@open_to(Audience.PUBLIC)
def show(token: str) -> ResponseReturnValue:
    """Show the results, or ask for the password first."""
    shared = _load(token)
    if not _is_opened(shared):
        return _ask(shared, token, OpenForm())
    return _private(
        render_template(
            "campaigns/results/sharing/shared.html",
            paper=paper.write(shared.campaign, utcnow()),
            said=paper,
            tables=tables,
            shared=shared,
            token=token,
        )
    )


def _ask(shared: SharedResult, token: str, form: OpenForm) -> Response:
    page = render_template("campaigns/results/sharing/open.html", form=form, token=token)
    return _private(page, 422 if form.errors else 200)


@bp.post("/<string:token>")
@open_to(Audience.PUBLIC)
@limiter.limit(FROM_ONE_PLACE)
@limiter.limit(OF_ONE_LINK, key_func=_link)
def unlock(token: str) -> ResponseReturnValue:
    """Open the results with the password, for as long as the browser stays open."""
    shared, form = _load(token), OpenForm()
    if form.validate_on_submit():
        if passwords.matches(filled(form.password.data), shared.password):
            session[OPENED] = [*session.get(OPENED, [])[-9:], str(shared.id)]
            return redirect(url_for("shared_public.show", token=token))
        show_error(form, DomainError(_("That is not the password."), field="password"))
    return _ask(shared, token, form)


@bp.get("/<string:token>/results.pdf")
@open_to(Audience.PUBLIC)
def show_pdf(token: str) -> ResponseReturnValue:
    """Hand out the results as a PDF."""
    shared = _load(token)
    if not _is_opened(shared):
        return redirect(url_for("shared_public.show", token=token))
    made = paper.draw(paper.write(shared.campaign, utcnow()), language())
    return attachment(made, "application/pdf", f"{shared.campaign.slug}.pdf")
