import pytest
from flask_babel import force_locale

from ambassadors.enums import Kind, Relation
from ambassadors.starter_packs import load
from media.kits import disclosure

ODDER = "Odder Kommune"
ENCOURAGED, AGREED, BENEFIT = Relation.ENCOURAGED, Relation.AGREED, Relation.BENEFIT


IN_DANISH = {
    ENCOURAGED: "Jeg er borgerambassadør for Odder Kommune.",
    AGREED: "Reklame: jeg er borgerambassadør for Odder Kommune.",
    BENEFIT: "Reklame for Odder Kommune: jeg er borgerambassadør og har fået noget for det.",
}
IN_ENGLISH = {
    ENCOURAGED: "I am an employee ambassador for Odder Kommune.",
    AGREED: "Reklame (advertisement): I am an employee ambassador for Odder Kommune.",
    BENEFIT: (
        "Reklame (advertisement) for Odder Kommune: "
        "I am an employee ambassador and was given something for it."
    ),
}


@pytest.mark.parametrize("relation", Relation)
def test_line_follows_the_footing(relation: Relation) -> None:
    danish = disclosure.line(relation, "borgerambassadør", ODDER, "da")
    english = disclosure.line(relation, "employee ambassador", ODDER, "en")
    assert (danish, english) == (IN_DANISH[relation], IN_ENGLISH[relation])


@pytest.mark.parametrize("relation", [AGREED, BENEFIT])
@pytest.mark.parametrize("locale", ["da", "en"])
def test_advertising_begins_with_the_danish_word(relation: Relation, locale: str) -> None:
    assert disclosure.line(relation, "ambassador", ODDER, locale).startswith("Reklame")


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("relation", Relation)
def test_every_kind_has_a_line_in_both_languages(kind: Kind, relation: Relation) -> None:
    pack = load(kind)
    for locale in ("da", "en"):
        word = getattr(pack, f"ambassador_word_{locale}")
        line = disclosure.line(relation, word, ODDER, locale)
        assert word in line
        assert ODDER in line
        assert line.endswith(".")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Studieambassadør", "Jeg er studieambassadør for Odder Kommune."),
        ("HF-ambassadør", "Jeg er HF-ambassadør for Odder Kommune."),
        ("Odderambassadør", "Jeg er Odderambassadør for Odder Kommune."),
        ("  frivillig   ambassadør ", "Jeg er frivillig ambassadør for Odder Kommune."),
    ],
)
def test_a_word_is_written_as_inside_a_sentence(word: str, said: str) -> None:
    assert disclosure.line(ENCOURAGED, word, ODDER, "da") == said


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("volunteer", "a"),
        ("alumni ambassador", "an"),
        ("university ambassador", "a"),
        ("unit ambassador", "a"),
        ("unincorporated member", "an"),
        ("European ambassador", "a"),
        ("honorary member", "an"),
        ("HR ambassador", "an"),
        ("VIA ambassador", "a"),
        ("one-year ambassador", "a"),
        ("upper-secondary ambassador", "an"),
    ],
)
def test_the_english_article_follows_the_sound(word: str, article: str) -> None:
    line = disclosure.line(ENCOURAGED, word, "VIA", "en")
    assert line.lower() == f"i am {article} {word} for via.".lower()


def test_a_name_that_ends_in_a_stop_gets_no_second_one() -> None:
    line = disclosure.line(ENCOURAGED, "ambassadør", "Bakkens Venner m.fl.", "da")
    assert line == "Jeg er ambassadør for Bakkens Venner m.fl."


@pytest.mark.parametrize(
    ("relations", "strictest"),
    [([], ENCOURAGED), ([ENCOURAGED, AGREED], AGREED), ([BENEFIT, AGREED, ENCOURAGED], BENEFIT)],
)
def test_the_strictest_footing_counts(relations: list[Relation], strictest: Relation) -> None:
    assert disclosure.strictest(relations) is strictest


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("has_benefit", [False, True])
@pytest.mark.parametrize("is_agreed", [False, True])
def test_every_combination_has_its_rule_and_reason(
    app: object, is_agreed: bool, has_benefit: bool, kind: Kind
) -> None:
    """The table of Markedsføringsloven § 6, 4 and the Ombudsman's case 18/05035."""
    relation = disclosure.footing(is_agreed=is_agreed, has_benefit=has_benefit)
    rule = disclosure.rule(kind, relation)
    says = disclosure.line(relation, "ambassadør", ODDER, "da").startswith("Reklame")
    assert rule.says_advertising is says is (is_agreed or has_benefit)
    # With something in return it also says for whom, before anything else.
    for_whom = disclosure.line(relation, "ambassadør", ODDER, "da").startswith(
        f"Reklame for {ODDER}"
    )
    assert for_whom is has_benefit
    with force_locale("en"):
        assert ("for whom" in str(rule.why)) is has_benefit
        assert len({str(disclosure.rule(one, relation).why) for one in Kind}) == len(Kind)
