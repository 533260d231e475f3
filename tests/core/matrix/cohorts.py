"""Cohorts and policies."""

from ambassadors.models import CohortTopic, Policy
from core.db import utcnow
from tests.core.permission_matrix import Rows
from tests.core.world import AMBASSADORS, Who, World, thing
from tests.factories.ambassadors import CohortTopicFactory, PolicyFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})
WRITERS = frozenset({Who.LEADER, Who.OWNER})
READERS = ORGANISERS | WRITERS


@thing
def topic(world: World) -> CohortTopic:
    return CohortTopicFactory(cohort=world.cohort)


@thing
def policy(world: World) -> Policy:
    return PolicyFactory(cohort=world.cohort, version=1, published_at=utcnow())


@thing
def second_policy(world: World) -> Policy:
    return PolicyFactory(cohort=world.cohort, version=world.policy.version + 1)


def cohorts(world: World) -> str:
    return f"/o/{world.slug}/cohorts"


def cohort(world: World) -> str:
    return f"{cohorts(world)}/{world.cohort.id}"


def policies(world: World) -> str:
    return f"/o/{world.slug}/policy"


ROWS = [
    Rows(endpoint="cohorts_organiser.list_cohorts", path=cohorts, allowed=ORGANISERS),
    Rows(
        endpoint="cohorts_organiser.new_cohort",
        path=lambda w: f"{cohorts(w)}/new",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="cohorts_organiser.new_cohort",
        method="POST",
        path=lambda w: f"{cohorts(w)}/new",
        data=lambda w: {
            "kind": "citizen",
            "name": "Efterår",
            "season_start": "2026-08-01",
            "season_end": "2026-12-31",
        },
        allowed=ORGANISERS,
    ),
    Rows(endpoint="cohorts_organiser.show_cohort", path=cohort, allowed=ORGANISERS),
    Rows(
        endpoint="cohorts_organiser.open_cohort",
        method="POST",
        path=lambda w: f"{cohort(w)}/opening",
        allowed=ORGANISERS,
    ),
    *(
        Rows(
            endpoint=f"cohorts_organiser.{view}",
            method=method,
            path=lambda w, page=page: f"{cohort(w)}/{page}",
            data=(lambda w, data=data: data) if method == "POST" else None,
            allowed=ORGANISERS,
        )
        for view, page, data in [
            ("edit_cohort", "settings", {"name": "Forår 2"}),
            ("edit_notice", "notice", {"notice_da": "Sådan.", "notice_en": "Like this."}),
            ("edit_topics", "topics", {"name_da": "Havnen", "name_en": "The harbour"}),
        ]
        for method in ("GET", "POST")
    ),
    Rows(
        endpoint="cohorts_organiser.edit_topic",
        path=lambda w: f"{cohort(w)}/topics/{w.topic.id}",
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="cohorts_organiser.edit_topic",
        method="POST",
        path=lambda w: f"{cohort(w)}/topics/{w.topic.id}",
        data=lambda w: {"name_da": "Havnen", "name_en": "The harbour"},
        allowed=ORGANISERS,
    ),
    Rows(
        endpoint="cohorts_organiser.remove_topic",
        method="POST",
        path=lambda w: f"{cohort(w)}/topics/{w.topic.id}/removal",
        allowed=ORGANISERS,
    ),
    Rows(endpoint="policy_leader.show_policy", path=policies, allowed=READERS),
    Rows(
        endpoint="policy_leader.show_version",
        path=lambda w: f"{policies(w)}/{w.cohort.id}/{w.policy.version}",
        allowed=READERS,
    ),
    Rows(
        endpoint="policy_leader.show_changes",
        path=lambda w: f"{policies(w)}/{w.cohort.id}/{w.second_policy.version}/changes",
        allowed=READERS,
    ),
    Rows(
        endpoint="agreement_ambassador.show_policy",
        path=lambda w: "/my/policy",
        allowed=AMBASSADORS,
    ),
    *(
        Rows(
            endpoint=f"agreement_ambassador.{view}",
            method="POST",
            path=lambda w, page=page: f"/my/policy{page}",
            data=lambda w: {"version": "1"},
            allowed=AMBASSADORS,
        )
        for view, page in [("agree", ""), ("postpone", "/later")]
    ),
    Rows(
        endpoint="policy_leader.edit_draft",
        path=lambda w: f"{policies(w)}/{w.cohort.id}/draft",
        allowed=WRITERS,
    ),
    Rows(
        endpoint="policy_leader.edit_draft",
        method="POST",
        path=lambda w: f"{policies(w)}/{w.cohort.id}/draft",
        data=lambda w: {"text_da": "Ny tekst", "text_en": "New text"},
        allowed=WRITERS,
    ),
    Rows(
        endpoint="policy_leader.publish",
        method="POST",
        path=lambda w: f"{policies(w)}/{w.cohort.id}/publication",
        allowed=WRITERS,
    ),
]
