import pytest

from media.kits.own_words import own_percent, words_of

OURS = "Tirsdag i værkstedet: maling på bukserne og kaffe i dåsen."


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("", 0),
        (OURS, 0),
        (OURS.upper() + " ☕️", 0),  # signs, smileys and capitals are not words
        ("Tirsdag i værkstedet", 0),  # taking away adds nothing
        ("Helt min egen historie", 100),
        ("Onsdag i værkstedet: maling på bukserne og kaffe i dåsen.", 10),
        ("Kaffe i dåsen og maling på bukserne", 42),  # moved words count as new
    ],
)
def test_the_own_share_is_what_the_suggestion_has_not(written: str, percent: int) -> None:
    assert own_percent(OURS, written) == percent


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words_of("Åbent hus: 26. februar! #studieliv_holstebro") == [
        "åbent", "hus", "26", "februar", "studieliv", "holstebro",
    ]  # fmt: skip
