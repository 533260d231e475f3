"""An ambassador's box for ideas and questions."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.messages import operations, queries
from ambassadors.messages.enums import IdeaKind
from ambassadors.messages.forms import IdeaForm
from ambassadors.session import current_ambassador
from core.access import Audience, open_to
from core.db import db
from core.forms import filled

bp = Blueprint("messages_ambassador", __name__, url_prefix="/my/ideas")


@bp.get("")
@open_to(Audience.AMBASSADOR)
def list_ideas() -> ResponseReturnValue:
    """Show what one has written, with the answers, and room for more."""
    return ideas_page(IdeaForm())


@bp.post("")
@open_to(Audience.AMBASSADOR)
def write_idea() -> ResponseReturnValue:
    """Send an idea or a question to the organisers."""
    form = IdeaForm()
    if not form.validate_on_submit():
        return ideas_page(form)
    operations.write_idea(
        current_ambassador(), kind=IdeaKind(form.kind.data), text=filled(form.text.data)
    )
    db.session.commit()
    flash(_("Thank you. Somebody will answer you, here and by e-mail."), "success")
    return redirect(url_for(".list_ideas"))


def ideas_page(form: IdeaForm) -> ResponseReturnValue:
    """Return the page with the form as it is."""
    ideas = queries.ideas_of(current_ambassador())
    return render_template("ambassadors/messages/ideas.html", form=form, ideas=ideas)
