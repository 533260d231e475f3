"""What has been posted, for organisers: to say thank you, and to see what people tell."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation
from campaigns.posts.queries import posts_of_organisation
from core.access import Audience, open_to
from core.db import db

bp = Blueprint("posts_organiser", __name__, url_prefix="/o/<slug:organisation>/posts")
PER_PAGE = 50
LAST_PAGE = 1_000_000


def page_number(text: str) -> int:
    """Return the page an address asks for, within what a database can count."""
    return min(max(int(text), 1), LAST_PAGE)


@bp.get("")
@open_to(Audience.ORGANISER)
def list_posts(organisation: str) -> ResponseReturnValue:
    """Show the logged posts, newest first."""
    found = db.paginate(
        posts_of_organisation(current_organisation().id),
        page=request.args.get("page", 1, type=page_number),
        per_page=PER_PAGE,
        error_out=False,
    )
    return render_template("campaigns/posts/posts.html", posts=found)
