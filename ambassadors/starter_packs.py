"""What a cohort of each kind starts with, read from the TOML files in ``packs``.

``packs/<kind>.toml`` holds words, notice, policy, topics and functions. Each training module is a
file of its own, ``packs/<kind>/<NN>_<key>.toml``; they come in the order of their numbers:

    title_da, title_en, intro_da, intro_en     one line each
    required = true                            false: "if you like"
    minutes = 6
    pass_mark = 80                             in percent; may be left out

    [[lessons]]                                one idea per lesson, as many as it takes
    title_da, title_en, body_da, body_en       bodies in Markdown
    drawing = "thumb_on_lens"                  a file in static/drawings or photographs, or none
    alt_da, alt_en                             what the drawing shows; with a drawing, both
    kind = "practice"                          something to do now; else left out (reading)
    asks = "picture"                           with practice: "text", "picture" or "both"

    [[questions]]
    text_da, text_en
    kind = "one"                               or "several", "order", "text"; left out: one
    explanation_da, explanation_en             "text": the model answer. Others: a last word,
                                               may be left out
    [[questions.choices]]                      none with "text"; with "order" in the right order
    text_da, text_en, why_da, why_en           why it is right or wrong; with "order" why here
    right = true                               left out with "order"

A free text is right when something was written; its model answer is shown beside it. Where a
module says ``{organisation}``, the reader sees the name of theirs.
"""

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ambassadors.enums import Kind, Relation, Rhythm

FOLDER = Path(__file__).with_name("packs")
T = TypeVar("T", "PackModule", "PackLesson", "PackQuestion", "PackChoice")


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
    why_da: str
    why_en: str
    right: bool = True


@dataclass(frozen=True)
class PackQuestion:
    text_da: str
    text_en: str
    choices: tuple[PackChoice, ...]
    kind: str = "one"
    explanation_da: str = ""
    explanation_en: str = ""


@dataclass(frozen=True)
class PackLesson:
    title_da: str
    title_en: str
    body_da: str
    body_en: str
    drawing: str = ""
    alt_da: str = ""
    alt_en: str = ""
    kind: str = "reading"
    asks: str = "text"


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
    pass_mark: int
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

    def modules_for(self, organisation: str) -> list[PackModule]:
        """Return the modules with the organisation's name where they leave room for it."""
        return [named(module, organisation) for module in self.modules]


def named(source: T, organisation: str) -> T:
    """Return a part of a pack, and all parts in it, with ``{organisation}`` filled in."""
    return replace(
        source,
        **{
            each.name: _named_value(getattr(source, each.name), organisation)
            for each in fields(source)
        },
    )


def _named_value(value: Any, organisation: str) -> Any:
    if isinstance(value, str):
        return value.replace("{organisation}", organisation)
    if isinstance(value, tuple):
        return tuple(named(part, organisation) for part in value)
    return value


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
        modules=tuple(_module(path) for path in sorted((FOLDER / kind.value).glob("*.toml"))),
    )


def all_packs() -> list[StarterPack]:
    """Return the four starter packs in the order of ``Kind``."""
    return [load(kind) for kind in Kind]


def _module(path: Path) -> PackModule:
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    return PackModule(
        key=path.stem.partition("_")[2],
        title_da=source["title_da"],
        title_en=source["title_en"],
        intro_da=source["intro_da"],
        intro_en=source["intro_en"],
        required=source["required"],
        minutes=source["minutes"],
        pass_mark=source.get("pass_mark", 80),
        lessons=tuple(PackLesson(**_stripped(lesson)) for lesson in source["lessons"]),
        questions=tuple(_question(question) for question in source.get("questions", ())),
    )


def _question(source: dict[str, Any]) -> PackQuestion:
    choices = tuple(PackChoice(**_stripped(choice)) for choice in source.pop("choices", ()))
    return PackQuestion(choices=choices, **_stripped(source))


def _stripped(source: dict[str, Any]) -> dict[str, Any]:
    return {k: value.strip() if isinstance(value, str) else value for k, value in source.items()}
