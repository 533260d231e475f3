"""Making a cohort's next season from it: everything it was made of, nobody who was in it."""

from datetime import date, timedelta

from sqlalchemy import select

from accounts import audit
from accounts.models import User
from ambassadors import queries as cohort_queries
from ambassadors import signals
from ambassadors.copied_season import CopiedSeason
from ambassadors.errors import CohortNameTaken
from ambassadors.models import Cohort, CohortTopic, Policy
from ambassadors.operations import check_season
from ambassadors.seasons import queries
from core.db import db, utcnow

ONE_FORM = timedelta(minutes=1)
SAME = ("kind", "suggested_rhythm", "relation", "minimum_age", "notice_da", "notice_en")
WORDS = ("ambassador_word_da", "ambassador_word_en")
POLICY = ("strategy_da", "strategy_en", "text_da", "text_en")


def copy_cohort(
    source: Cohort, *, name: str, season_start: date, season_end: date, actor: User
) -> Cohort:
    """Start a cohort with all that ``source`` is made of; a form sent twice starts one.

    Sends ``cohort_copied``. Raises CohortNameTaken, SeasonOutOfOrder and YearMistyped.
    """
    check_season(season_start, season_end)
    db.session.execute(select(Cohort.id).where(Cohort.id == source.id).with_for_update()).one()
    made = queries.find_new_copy(source, name, since=utcnow() - ONE_FORM)
    if made is not None:
        return made
    if cohort_queries.cohort_name_is_taken(source.organisation_id, name):
        raise CohortNameTaken
    cohort = Cohort(name=name, season_start=season_start, season_end=season_end)
    cohort.retention_until = season_end + (source.retention_until - source.season_end)
    cohort.organisation, cohort.copied_from_id = source.organisation, source.id
    for column in (*SAME, *WORDS):
        setattr(cohort, column, getattr(source, column))
    copied = CopiedSeason(source, cohort, (season_start - source.season_start).days)
    _copy_own(copied)
    db.session.add(cohort)
    _record(cohort, source, actor)
    signals.cohort_copied.send(cohort, copied=copied)
    return cohort


def _copy_own(copied: CopiedSeason) -> None:
    """Copy topics, and the policy as a draft for the leader to publish."""
    source, cohort = copied.source, copied.cohort
    for topic in cohort_queries.topics_of(source):
        new = CohortTopic(position=topic.position, name_da=topic.name_da, name_en=topic.name_en)
        cohort.topics.append(copied.note(topic, new))
    policy = cohort_queries.find_published_policy(source) or cohort_queries.latest_policy(source)
    if policy is not None:
        texts = {column: getattr(policy, column) for column in POLICY}
        cohort.policies.append(Policy(version=1, **texts))


def _record(cohort: Cohort, source: Cohort, actor: User) -> None:
    audit.record(
        cohort.organisation,
        actor=actor,
        action="season_copied",
        subject=cohort,
        after={"cohort": cohort.name, "from": source.name},
    )
