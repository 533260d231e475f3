"""Posts out of pastes, spreadsheets and saved files, kind and hostile; no network anywhere."""

import io
import json
import lzma
import zipfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from campaigns.posts import instaloader_files
from campaigns.posts.instaloader_files import SavedFilesUnreadable
from campaigns.results.page_check import arrivals, wording
from campaigns.results.page_check.enums import Language, Part, Tongue, Way
from campaigns.results.page_check.listing import NothingRead
from core.errors import DomainError

TODAY = date(2026, 11, 22)
ZONE = ZoneInfo("Europe/Copenhagen")

PASTED = """Solby Kommune • Følg
12. november 2026
Mød Aisha, der holder de grønne områder.
26. februar holder vi åbent hus.
Synes godt om: 1.024
3 kommentarer

tirsdag den 3. nov. kl. 14.30
Vi søger en ny kollega!
https://www.instagram.com/p/C_VIniGzTER/

28/10-2026: Tak for i dag
24.12.25\tGlædelig jul
2026-10-01T08:15:00+0200 | Morgen
October 5, 2026 - Hello
3 dage siden
Lige nu
24. december 2026
Kommer senere
"""


def test_a_paste_is_read_however_it_was_copied(plain_app: Flask) -> None:
    with plain_app.test_request_context():
        read = arrivals.posts_pasted(PASTED, TODAY, ZONE)
    assert [(post.posted_on.isoformat(), post.text) for post in read.posts] == [
        (
            "2026-11-12",
            "Mød Aisha, der holder de grønne områder.\n26. februar holder vi åbent hus.",
        ),
        ("2026-11-03", "Vi søger en ny kollega!"),
        ("2026-10-28", "Tak for i dag"),
        ("2025-12-24", "Glædelig jul"),
        ("2026-10-01", "Morgen"),
        ("2026-10-05", "Hello"),
        ("2026-11-19", "Lige nu"),
    ]
    assert (read.posts[0].likes, read.posts[0].comments, read.posts[1].likes) == (1024, 3, None)
    assert (read.way, read.left_out) == (Way.PASTE, 3)  # the heading, Christmas, and its text


def test_lists_are_read_with_our_headings_or_metas(plain_app: Flask) -> None:
    ours = "Dato;Tekst;Likes;Ambassadør\n12-11-2026;Hej;24;ja\n31-02-2026;Nej;1;\n"
    metas = (
        "Permalink,Description,Publish time,Likes\n"
        ',Hi,"11/20/2026 14:30","1,024"\n,Ho,"03/04/2026 09:00",2\n'
    )
    linked = "Link\tTekst\nhttps://www.instagram.com/p/C_VIniGzTER/\tHej\n"
    with plain_app.test_request_context():
        read = arrivals.posts_sent(ours.encode("cp1252"), (), TODAY, ZONE)
        meta = arrivals.posts_sent(metas.encode(), (), TODAY, ZONE)
        pasted = arrivals.posts_pasted(linked, TODAY, ZONE)
        with pytest.raises(NothingRead):
            arrivals.posts_sent(b"Navn;Alder\nKim;7\n", (), TODAY, ZONE)
        with pytest.raises(DomainError):
            arrivals.posts_sent(b"\x00\x01\x02binary", (), TODAY, ZONE)
    (post,) = read.posts
    assert (post.posted_on, post.likes, post.part) == (date(2026, 11, 12), 24, Part.NOTED)
    assert (read.way, read.left_out) == (Way.SHEET, 1)
    assert [one.posted_on for one in meta.posts] == [date(2026, 11, 20), date(2026, 3, 4)]
    assert meta.posts[0].likes == 1024
    assert [(one.posted_on, one.text) for one in pasted.posts] == [(date(2024, 8, 31), "Hej")]


def saved(node: dict[str, object], kind: str = "Post") -> str:
    return json.dumps({"node": node, "instaloader": {"version": "4.16", "node_type": kind}})


TAKEN = 1_760_000_000  # 9 October 2025
NEW = {
    "code": "ABCdef12345", "media_type": 1, "taken_at": TAKEN, "comment_count": 7,
    "caption": {"text": "Hej @Partner"}, "user": {"username": "Kommune"},
    "usertags": {"in": [{"user": {"username": "Kim.Holm"}}]},
    "edge_media_preview_like": {"count": 0},  # the library's own nought
}  # fmt: skip
TIMELINE = {
    "shortcode": "ABCdef12346", "date": TAKEN, "comments": 0,
    "iphone_struct": {"like_count": 3, "like_and_view_counts_disabled": True,
                      "coauthor_producers": [{"username": "kim.holm"}]},
}  # fmt: skip
OLDER = {
    "shortcode": "ABCdef12347", "taken_at_timestamp": TAKEN,
    "edge_media_preview_like": {"count": 9}, "edge_media_to_comment": {"count": 2},
    "edge_media_to_caption": {"edges": [{"node": {"text": "Gammel @kim.holm"}}]},
}  # fmt: skip


