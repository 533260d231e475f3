"""Every kind starts with whole texts in both languages."""

from dataclasses import fields, is_dataclass

import pytest

from ambassadors.enums import Kind
from ambassadors.starter_packs import all_packs, load
from ambassadors.training import drawings

FITS = {
    "one": lambda right, wrong: right == 1 and wrong >= 1,
    "several": lambda right, wrong: right >= 2 and wrong >= 1,
    "order": lambda right, wrong: right >= 3 and wrong == 0,
    "text": lambda right, wrong: right == wrong == 0,
}
MAY_BE_LEFT_OUT = {"alt", "explanation"}
PLACES = {"{organisation}", "{contact}", "{cohort}", "{retention_until}"}


def texts(thing):
    """Yield every bilingual pair in a pack, however deep."""
    names = {field.name for field in fields(thing)}
    for name in names:
        value = getattr(thing, name)
        stem = name.removesuffix("_da")
        english = getattr(thing, f"{stem}_en", "")
        if name != stem and (value or english or stem not in MAY_BE_LEFT_OUT):
            yield value, english
        for part in value if isinstance(value, tuple) else ():
            if is_dataclass(part):
                yield from texts(part)


@pytest.mark.parametrize("kind", Kind)
def test_pack_is_whole_in_both_languages(kind):
    pack = load(kind)
    pairs = list(texts(pack))

    assert pack.kind is kind
    assert len(pairs) > 60
    assert [pair for pair in pairs if not (pair[0].strip() and pair[1].strip())] == []
    assert [da for da, en in pairs if da == en and len(da) > 20] == []


@pytest.mark.parametrize("kind", Kind)
def test_notice_names_who_and_until_when(kind):
    pack = load(kind)
    for notice in (pack.notice_da, pack.notice_en):
        assert [place for place in PLACES if place not in notice] == []


@pytest.mark.parametrize("kind", Kind)
def test_training_can_be_passed(kind):
    for module in load(kind).modules:
        assert len(module.lessons) >= 2
        for question in module.questions:
            right = sum(choice.right for choice in question.choices)
            wrong = len(question.choices) - right
            assert FITS[question.kind](right, wrong), question.text_en
            assert question.kind != "text" or question.explanation_en


@pytest.mark.parametrize("kind", Kind)
def test_drawings_exist_and_say_what_they_show(kind):
    for module in load(kind).modules:
        for lesson in module.lessons:
            assert bool(lesson.drawing) == bool(lesson.alt_da) == bool(lesson.alt_en)
            assert not lesson.drawing or lesson.drawing in drawings.names()
    shown = {lesson.drawing for module in load(kind).modules for lesson in module.lessons}
    assert shown & set(drawings.CREDITS), "a course of drawings alone"


def test_one_pack_per_kind():
    assert [pack.kind for pack in all_packs()] == list(Kind)


def test_modules_name_the_reader_s_own_organisation():
    pack = load(Kind.EMPLOYEE)
    told = str(pack.modules_for("Nørre Å Kommune"))
    assert "medarbejderambassadør for Nørre Å Kommune" in told
    assert "{organisation}" not in told
    assert "{organisation}" in str(pack.modules)
