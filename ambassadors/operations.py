"""Writes to cohorts and policies. Routes commit."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import delete

from accounts import audit
from accounts.models import Organisation, User
from ambassadors import permissions, queries, signals, starter_packs
from ambassadors.enums import CohortStatus, Kind, Relation, Rhythm
from ambassadors.errors import (
    AgeTooLow,
    CohortNameTaken,
    ErasedBeforeTheEnd,
    ErasedLaterThanPromised,
    ErasedTooSoon,
    NothingToPublish,
    NoticeMissing,
    PolicyIncomplete,
    PolicyNotPublished,
    SeasonOutOfOrder,
    TopicNameMissing,
    YearMistyped,
)
from ambassadors.models import Cohort, CohortTopic, Policy, ambassador_topic
from ambassadors.starter_packs import StarterPack
from core.db import db, utcnow
from core.formats import format_date

DAYS_IN_A_MONTH = 30.4375
YEARS = range(2000, 2100)
LONGEST_SEASON = timedelta(days=5 * 366)
TOLD_BEFORE_ERASURE = timedelta(days=15)  # the mail goes two weeks ahead


@dataclass(frozen=True)
class CohortTerms:
    """What an organiser can change about a cohort."""

    name: str
    season_start: date
    season_end: date
    retention_until: date
    suggested_rhythm: Rhythm
    relation: Relation
    minimum_age: int
    ambassador_word_da: str
    ambassador_word_en: str


@dataclass(frozen=True)
class PolicyText:
    """The four texts of a policy version."""

    strategy_da: str
    strategy_en: str
    text_da: str
    text_en: str


def create_cohort(
    organisation: Organisation,
    *,
    kind: Kind,
    name: str,
    season_start: date,
    season_end: date,
    actor: User | None,
) -> Cohort:
    """Start a cohort with the words, notice, topics and policy draft of its kind.

    Sends ``cohort_started``. Raises CohortNameTaken, SeasonOutOfOrder and YearMistyped.
    """
    check_season(season_start, season_end)
    if queries.cohort_name_is_taken(organisation.id, name):
        raise CohortNameTaken
    pack = starter_packs.load(kind)
    cohort = _cohort_from(pack, organisation)
    cohort.name, cohort.season_start, cohort.season_end = name, season_start, season_end
    cohort.retention_until = season_end + kept_after_season(organisation)
    db.session.add(cohort)
    audit.record(organisation, actor=actor, action="cohort_created", subject=cohort)
    signals.cohort_started.send(cohort, pack=pack)
    return cohort


def check_season(season_start: date, season_end: date) -> None:
    """Refuse a season that cannot be; the day its people are erased is counted from its end.

    Raises SeasonOutOfOrder and YearMistyped.
    """
    if season_end < season_start:
        raise SeasonOutOfOrder
    if season_start.year not in YEARS or season_end - season_start > LONGEST_SEASON:
        raise YearMistyped


def kept_after_season(organisation: Organisation) -> timedelta:
    """Return how long people stay after a season where nothing else is said: in whole days."""
    return timedelta(days=round(organisation.retention_months * DAYS_IN_A_MONTH))


def _cohort_from(pack: StarterPack, organisation: Organisation) -> Cohort:
    cohort = Cohort(
        organisation=organisation,
        kind=pack.kind,
        suggested_rhythm=pack.suggested_rhythm,
        relation=pack.relation,
        minimum_age=max(pack.minimum_age, organisation.minimum_age),
        ambassador_word_da=organisation.words.get("ambassador_da", pack.ambassador_word_da),
        ambassador_word_en=organisation.words.get("ambassador_en", pack.ambassador_word_en),
        notice_da=pack.notice_da,
        notice_en=pack.notice_en,
    )
    cohort.topics = [
        CohortTopic(position=position, name_da=topic.name_da, name_en=topic.name_en)
        for position, topic in enumerate(pack.topics, 1)
    ]
    draft = Policy(version=1, strategy_da=pack.strategy_da, strategy_en=pack.strategy_en)
    draft.text_da, draft.text_en = pack.policy_da, pack.policy_en
    cohort.policies = [draft]
    return cohort


def edit_cohort(cohort: Cohort, terms: CohortTerms, *, actor: User) -> None:
    """Change a cohort's name, dates, rhythm, age and words.

    Raises CohortNameTaken, SeasonOutOfOrder, YearMistyped, ErasedBeforeTheEnd, ErasedTooSoon,
    ErasedLaterThanPromised and AgeTooLow.
    """
    check_season(terms.season_start, terms.season_end)
    if terms.retention_until < terms.season_end:
        raise ErasedBeforeTheEnd
    if terms.retention_until != cohort.retention_until:
        _require_promise(cohort, terms.retention_until)
    if terms.minimum_age < cohort.organisation.minimum_age:
        raise AgeTooLow(cohort.organisation.minimum_age)
    if queries.cohort_name_is_taken(cohort.organisation_id, terms.name, but=cohort.id):
        raise CohortNameTaken
    before, after = {}, {}
    for name, value in asdict(terms).items():
        if getattr(cohort, name) != value:
            before[name], after[name] = str(getattr(cohort, name)), str(value)
            setattr(cohort, name, value)
    audit.record(
        cohort.organisation,
        actor=actor,
        action="cohort_changed",
        subject=cohort,
        before=before,
        after=after,
    )


def _require_promise(cohort: Cohort, day: date) -> None:
    """Refuse a day of erasure that breaks what those who joined read in the notice."""
    if not queries.has_people(cohort):
        return
    if day > cohort.retention_until:
        raise ErasedLaterThanPromised(format_date(cohort.retention_until))
    if day < utcnow().date() + TOLD_BEFORE_ERASURE:
        raise ErasedTooSoon


def edit_notice(cohort: Cohort, *, notice_da: str, notice_en: str, actor: User) -> None:
    """Change the privacy notice."""
    before = {"notice_da": cohort.notice_da, "notice_en": cohort.notice_en}
    cohort.notice_da, cohort.notice_en = notice_da.strip(), notice_en.strip()
    after = {"notice_da": cohort.notice_da, "notice_en": cohort.notice_en}
    audit.record(
        cohort.organisation,
        actor=actor,
        action="cohort_changed",
        subject=cohort,
        before=before,
        after=after,
    )


def add_topic(cohort: Cohort, *, name_da: str, name_en: str) -> CohortTopic:
    """Add something to tell about at the end of the list. Raises TopicNameMissing."""
    if not (name_da.strip() or name_en.strip()):
        raise TopicNameMissing
    position = max((topic.position for topic in cohort.topics), default=0) + 1
    topic = CohortTopic(position=position, name_da=name_da.strip(), name_en=name_en.strip())
    cohort.topics.append(topic)
    return topic


def rename_topic(topic: CohortTopic, *, name_da: str, name_en: str) -> None:
    """Give a topic other words. Raises TopicNameMissing."""
    if not (name_da.strip() or name_en.strip()):
        raise TopicNameMissing
    topic.name_da, topic.name_en = name_da.strip(), name_en.strip()


def remove_topic(topic: CohortTopic) -> None:
    """Take a topic off the list, also for those who had chosen it."""
    db.session.execute(delete(ambassador_topic).where(ambassador_topic.c.topic_id == topic.id))
    db.session.delete(topic)


def open_cohort(cohort: Cohort, *, actor: User) -> None:
    """Let people be invited. Raises NoticeMissing and PolicyNotPublished."""
    if not permissions.has_notice(cohort):
        raise NoticeMissing
    if queries.find_published_policy(cohort) is None:
        raise PolicyNotPublished
    if cohort.status is CohortStatus.OPEN:
        return  # the button was pressed twice
    before = {"status": cohort.status.value}
    cohort.status = CohortStatus.OPEN
    audit.record(
        cohort.organisation,
        actor=actor,
        action="cohort_opened",
        subject=cohort,
        before=before,
        after={"status": cohort.status.value},
    )


def save_policy_draft(cohort: Cohort, text: PolicyText, *, actor: User) -> Policy:
    """Keep texts as the next version, unpublished; a published version is never changed."""
    policy = queries.latest_policy(cohort)
    if policy is None or policy.published_at is not None:
        version = policy.version + 1 if policy else 1
        policy = Policy(cohort=cohort, version=version, **asdict(text))
        db.session.add(policy)
    for name, value in asdict(text).items():
        setattr(policy, name, value.strip())
    policy.written_by_id = actor.id
    return policy


def publish_policy(cohort: Cohort, *, actor: User) -> Policy:
    """Make the draft the version people are asked to accept.

    Raises NothingToPublish without a draft and PolicyIncomplete while a language is missing.
    """
    policy = queries.latest_policy(cohort)
    if policy is None or policy.published_at is not None:
        raise NothingToPublish
    if not (policy.text_da.strip() and policy.text_en.strip()):
        raise PolicyIncomplete
    policy.published_at = utcnow()
    audit.record(
        cohort.organisation,
        actor=actor,
        action="policy_published",
        subject=policy,
        after={"cohort": cohort.name, "version": policy.version},
    )
    return policy
