"""What an Instagram link says by itself."""

from datetime import UTC, datetime

import pytest

from campaigns.posts.instagram_links import LinkRefused, NotAPost, moment_of, read_link

CODE = "C_VIniGzTER"
ADDRESS = f"https://www.instagram.com/p/{CODE}/"


@pytest.mark.parametrize(
    "typed",
    [
        ADDRESS,
        f"  {ADDRESS}\n",
        f"http://instagram.com/p/{CODE}",
        f"https://m.instagram.com/p/{CODE}/",
        f"https://WWW.Instagram.com/p/{CODE}/",
        f"https://www.instagram.com/reel/{CODE}/?igsh=MWQ1ZGUxMzBkMA==",
        f"https://www.instagram.com/reels/{CODE}/",
        f"https://www.instagram.com/tv/{CODE}/#comments",
        f"https://www.instagram.com/freja.holm/p/{CODE}/",
        f"https://www.instagram.com/freja_holm/reel/{CODE}/",
        f"instagram.com/p/{CODE}",
        f"www.instagram.com/p/{CODE}/?utm_source=ig_web_copy_link",
    ],
)
def test_a_link_to_a_post_is_read_in_every_form_people_copy(typed):
    found = read_link(typed)
    assert (found.shortcode, found.address) == (CODE, ADDRESS)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (f"https://instagram.com.evil.example/p/{CODE}/", NotAPost.NOT_INSTAGRAM),
        (f"https://instagram.evil.example/p/{CODE}/", NotAPost.NOT_INSTAGRAM),
        (f"https://notinstagram.com/p/{CODE}/", NotAPost.NOT_INSTAGRAM),
        (f"https://instagram.com@evil.example/p/{CODE}/", NotAPost.NOT_INSTAGRAM),
        (f"https://ınstagram.com/p/{CODE}/", NotAPost.NOT_INSTAGRAM),
        (f"https://www.facebook.com/p/{CODE}/", NotAPost.NOT_INSTAGRAM),
        ("javascript:alert(1)", NotAPost.NOT_INSTAGRAM),
        (f"javascript://www.instagram.com/p/{CODE}/%0aalert(1)", NotAPost.NOT_INSTAGRAM),
        (f"ftp://www.instagram.com/p/{CODE}/", NotAPost.NOT_INSTAGRAM),
        ("https://[", NotAPost.NOT_INSTAGRAM),
        ("🌞", NotAPost.NOT_INSTAGRAM),
        ("min hund", NotAPost.NOT_INSTAGRAM),
        ("https://www.instagram.com/stories/freja/3141592653589793238/", NotAPost.STORY),
        ("https://www.instagram.com/share/p/BAQdVzS0jr", NotAPost.SHARE_LINK),
        ("https://www.instagram.com/share/reel/BAQdVzS0jr", NotAPost.SHARE_LINK),
        ("https://www.instagram.com/freja.holm/", NotAPost.NO_POST),
        ("https://www.instagram.com/", NotAPost.NO_POST),
        ("https://www.instagram.com/reels/audio/", NotAPost.NO_POST),
        ("https://www.instagram.com/p/", NotAPost.NO_POST),
        ("https://www.instagram.com/p/ÆØÅæøåÆØÅæ/", NotAPost.NO_POST),
        (f"https://www.instagram.com/p/{'A' * 51}/", NotAPost.NO_POST),
    ],
)
def test_anything_else_is_refused_with_the_reason(typed, reason):
    with pytest.raises(LinkRefused) as refused:
        read_link(typed)
    assert refused.value.reason is reason


def test_the_moment_is_exact_to_the_millisecond():
    assert moment_of(CODE) == datetime(2024, 8, 31, 10, 2, 39, 718000, tzinfo=UTC)


def test_the_longer_code_of_a_private_post_says_the_same_moment():
    assert moment_of(CODE + "x7Qk2LmN8sTb0") == moment_of(CODE)
