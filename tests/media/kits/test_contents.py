import pytest

from media.kits.contents import with_link
from media.kits.errors import NoHashtag, NoMention, TooManyHashtags, TooManyMentions
from media.kits.hashtags import last_line, mentions_in, parsed, written

LINK = "https://tillid.example/r/KRTMWD"


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Kom og se.", "Kom og se."),
        ("Kom og se. {link}", "Kom og se."),
        ("Kom og se. Tilmeld dig her: {link}", "Kom og se."),
        ("Kom og se! Se mere på {link}, hvis du vil. Vi glæder os.", "Kom og se! Vi glæder os."),
        ("Kom og se.\n\n{link}\n\nVi ses.", "Kom og se.\n\nVi ses."),
        ("Kom og se.\nMere: {link}", "Kom og se."),
        ("{link}", ""),
    ],
)
def test_without_a_link_its_sentence_is_gone(text: str, without: str) -> None:
    assert with_link(text, None) == without


def test_the_link_stands_where_it_was_asked_for() -> None:
    assert with_link("Her: {link} og {link}.", LINK) == f"Her: {LINK} og {LINK}."


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("", []),
        ("#studieliv #via", ["studieliv", "via"]),
        ("studieliv, via;holstebro", ["studieliv", "via", "holstebro"]),
        ("#a#b", ["a", "b"]),
        ("#Via #via #VIA", ["Via"]),
        ("#blåbærgrød #år2026 #to_ord", ["blåbærgrød", "år2026", "to_ord"]),
        ("one two three four five", ["one", "two", "three", "four", "five"]),
    ],
)
def test_hashtags_are_read_as_people_write_them(source: str, tags: list[str]) -> None:
    assert parsed(source) == tags
    assert parsed(written(tags)) == tags


def test_six_hashtags_are_too_many(app: object) -> None:
    with pytest.raises(TooManyHashtags):
        parsed("#a #b #c #d #e #f")


@pytest.mark.parametrize("source", ["#2026", "#a-b", "#studie!liv", "#😀"])
def test_what_instagram_would_not_take_is_no_hashtag(app: object, source: str) -> None:
    with pytest.raises(NoHashtag):
        parsed(source)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("", []),
        ("@viauc, studieliv.holstebro", ["viauc", "studieliv.holstebro"]),
        ("@Via_UC @via_uc", ["via_uc"]),
        ("@a@b;c", ["a", "b", "c"]),
    ],
)
def test_mentions_are_read_as_people_write_them(source: str, names: list[str]) -> None:
    assert mentions_in(source) == names


@pytest.mark.parametrize("source", ["@blåbær", "@a..b", "@a.", "@" + "x" * 31, "@a-b"])
def test_what_no_account_is_called_is_no_mention(app: object, source: str) -> None:
    with pytest.raises(NoMention):
        mentions_in(source)


def test_four_mentions_are_too_many(app: object) -> None:
    with pytest.raises(TooManyMentions):
        mentions_in("@a @b @c @d")


def test_mentions_stand_before_the_hashtags() -> None:
    assert last_line(["viauc"], ["studieliv", "via"]) == "@viauc #studieliv #via"
    assert (last_line([], ["via"]), last_line(["viauc"], [])) == ("#via", "@viauc")
