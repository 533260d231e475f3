"""What has been posted, for organisers: to say thank you, and to see what people tell."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from accounts.session import current_organisation
from campaigns.posts import queries
from campaigns.posts.enums import PostChannel, ReviewState
from campaigns.posts.reviews import queries as reviews
from campaigns.posts.screenshots import queries as screenshot_queries
from core.access import Audience, open_to
from core.db import db
from core.paging import page_number

bp = Blueprint("posts_organiser", __name__, url_prefix="/o/<slug:organisation>/posts")
PER_PAGE = 50
MOST_LETTERS = 100


@bp.get("")
@open_to(Audience.ORGANISER)
def list_posts(organisation: str) -> ResponseReturnValue:
    """Show the logged posts, newest first, narrowed to what is looked for."""
    asked = _asked()
    found = db.paginate(
        queries.narrowed_posts(current_organisation().id, **asked),
        page=request.args.get("page", 1, type=page_number),
        per_page=PER_PAGE,
        error_out=False,
    )
    return render_template(
        "campaigns/posts/posts.html",
        posts=found,
        asked=asked,
        channels=[(one.value, one.label) for one in PostChannel],
        states=[(one.value, one.label) for one in ReviewState],
        screenshots=screenshot_queries.of_posts([one.id for one in found.items]),
        shares=reviews.shares(current_organisation().id),
        cohorts=reviews.cohorts_of(current_organisation().id),
        waiting=reviews.count_waiting(current_organisation().id),
    )


def _asked() -> dict[str, str]:
    """Return what is looked for; a value nobody knows is left out."""
    known: dict[str, set[str]] = {"channel": set(PostChannel), "review": set(ReviewState)}
    asked = {name: request.args.get(name, "") for name in known}
    narrowed = {name: value if value in known[name] else "" for name, value in asked.items()}
    return {"words": request.args.get("words", "").strip()[:MOST_LETTERS], **narrowed}