def zipped(files: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return made.getvalue()


def test_a_folder_of_instaloader_is_read_in_its_three_shapes(plain_app: Flask) -> None:
    folder = zipped({
        "../../etc/2025_UTC.json": saved(NEW),
        "page/b_UTC.json.xz": lzma.compress(saved(TIMELINE).encode(), check=lzma.CHECK_NONE),
        "page/c_UTC.json": saved(OLDER),
        "page/page_1.json": saved({"username": "kommune", "follower_count": 2_500}, "Profile"),
        "page/c_UTC_comments.json": '[{"owner": {"username": "somebody"}}]',
        "page/iterator_x.json.xz": lzma.compress(saved({}, "FrozenNodeIterator").encode()),
        "page/c_UTC.jpg": b"\xff\xd8", "page/odd.json": "{", "page/no-day.json": saved({"code": 7}),
    })  # fmt: skip
    with plain_app.test_request_context():
        read = arrivals.posts_sent(folder, {"kim.holm"}, TODAY, ZONE)
        single = arrivals.posts_sent(saved(OLDER).encode(), (), TODAY, ZONE)
    assert (read.way, read.followers, read.left_out) == (Way.FILE, 2_500, 2)
    assert {(one.likes, one.comments, one.part) for one in read.posts} == {
        (None, 7, Part.TAGGED), (None, 0, Part.AUTHOR), (9, 2, Part.MENTIONED)
    }  # fmt: skip
    assert {one.posted_on for one in read.posts} == {date(2025, 10, 9)}
    assert [one.part for one in single.posts] == [None]


HOSTILE = {
    "a bomb in xz": lzma.compress(bytes(50_000_000)),
    "a bomb in a zip": zipped({"a.json": bytes(20_000_000)}),
    "a bomb in xz in a zip": zipped({"a.json.xz": lzma.compress(bytes(50_000_000))}),
    "half a zip": zipped({"a.json": saved(OLDER)})[:-10] + b"junk",
    "half an xz": lzma.compress(saved(OLDER).encode())[:-20],
    "a deep hole": b"[" * 100_000,
    "a number without end": b'{"node": {"taken_at": ' + b"9" * 10_000 + b"}}",
    "another program's": b'{"shortcode": "ABCdef12345"}',
    "nothing in it": zipped({}),
    "no posts": zipped({"holiday.jpg": b"\xff\xd8"}),
    "odd kinds": saved({"code": ["x"], "taken_at": True, "caption": 7}).encode(),
    "long ago": saved({**OLDER, "taken_at_timestamp": 12}).encode(),
}


def test_hostile_files_are_refused_in_words(plain_app: Flask, tmp_path: Path) -> None:
    taken = []
    with plain_app.test_request_context():
        for what, content in HOSTILE.items():
            try:
                arrivals.posts_sent(content, (), TODAY, ZONE)
            except DomainError:
                continue
            taken.append(what)
        path = tmp_path / "many"
        path.write_bytes(zipped({f"{n}.json": saved(OLDER) for n in range(5)}))
        for limits in (instaloader_files.Limits(entries=4), instaloader_files.Limits(posts=3),
                       instaloader_files.Limits(unpacked=300)):  # fmt: skip
            with pytest.raises(SavedFilesUnreadable):
                instaloader_files.read(path, ZONE, limits)
    assert taken == []


def test_captions_are_told_apart() -> None:
    def tongue(text: str) -> str:
        return wording.tongue_of(text, Language.DANISH).value

    told = [
        "Mød Aisha, der holder byens grønne områder", "We are proud to present our new strategy",
        "Velkommen til åbent hus. Welcome to our open house, all of you.", "#solby @kim 🌳 Skønt",
        "Wir sind stolz und freuen uns für die Kollegen", "Sommerfest på rådhuspladsen lørdag",
    ]  # fmt: skip
    own, other, unclear = Tongue.OWN.value, Tongue.OTHER.value, Tongue.UNCLEAR.value
    assert [tongue(text) for text in told] == [own, other, own, unclear, other, own]
    assert wording.tongue_of(told[1], Language.ENGLISH) is Tongue.OWN
    works = ["Vi søger en ny kollega", "Meet our colleagues", "En dag i praktik", "Åbent hus"]
    assert [wording.is_about_work(text) for text in works] == [True, True, True, False]
