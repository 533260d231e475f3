"""What a cohort of each kind starts with, read from the TOML files in ``packs``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ambassadors.enums import Kind, Relation, Rhythm

FOLDER = Path(__file__).with_name("packs")


@dataclass(frozen=True)
class PackTopic:
    """Something ambassadors of this kind often like to tell about."""

    key: str
    name_da: str
    name_en: str


@dataclass(frozen=True)
class PackChoice:
    """One answer of a quiz, with the reason why it is right or wrong."""

    text_da: str
    text_en: str
    right: bool
    why_da: str
    why_en: str


@dataclass(frozen=True)
class PackQuestion:
    text_da: str
    text_en: str
    choices: tuple[PackChoice, ...]


@dataclass(frozen=True)
class PackLesson:
    title_da: str
    title_en: str
    body_da: str
    body_en: str


@dataclass(frozen=True)
class PackModule:
    """A training module: lessons, then a quiz."""

    key: str
    title_da: str
    title_en: str
    intro_da: str
    intro_en: str
    required: bool
    minutes: int
    lessons: tuple[PackLesson, ...]
    questions: tuple[PackQuestion, ...]


@dataclass(frozen=True)
class StarterPack:
    """Words, notice, policy draft, topics and training for one kind of cohort.

    The notice keeps its placeholders ({organisation}, {contact}, {cohort}, {retention_until});
    ``ambassadors.notices`` fills them in when it is shown.
    """

    kind: Kind
    suggested_rhythm: Rhythm
    minimum_age: int
    relation: Relation
    ambassador_word_da: str
    ambassador_word_en: str
    summary_da: str
    summary_en: str
    notice_da: str
    notice_en: str
    strategy_da: str
    strategy_en: str
    policy_da: str
    policy_en: str
    topics: tuple[PackTopic, ...]
    functions: tuple[PackTopic, ...]
    modules: tuple[PackModule, ...]


@cache
def load(kind: Kind) -> StarterPack:
    """Return the starter pack for cohorts of ``kind``."""
    source = tomllib.loads((FOLDER / f"{kind.value}.toml").read_text(encoding="utf-8"))
    policy = source["policy"]
    return StarterPack(
        kind=kind,
        suggested_rhythm=Rhythm(source["suggested_rhythm"]),
        minimum_age=source["minimum_age"],
        relation=Relation(source["relation"]),
        ambassador_word_da=source["words"]["ambassador_da"],
        ambassador_word_en=source["words"]["ambassador_en"],
        summary_da=source["summary"]["da"],
        summary_en=source["summary"]["en"],
        notice_da=source["notice"]["da"].strip(),
        notice_en=source["notice"]["en"].strip(),
        strategy_da=policy["strategy_da"].strip(),
        strategy_en=policy["strategy_en"].strip(),
        policy_da=policy["text_da"].strip(),
        policy_en=policy["text_en"].strip(),
        topics=tuple(PackTopic(**topic) for topic in source["topics"]),
        functions=tuple(PackTopic(**function) for function in source["functions"]),
        modules=tuple(_module(module) for module in source["modules"]),
    )


def all_packs() -> list[StarterPack]:
    """Return the four starter packs in the order of ``Kind``."""
    return [load(kind) for kind in Kind]


def _module(source: dict[str, Any]) -> PackModule:
    return PackModule(
        key=source["key"],
        title_da=source["title_da"],
        title_en=source["title_en"],
        intro_da=source["intro_da"],
        intro_en=source["intro_en"],
        required=source["required"],
        minutes=source["minutes"],
        lessons=tuple(_lesson(lesson) for lesson in source["lessons"]),
        questions=tuple(_question(question) for question in source["questions"]),
    )


def _lesson(source: dict[str, str]) -> PackLesson:
    return PackLesson(**{name: text.strip() for name, text in source.items()})


def _question(source: dict[str, Any]) -> PackQuestion:
    return PackQuestion(
        text_da=source["text_da"],
        text_en=source["text_en"],
        choices=tuple(PackChoice(**choice) for choice in source["choices"]),
    )
