import pytest

from campaigns.tracking import codes


def test_a_new_code_is_six_speakable_signs():
    made = {codes.new_code() for _ in range(2_000)}
    assert len(made) > 1_990
    assert {len(code) for code in made} == {6}
    assert not set("".join(made)) & set("01OIL")
    assert not set("".join(made)) & set("AEUY34")  # so that it spells no word at all
    assert not [code for code in made if codes.is_rude(code)]


@pytest.mark.parametrize(
    "code", ["FUCK22", "22RUNK", "A55234", "NEGER2", "5EX234", "PRUT99", "GRFCKB", "ANUS", "7XKKK2"]
)
def test_rude_words_are_seen_also_through_digits(code: str):
    assert codes.is_rude(code)


@pytest.mark.parametrize("code", ["KDM4QX", "JANUS", "HASSE", "PARSEC", "AABENTHUS", "SUMMER26"])
def test_names_and_ordinary_codes_are_not_rude(code: str):
    assert not codes.is_rude(code)
    assert not codes.is_reserved(code)


@pytest.mark.parametrize("code", ["STAFF", "EVENT26", "PASSKEY"])
def test_what_would_pass_for_something_official_is_reserved(code: str):
    assert codes.is_reserved(code)


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
