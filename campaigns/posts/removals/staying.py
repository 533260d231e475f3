"""Whether a post may stay after all: those in the picture have said yes again. Pure."""

from datetime import date

from campaigns.posts.enums import PostChannel
from campaigns.posts.models import Post
from campaigns.posts.removals.models import PostRemoval
from media.library.enums import PictureChannel
from media.library.models import Asset
from media.library.people.withdrawals.models import Withdrawal
from media.library.permissions import is_covered

# Of a post that is nowhere a picture is asked about, what was taken back must be given back.
SHOWN_IN = {
    PostChannel.INSTAGRAM: PictureChannel.INSTAGRAM,
    PostChannel.INSTAGRAM_STORY: PictureChannel.INSTAGRAM,
    PostChannel.FACEBOOK: PictureChannel.FACEBOOK,
    PostChannel.LINKEDIN: PictureChannel.LINKEDIN,
    PostChannel.TIKTOK: PictureChannel.TIKTOK,
    PostChannel.BLOG: PictureChannel.WEBSITE,
}


def is_taken_back_in(post: Post, withdrawal: Withdrawal) -> bool:
    """Say whether what was taken back is where a post is; of one that is elsewhere, always."""
    where = SHOWN_IN.get(post.channel)
    return withdrawal.is_whole or where is None or where.value in withdrawal.channels


def may_stay(removal: PostRemoval, on: date) -> bool:
    """Say whether all in the pictures a post shows, or may show, have said yes to where it is."""
    pictures, channels = _pictures(removal), _channels(removal)
    return bool(pictures) and all(_is_covered(one, on, channels) for one in pictures)


def _pictures(removal: PostRemoval) -> list[Asset | None]:
    taken = [one.asset for one in removal.withdrawal.pictures]
    if not removal.shows or removal.post is None:
        return taken
    return [one for one in taken if one in removal.post.pictures]


def _channels(removal: PostRemoval) -> set[PictureChannel]:
    where = SHOWN_IN.get(removal.post.channel) if removal.post else None
    if where:
        return {where}
    return {PictureChannel(one) for one in removal.withdrawal.channels} or set(PictureChannel)


def _is_covered(asset: Asset | None, on: date, channels: set[PictureChannel]) -> bool:
    """Say whether a picture has everybody's yes; of a deleted one nobody knows."""
    return (
        asset is not None
        and bool(asset.people)
        and all(is_covered(who, on, channel) for who in asset.people for channel in channels)
    )
