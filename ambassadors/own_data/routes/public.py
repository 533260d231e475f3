"""What is seen after erasing, by somebody who is signed out by then."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from core.access import Audience, open_to

bp = Blueprint("erased", __name__)


@bp.get("/erased")
@open_to(Audience.PUBLIC)
def show_erased() -> ResponseReturnValue:
    """Say that it is being done. The page knows nobody, so anybody may see it."""
    return render_template("ambassadors/own_data/erased.html")
