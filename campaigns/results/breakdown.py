"""A breakdown for somebody: who may see what is decided here, once for screen, file and paper."""

import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign
from campaigns.results import breaking_down, group_goals, part, queries, tables
from campaigns.results.enums import GROUPED, By
from campaigns.results.groups import GroupResult, merge_small, sum_of_groups
from campaigns.results.ladder import Day, Week, add_days_up, first_of_month, monday_of
from campaigns.results.wording import month_name, week_name

MOST_WEEKS, MOST_WEEKS_SHARED = 26, 8  # a board reads months, in which few are soon many


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """Whose eyes a breakdown is for.

    ``units`` narrows it to the people of some units. Small groups are ``merged`` for everybody but
    those who run the programme. What is ``shared`` goes to people who may not see a name.
    """

    units: Collection[uuid.UUID] | None = None
    merged: bool = True
    shared: bool = False


SHARED = Eyes(shared=True)
Span = Callable[[date], date]  # the first day of the week or month that a day is in


def may_choose(eyes: Eyes) -> list[By]:
    """Return the breakdowns there are for somebody: places of links are not counted by unit."""
    return [by for by in By if by is not By.CHANNEL or eyes.units is None]


def table(campaign: Campaign, by: By, eyes: Eyes) -> tables.Table:
    """Return a breakdown of a campaign; how much of each goal a group brought stays in the house.

    In a shared paper what is left out of one column could be found from the goals, and the other
    way round.
    """
    if by is By.CHANNEL:
        return tables.make(by, breaking_down.channel_rows([campaign.id]), shared=eyes.shared)
    if by is By.PERIOD:
        return tables.make(by, _periods(campaign.id, eyes), shared=eyes.shared)
    groups = breaking_down.group_rows([campaign.id], by, eyes.units)
    if not eyes.shared:
        groups = group_goals.added(groups, campaign, by)
    held = merge_small(groups) if eyes.merged else groups
    unknown = [] if eyes.units is not None else _unknown(campaign, groups)
    return tables.make(by, [*held, *unknown], shared=eyes.shared)


def _unknown(campaign: Campaign, groups: Sequence[GroupResult]) -> list[GroupResult]:
    """Return the sign-ups that say an ambassador told them, but not who."""
    known = sum_of_groups(groups)
    sign_ups = queries.ladder([campaign.id]).sign_ups - known.sign_ups
    if sign_ups <= 0:
        return []
    return tables.nobodys(sign_ups, group_goals.rest(campaign, known) if known.goals else ())


def _periods(campaign_id: uuid.UUID, eyes: Eyes) -> list[GroupResult]:
    """Return what happened each week, or each month where there are many weeks."""
    if eyes.units is not None:
        weeks = part.weeks(campaign_id, eyes.units)
        return [_period(week, week_name(week.monday)) for week in weeks]
    days = queries.days([campaign_id])
    return in_spans(days, span_of(days, shared=eyes.shared))


def span_of(days: Iterable[Day], *, shared: bool) -> Span:
    """Return what a day belongs to: its week, or its month where there are many weeks."""
    weeks = {monday_of(day) for day, *_numbers in days}
    most = MOST_WEEKS_SHARED if shared else MOST_WEEKS
    return monday_of if len(weeks) <= most else first_of_month


def in_spans(days: Iterable[Day], span: Span) -> list[GroupResult]:
    """Return what happened in each week, or in each month."""
    name = week_name if span is monday_of else month_name
    return [_period(some, name(some.monday)) for some in add_days_up(days, span)]


def _period(some: Week, name: str) -> GroupResult:
    return GroupResult(
        name=name,
        key=some.monday.isoformat(),
        clicks=some.clicks,
        conversations=some.conversations,
        sign_ups=some.sign_ups,
        confirmed=some.confirmed,
        posts=some.posts,
    )


def shared_tables(campaign: Campaign) -> list[tables.Table]:
    """Return the breakdowns of a campaign for people who may not see a name."""
    return telling([table(campaign, by, SHARED) for by in By])


def telling(found: Sequence[tables.Table]) -> list[tables.Table]:
    """Return the tables that say more than their whole, and do not show what another merged.

    Kinds are sums of cohorts, so beside merged cohorts they would show what was merged.
    """
    hides_cohorts = any(one.by is By.COHORT and (one.merged or one.hides_some) for one in found)
    return [one for one in found if one.tells_more and not (one.by is By.KIND and hides_cohorts)]


def label_of(campaign_ids: Sequence[uuid.UUID], by: By, key: str, eyes: Eyes) -> str:
    """Return what the row with a key is called; nothing where there is no such row."""
    groups = breaking_down.group_rows(campaign_ids, by, eyes.units)
    return next((tables.label(by, one) for one in groups if one.key == key), "")


def is_grouped(by: By) -> bool:
    """Say whether the rows of a breakdown are groups of ambassadors."""
    return by in GROUPED
