"""What addresses say by themselves, on each site."""

from datetime import UTC, datetime

import pytest

from campaigns.posts.enums import PostChannel
from campaigns.posts.instagram_links import LinkRefused
from campaigns.posts.links import read_address

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Instaloader named the reel's file by its moment; a story's number is of the same kind. TikTok's is
# the example of its own page on embedding, LinkedIn's that of its API, with the moment beside it.
KNOWN = {
    "https://www.instagram.com/reel/C_VIniGzTER/?igsh=MWQ1&utm_source=qr": (
        PostChannel.INSTAGRAM, "C_VIniGzTER", "https://www.instagram.com/p/C_VIniGzTER/",
        "2024-08-31T10:02:39",
    ),
    "instagr.am/kim/p/C_VIniGzTER": (
        PostChannel.INSTAGRAM, "C_VIniGzTER", "https://www.instagram.com/p/C_VIniGzTER/",
        "2024-08-31T10:02:39",
    ),
    "https://www.instagram.com/stories/kim.h/3446698990874997009/?igsh=x": (
        PostChannel.INSTAGRAM_STORY, "story:3446698990874997009",
        "https://www.instagram.com/stories/kim.h/3446698990874997009/", "2024-08-31T10:02:39",
    ),
    "https://www.instagram.com/share/reel/BAJ1x2y_z9/?x=1": (
        PostChannel.INSTAGRAM, "share:BAJ1x2y_z9",
        "https://www.instagram.com/share/reel/BAJ1x2y_z9/", None,
    ),
    "https://m.tiktok.com/@kim/video/6718335390845095173?lang=da": (
        PostChannel.TIKTOK, "tiktok:6718335390845095173",
        "https://www.tiktok.com/@kim/video/6718335390845095173", "2019-07-27T13:32:33",
    ),
    "https://dk.linkedin.com/posts/kim_aabent-hus-activity-6318971194909560123-AbCd?utm=1": (
        PostChannel.LINKEDIN, "linkedin:6318971194909560123",
        "https://www.linkedin.com/posts/kim_aabent-hus-activity-6318971194909560123-AbCd",
        "2017-09-28T00:55:33",
    ),
}  # fmt: skip
SAME = (
    ("https://www.facebook.com/kim/posts/pfbid02?__cft__=1", "m.facebook.com/kim/posts/pfbid02/"),
    ("https://facebook.com/watch?v=7&ref=share", "www.facebook.com/watch/?v=7"),
    ("https://blog.example.dk/aabent-hus/?utm_source=x#top", "http://blog.example.dk/aabent-hus"),
)  # fmt: skip
REFUSED = (
    "", "hej", "javascript:alert(1)", "https://[x", "https://localhost/x", "ftp://example.dk/x",
    "https://www.instagram.com/kim.h/", "https://www.instagram.com/stories/kim.h/",
    "https://instagram.com.evil.dk/p/C_VIniGzTER/", "https://myinstagram.dk/p/C_VIniGzTER/",
    "https://www.facebook.com/", "https://www.linkedin.com/in/kim", "https://www.linkedin.com/feed/",
    "https://www.instagram.com/p/zzzzzzzzzzz/", "https://www.facebook.com@example.dk/post",
)  # fmt: skip


def test_links_say_where_what_and_when() -> None:
    read = {}
    for address in KNOWN:
        found = read_address(address, now=NOW)
        moment = found.published_at and found.published_at.isoformat()[:19].removesuffix("+00:00")
        read[address] = (found.channel, found.key, found.address, moment)
    assert read == KNOWN
    keys = [[read_address(one, now=NOW).key for one in pair] for pair in SAME]
    assert all(one == other for one, other in keys)
    assert len({one for one, _other in keys}) == len(SAME)


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_nobodys_post_is_refused(address: str) -> None:
    with pytest.raises(LinkRefused):
        read_address(address, now=NOW)
