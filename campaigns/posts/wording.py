"""What is said to an ambassador when she has logged something."""

from flask_babel import gettext as _

from campaigns.models import Participation
from campaigns.posts.enums import ReviewState
from campaigns.posts.models import Post
from campaigns.posts.own_share import MOSTLY_THE_KITS
from core.formats import format_day, local


def logged(post: Post, participation: Participation) -> str:
    """Say that it is logged, of which day it is, and whether that is within the campaign."""
    if post.participation_id != participation.id:
        return str(
            _(
                "This is a shared post, and another ambassador has logged it. "
                "It is noted as yours too, and counted once."
            )
        )
    day = local(post.published_at).date()
    if post.is_day_told:
        said = _("Logged for %(day)s.", day=format_day(day))
    else:
        said = _("Logged. Your post is from %(day)s.", day=format_day(day))
    campaign = post.participation.campaign
    is_within = campaign.starts_on <= day <= campaign.ends_on
    where = (
        _("That is within the campaign's dates.")
        if is_within
        else _("That is outside the campaign's dates, and that is fine.")
    )
    parts = [said, where]
    if post.review is ReviewState.WAITING:
        parts.append(_("An organiser looks at it, and then it counts."))
    return " ".join(str(part) for part in parts)


def gentle_word(post: Post) -> str:
    """Say kindly that the text is nearly the kit's own; nothing where it is hers or not known."""
    if post.own_percent is None or post.own_percent >= MOSTLY_THE_KITS:
        return ""
    return str(
        _(
            "Your text is nearly the kit's own. That is allowed, but people listen more to your "
            "words than to ours: one sentence of your own next time is enough."
        )
    )
