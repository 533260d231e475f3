import pytest

from campaigns.tracking import codes


def test_a_new_code_is_six_speakable_signs():
    made = {codes.new_code() for _ in range(2_000)}
    assert len(made) > 1_990
    assert {len(code) for code in made} == {6}
    assert not set("".join(made)) & set("01OIL")


def test_no_new_code_is_rude():
    assert not [code for code in (codes.new_code() for _ in range(5_000)) if codes.is_rude(code)]


@pytest.mark.parametrize("code", ["FUCK22", "22RUNK", "A55234", "NEGER2", "5EX234", "PRUT99"])
def test_rude_words_are_seen_also_through_digits(code: str):
    assert codes.is_rude(code)


def test_an_ordinary_code_is_not_rude():
    assert not codes.is_rude("KDM4QX")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("KDM4QX", "KDM4QX"),
        ("kdm4qx", "KDM4QX"),
        (" kdm4qx ", "KDM4QX"),
        ("KDM-4QX", None),
        ("KDM4Q0", None),
        ("", None),
        ("K", None),
        ("K" * 13, None),
        ("KDM4QX\n!ABC234 1763746800 p", None),
        ("ＫＤＭ４ＱＸ", None),
        ("../../etc", None),
    ],
)
def test_what_somebody_typed_becomes_a_code_or_nothing(typed: str, code: str | None):
    assert codes.normalise(typed) == code
