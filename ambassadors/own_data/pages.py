"""What the pages about one's own data share."""

from flask import Response, make_response, render_template, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import logout_user

from accounts.models import User
from accounts.session import signed_in_user
from ambassadors.own_data import queries
from ambassadors.own_data.forms import EraseForm
from ambassadors.own_data.operations import can_erase
from ambassadors.queries import active_places
from ambassadors.session import admit_ambassador


def enter() -> None:
    """Give an ambassador their cohort's colours and menu; others see the page without."""
    if current_user.is_authenticated and active_places(signed_in_user()):
        admit_ambassador(frozenset())


def erasure_page(user: User, form: EraseForm) -> ResponseReturnValue:
    """Return the page that says what goes and what stays."""
    return render_template(
        "ambassadors/own_data/erasure.html",
        form=form,
        places=queries.places_of(user.id),
        keeps_account=queries.has_role(user.id),
        can_erase=can_erase(user),
        by_mail=user.password is None,
    )


def answer(page: str) -> Response:
    """Return a page as an answer whose headers can be set."""
    return make_response(page)


def leave(locale: str) -> None:
    """Sign out on this device; the last page still speaks the person's language."""
    logout_user()
    session["language"] = locale
