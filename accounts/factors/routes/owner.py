"""What an owner can do for a colleague who has lost their phone."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import queries
from accounts.confirmation import asked_again
from accounts.factors import operations
from accounts.factors.notifications import News, tell
from accounts.session import current_organisation, signed_in_user
from core.access import Audience, open_to, require
from core.db import db
from core.errors import DomainError

bp = Blueprint("factors_owner", __name__, url_prefix="/o/<slug:organisation>")


@bp.post("/people/<uuid:user_id>/second-step")
@open_to(Audience.OWNER)
@asked_again("accounts_owner.edit_person", "organisation", "user_id")
def reset_second_step(organisation: str, user_id: uuid.UUID) -> ResponseReturnValue:
    """Take a colleague's lost second step away; never one's own."""
    colleague = queries.get_colleague(current_organisation(), user_id)
    require(colleague.id != signed_in_user().id)
    try:
        operations.reset(colleague, organisation=current_organisation(), actor=signed_in_user())
    except DomainError as error:
        flash(error.message, "error")
    else:
        tell(colleague, News.RESET)
        db.session.commit()
        flash(
            _("%(name)s signs in with the password alone next time.", name=colleague.first_name),
            "success",
        )
    return redirect(
        url_for("accounts_owner.edit_person", organisation=organisation, user_id=user_id)
    )
