"""The board paper: a campaign's results for people who may not see a name.

The page, the PDF, the files and a shared link are all written from one ``Paper``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from accounts.organisations.letterhead import logo_words
from accounts.organisations.words import capitalised
from campaigns.models import Campaign
from campaigns.outcomes.official.models import OfficialFigure
from campaigns.outcomes.official.queries import figures_of
from campaigns.results import breakdown, labels, tables, wording
from campaigns.results.exports import plain
from campaigns.results.groups import SMALLEST_GROUP, Cell, hide_few, is_few
from campaigns.results.ladder import GoalProgress
from campaigns.results.report import CampaignReport, report_on
from core import documents
from core.formats import format_date, format_datetime, format_number, local
from core.languages import localised
from core.written_workbooks import Sheet

DRAWING = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """One goal as it may be shared; its parts only where none of them is of few people."""

    heading: str
    reached: Cell
    target: int
    parts: Sequence[dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Everything a board reads, as of a moment."""

    campaign: Campaign
    as_of: datetime
    people: int
    goals: Sequence[GoalLine]
    rungs: Sequence[dict[str, object]]
    by_themselves: int
    figures: Sequence[OfficialFigure]
    tables: Sequence[tables.Table]
    meanings: Sequence[wording.Meaning]

    @property
    def is_too_few(self) -> bool:
        """Whether so few take part that no number of theirs may be shared."""
        return self.people < SMALLEST_GROUP

    @property
    def title(self) -> str:
        """The answer in one line."""
        name = localised(self.campaign, "name")
        return self.goals[0].heading if self.goals else name


def write(campaign: Campaign, as_of: datetime) -> Paper:
    """Return a campaign's paper as of now, which is ``as_of``."""
    report = report_on(campaign, local(as_of).date())
    people = report.activity.ambassadors
    is_told = people >= SMALLEST_GROUP
    return Paper(
        campaign=campaign,
        as_of=as_of,
        people=people,
        goals=_goals(report) if is_told else [],
        rungs=labels.shared_rungs(report.ladder) if is_told else [],
        by_themselves=0 if is_few(report.by_themselves) else report.by_themselves,
        figures=figures_of(campaign.id),
        tables=breakdown.shared_tables(campaign) if is_told else [],
        meanings=wording.MEANINGS,
    )


def _goals(report: CampaignReport) -> list[GoalLine]:
    """Return the goals; together they are the ladder, so none may be found from the others."""
    cells = hide_few([goal.reached for goal in report.goals])
    return [_goal(goal, cell) for goal, cell in zip(report.goals, cells, strict=True)]


def _goal(goal: GoalProgress, reached: Cell) -> GoalLine:
    parts = [] if reached is None else labels.parts(goal)
    if any(is_few(int(str(part["value"]))) for part in parts):
        parts = []
    if reached is None:
        heading = _(
            "Too few to show, of %(target)s %(outcomes)s",
            target=format_number(goal.target),
            outcomes=labels.outcomes_of(goal),
        )
    else:
        heading = labels.heading(goal)
    return GoalLine(heading=heading, reached=reached, target=goal.target, parts=parts)


def facts(paper: Paper) -> list[tuple[str, str]]:
    """Return what stands at the head of a paper."""
    campaign = paper.campaign
    return [
        (_("Organisation"), campaign.organisation.name),
        (_("Campaign"), localised(campaign, "name")),
        (_("From and to"), f"{format_date(campaign.starts_on)} – {format_date(campaign.ends_on)}"),
        (capitalised("ambassadors"), "–" if paper.is_too_few else format_number(paper.people)),
        (_("Numbers as of"), format_datetime(paper.as_of)),
    ]


def summary(paper: Paper) -> list[tuple[str, str]]:
    """Return goals, steps and official figures, each with its number as it is shown."""
    found: list[tuple[str, str]] = []
    for goal in paper.goals:
        found.append((_("Goal"), goal.heading))
        found += [_line(part) for part in goal.parts]
    found += [_line(rung) for rung in paper.rungs]
    if paper.by_themselves:
        found.append((by_themselves_words(), _said(paper.by_themselves)))
    return found + [
        (
            _(
                "%(name)s (official, counted by %(source)s)",
                name=localised(one, "name"),
                source=one.source_name,
            ),
            _said(one.number),
        )
        for one in paper.figures
    ]


def _line(part: dict[str, object]) -> tuple[str, str]:
    label = str(part["label"])
    return label[:1].upper() + label[1:], _said(part["value"])


def by_themselves_words() -> str:
    """Return what stands before those who name no ambassador."""
    return str(_("Sign-ups that name no ambassador, not added"))


def _said(number: object) -> str:
    return format_number(int(str(number)))


def sheets(paper: Paper) -> Iterator[Sheet]:
    """Return the paper as sheets of a file: the whole, each breakdown, and how it was counted."""
    pair = [_("What"), _("How many")]
    yield Sheet(_("Results"), pair, [*facts(paper), *summary(paper)])
    for table in paper.tables:
        yield Sheet(table.title, table.headings, [plain(row) for row in table.rows])
    means = [(str(one.name), str(one.text)) for one in paper.meanings]
    yield Sheet(_("How it was counted"), [_("How many"), _("What it means")], means)


def draw(paper: Paper, locale: str) -> bytes:
    """Return the paper as a PDF that can be read aloud."""
    with force_locale(locale):
        return documents.draw(DRAWING, _words(paper, locale))


def _words(paper: Paper, locale: str) -> dict[str, Any]:
    organisation = paper.campaign.organisation
    return {
        "language": locale,
        "colour": organisation.brand_colour,
        "organisation": organisation.name,
        **logo_words(organisation),
        "eyebrow": _("Results for the board"),
        "title": paper.title or localised(paper.campaign, "name"),
        "facts": [list(fact) for fact in facts(paper)],
        "too_few": too_few_words() if paper.is_too_few else "",
        "summary_title": _("In all"),
        "summary": [list(line) for line in summary(paper)],
        "tables": [_table_words(table) for table in paper.tables],
        "method_title": _("How it was counted"),
        "method": [[str(one.name), str(one.text)] for one in paper.meanings],
        "number": _("How many"),
        "what": _("What"),
    }


def _table_words(table: tables.Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "sentence": f"{tables.sentence(table)}.",
        "headings": table.headings,
        "rows": [[row.label, *map(tables.shown, row.cells)] for row in table.rows],
        "note": tables.notes(table),
    }


def too_few_words() -> str:
    """Return why a paper shows no numbers."""
    return str(_("Fewer than five take part, so no numbers about them can be shared."))
