"""A breakdown for somebody: who may see what is decided here, once for screen, file and paper."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from campaigns.results import breaking_down, part, queries, tables
from campaigns.results.enums import GROUPED, By
from campaigns.results.groups import GroupResult, merge_small, sum_of_groups
from campaigns.results.ladder import Week, add_days_up, first_of_month
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


def may_choose(eyes: Eyes) -> list[By]:
    """Return the breakdowns there are for somebody: places of links are not counted by unit."""
    return [by for by in By if by is not By.CHANNEL or eyes.units is None]


def table(campaign_ids: Sequence[uuid.UUID], by: By, eyes: Eyes) -> tables.Table:
    """Return a breakdown of some campaigns together."""
    if by is By.CHANNEL:
        return tables.make(by, breaking_down.channel_rows(campaign_ids), shared=eyes.shared)
    if by is By.PERIOD:
        return tables.make(by, _periods(campaign_ids, eyes), shared=eyes.shared)
    groups = breaking_down.group_rows(campaign_ids, by, eyes.units)
    elsewhere = 0 if eyes.units is not None else _elsewhere(campaign_ids, groups)
    held = merge_small(groups) if eyes.merged else groups
    return tables.make(by, held, shared=eyes.shared, elsewhere=elsewhere)


def _elsewhere(campaign_ids: Sequence[uuid.UUID], groups: Sequence[GroupResult]) -> int:
    """Return the sign-ups that say an ambassador told them, but not who."""
    return max(queries.ladder(campaign_ids).sign_ups - sum_of_groups(groups).sign_ups, 0)


def _periods(campaign_ids: Sequence[uuid.UUID], eyes: Eyes) -> list[GroupResult]:
    """Return what happened each week, or each month where there are many weeks."""
    if eyes.units is not None:
        weeks = part.weeks(campaign_ids[0], eyes.units)
        return [_period(week, week_name(week.monday)) for week in weeks]
    days = queries.days(campaign_ids)
    weeks = add_days_up(days)
    if len(weeks) <= (MOST_WEEKS_SHARED if eyes.shared else MOST_WEEKS):
        return [_period(week, week_name(week.monday)) for week in weeks]
    months = add_days_up(days, first_of_month)
    return [_period(month, month_name(month.monday)) for month in months]


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


def shared_tables(campaign_ids: Sequence[uuid.UUID]) -> list[tables.Table]:
    """Return the breakdowns that say more than their whole, for people who may not see a name.

    Kinds are sums of cohorts, so beside merged cohorts they would show what was merged: then they
    are left out.
    """
    found = {by: table(campaign_ids, by, SHARED) for by in By}
    cohorts = found[By.COHORT]
    if cohorts.merged or cohorts.hides_some:
        del found[By.KIND]
    return [one for one in found.values() if one.tells_more]


def label_of(campaign_ids: Sequence[uuid.UUID], by: By, key: str, eyes: Eyes) -> str:
    """Return what the row with a key is called; nothing where there is no such row."""
    groups = breaking_down.group_rows(campaign_ids, by, eyes.units)
    return next((tables.label(by, one) for one in groups if one.key == key), "")


def is_grouped(by: By) -> bool:
    """Say whether the rows of a breakdown are groups of ambassadors."""
    return by in GROUPED
