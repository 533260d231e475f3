"""Withdrawals as organisers see them: who was told, which posts may show the picture."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation
from core.access import Audience, open_to
from core.downloads import attachment
from core.languages import language
from media.library.people.channels import channel_names
from media.library.people.withdrawals import queries, record, signals
from media.library.people.withdrawals.again import yes_again
from media.library.people.withdrawals.names import names_of

bp = Blueprint(
    "withdrawals_organiser", __name__, url_prefix="/o/<slug:organisation>/library/withdrawals"
)


@bp.get("")
@open_to(Audience.ORGANISER)
def list_withdrawals(organisation: str) -> ResponseReturnValue:
    """Show what has been taken back, the newest first."""
    found = queries.list_withdrawals(
        current_organisation().id, page=request.args.get("page", 1, type=int)
    )
    return render_template("media/library/people/withdrawals.html", pages=found)


@bp.get("/<uuid:withdrawal_id>")
@open_to(Audience.ORGANISER)
def show_withdrawal(organisation: str, withdrawal_id: uuid.UUID) -> ResponseReturnValue:
    """Show one withdrawal from beginning to end; it prints."""
    withdrawal = queries.get_withdrawal(current_organisation().id, withdrawal_id)
    return render_template(
        "media/library/people/withdrawal.html",
        withdrawal=withdrawal,
        posts=signals.posts_of(withdrawal),
        pictures=names_of(withdrawal, language()),
        yes_again=yes_again(withdrawal),
        channel_names=channel_names,
    )


@bp.get("/<uuid:withdrawal_id>/record.pdf")
@open_to(Audience.ORGANISER)
def send_record(organisation: str, withdrawal_id: uuid.UUID) -> ResponseReturnValue:
    """Send the record as a PDF."""
    withdrawal = queries.get_withdrawal(current_organisation().id, withdrawal_id)
    made = record.drawn(withdrawal, signals.posts_of(withdrawal))
    return attachment(made, "application/pdf", f"withdrawal-{withdrawal.created_at:%Y-%m-%d}.pdf")
