"""The mail that brings a post back to its author, with the reason."""

from flask_babel import lazy_gettext as _l

from campaigns.posts.models import Post
from core import mail


def send_back(post: Post) -> None:
    """Queue a kind mail in the author's language: what could be different, and where to do it.

    It is an answer to her, so it comes at once, also to who wants only what is needed.
    """
    ambassador = post.participation.ambassador
    mail.write(
        "campaigns/post_returned",
        to=ambassador.user.email,
        locale=ambassador.user.locale,
        subject=_l("About a post you logged"),
        name=ambassador.user.first_name,
        organisation_name=ambassador.cohort.organisation.name,
        post=post,
        by=post.reviewed_by.name if post.reviewed_by else ambassador.cohort.organisation.name,
    )
