"""What the pages of the log have in common."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from ambassadors.session import current_ambassador
from ambassadors.training.views import owner_on_device
from campaigns import queries as campaign_queries
from campaigns.models import Participation
from campaigns.posts import queries
from campaigns.posts.disclosing import first_line
from campaigns.posts.enums import PostChannel
from campaigns.posts.forms import ELSEWHERE, ChangePostForm, TellingForm
from campaigns.posts.models import Post
from campaigns.posts.origins import Origin, origin_of
from campaigns.posts.removals.queries import unanswered
from campaigns.posts.screenshots import operations as screenshots
from campaigns.posts.screenshots import queries as screenshot_queries
from campaigns.posts.screenshots.taking import Taken
from core.db import db, utcnow
from core.formats import local
from core.image_gate import MAX_BYTES
from core.paging import page_number

Form = TypeVar("Form", bound=TellingForm, covariant=True)
PER_PAGE = 20
MOST_LETTERS = 100


@dataclass(frozen=True)
class Way(Generic[Form]):
    """One way of logging: its form, the campaigns to choose from, and the kit she comes from."""

    form: Form
    running: list[Participation]
    origin: Origin


def way_in(form: type[Form], named: Mapping[str, str]) -> Way[Form]:
    """Return a way of logging for whoever asks; the address or the form names the kit."""
    running, origin = running_parts(), origin_named(named.get("kit", ""), named.get("picture", ""))
    empty = form()
    empty.offer(running, origin)
    if not empty.is_submitted():
        empty.day.data = local(utcnow()).date()
    return Way(empty, running, origin)


def running_parts() -> list[Participation]:
    """Return her parts in the campaigns that run today."""
    return campaign_queries.live_participations(current_ambassador(), local(utcnow()).date())


def origin_named(kit_id: str, picture: str = "") -> Origin:
    """Return the kit she comes from with its pictures, if it is one of hers."""
    today = local(utcnow()).date()
    return origin_of(current_ambassador(), kit_id, in_sight=picture, on=today)


def chosen(participation_id: str) -> Participation:
    """Return the ambassador's own participation that a form names."""
    try:
        wanted = uuid.UUID(participation_id)
    except ValueError as error:
        raise BadRequest from error
    return campaign_queries.get_participation(current_ambassador(), wanted)


def taken(form: TellingForm) -> Taken | None:
    """Store the picture a form brings, if it brings one; nobody waits for the database meanwhile.

    Raises ScreenshotRefused, and StorageUnavailable.
    """
    if "screenshot" not in form or not form["screenshot"].data:
        return None
    db.session.commit()
    return screenshots.take(form["screenshot"].data.read(MAX_BYTES + 1))


def front_page(way: Way[Any]) -> str:
    """Return the page that asks what happened."""
    return _page("campaigns/posts/log.html", way, to_remove=unanswered(current_ambassador()))


def page_of(template: str, way: Way[Any]) -> ResponseReturnValue:
    """Return the page of one way of logging."""
    return _page(template, way), 422 if way.form.errors or way.form.form_errors else 200


def _page(template: str, way: Way[Any], **more: Any) -> str:
    ambassador = current_ambassador()
    return render_template(
        template,
        form=way.form,
        running=way.running,
        origin=way.origin,
        line=first_line(ambassador, [one.campaign for one in way.running], way.origin.kit),
        owner=owner_on_device(ambassador),
        latest=queries.latest_posts(ambassador),
        removed=queries.just_removed(ambassador),
        talk_key=uuid.uuid4().hex,
        today=local(utcnow()).date(),
        me=ambassador,
        **more,
    )


def own_list() -> str:
    """Return the page of all she has logged, narrowed to what is looked for."""
    words = request.args.get("words", "").strip()[:MOST_LETTERS]
    channel = request.args.get("channel", "")
    known = {one.value for one in PostChannel}
    found = db.paginate(
        queries.own_posts(
            current_ambassador(),
            words=words,
            channel=PostChannel(channel) if channel in known else None,
        ),
        page=request.args.get("page", 1, type=page_number),
        per_page=PER_PAGE,
        error_out=False,
    )
    return render_template(
        "campaigns/posts/mine.html",
        posts=found,
        words=words,
        channel=channel,
        channels=[(one.value, one.label) for one in PostChannel],
        removed=queries.just_removed(current_ambassador()),
        me=current_ambassador(),
    )


def change_form(post: Post) -> tuple[ChangePostForm, Origin]:
    """Return the form that puts a post right, and the kit it was made from while that is out."""
    origin = origin_named(str(post.kit_id or ""))
    return ChangePostForm.of(post, origin), origin


def change_page(post: Post, form: ChangePostForm, origin: Origin) -> ResponseReturnValue:
    """Return the page on which a post is put right."""
    page = render_template(
        "campaigns/posts/change.html",
        form=form,
        post=post,
        origin=origin,
        line=first_line(current_ambassador(), [post.participation.campaign], origin.kit),
        screenshots=screenshot_queries.of_posts([post.id])[post.id],
        is_elsewhere=post.channel in ELSEWHERE,
    )
    return page, 422 if form.errors or form.form_errors else 200
