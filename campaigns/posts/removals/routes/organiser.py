"""What an organiser says about posts that may show a picture somebody took back."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.session import current_organisation, signed_in_user
from campaigns.posts.removals import operations, queries
from campaigns.posts.removals.enums import RemovalState
from campaigns.posts.removals.models import PostRemoval
from core.access import Audience, open_to
from core.db import db

bp = Blueprint("removals_organiser", __name__, url_prefix="/o/<slug:organisation>/posts/removals")


@bp.post("/<uuid:removal_id>")
@open_to(Audience.ORGANISER)
def note_removed(organisation: str, removal_id: uuid.UUID) -> ResponseReturnValue:
    """Note for an ambassador that a post is gone."""
    removal = queries.get_removal(current_organisation().id, removal_id)
    operations.answer(removal, RemovalState.REMOVED, actor=signed_in_user())
    db.session.commit()
    flash(_("Noted."), "success")
    return _to_record(organisation, removal)


@bp.post("/<uuid:removal_id>/undoing")
@open_to(Audience.ORGANISER)
def take_back(organisation: str, removal_id: uuid.UUID) -> ResponseReturnValue:
    """Open a question again, because the answer was a slip or the post is still there."""
    removal = queries.get_removal(current_organisation().id, removal_id)
    operations.take_back(removal, actor=signed_in_user())
    db.session.commit()
    return _to_record(organisation, removal)


def _to_record(organisation: str, removal: PostRemoval) -> ResponseReturnValue:
    return redirect(
        url_for(
            "withdrawals_organiser.show_withdrawal",
            organisation=organisation,
            withdrawal_id=removal.withdrawal_id,
        )
    )
