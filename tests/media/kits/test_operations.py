import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import AuditEvent
from ambassadors.enums import Relation
from core.db import db
from media.kits import copying, operations, queries, readiness
from media.kits.enums import KitStatus
from media.kits.errors import CaptionTooLong, DatesOutOfOrder, KitNotReady, TooManyPictures
from media.kits.models import Kit
from media.kits.operations import KitTerms
from media.library.enums import AssetState, Recognisable
from tests.factories.ambassadors import CohortFactory, CohortTopicFactory
from tests.factories.media import AssetFactory, KitFactory
from tests.media.kits.conftest import SignIn, Stage, today


def acts() -> list[str]:
    return list(
        db.session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.action.startswith("kit_"))
            .order_by(AuditEvent.position)
        )
    )


def terms(stage: Stage, **more: object) -> KitTerms:
    known: dict[str, object] = {
        "title_da": "Ny",
        "title_en": "New",
        "starts_on": today(),
        "ends_on": today(),
        "cohorts": stage.kit.cohorts,
    }
    return KitTerms(**{**known, **more})  # type: ignore[arg-type]


def test_a_draft_is_published_and_withdrawn_and_both_are_on_record(stage: Stage) -> None:
    stage.kit.status, stage.kit.published_at = KitStatus.DRAFT, None
    assert operations.publish(stage.kit, on=today(), actor=stage.organiser)
    assert stage.kit.status is KitStatus.PUBLISHED
    assert stage.kit.published_at is not None
    assert not operations.publish(stage.kit, on=today(), actor=stage.organiser)
    assert operations.withdraw(stage.kit, actor=stage.organiser)
    assert stage.kit.status is KitStatus.WITHDRAWN
    assert not operations.withdraw(stage.kit, actor=stage.organiser)
    assert operations.publish(stage.kit, on=today(), actor=stage.organiser)
    assert acts() == ["kit_published", "kit_withdrawn", "kit_published"]


def test_everything_missing_is_said_at_once(app: Flask) -> None:
    kit = KitFactory(status=KitStatus.DRAFT, ends_on=today() - timedelta(days=1))
    with pytest.raises(KitNotReady) as refused:
        operations.publish(kit, on=today(), actor=None)  # type: ignore[arg-type]
    assert len(refused.value.missing) == 5  # pictures, two texts, cohorts, dates
    assert kit.status is KitStatus.DRAFT
    assert acts() == []


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 0),
        ({"alt_da": ""}, 1),
        ({"alt_da": "", "alt_en": ""}, 1),  # it waits until it has words at all
        ({"state": AssetState.PROCESSING}, 1),
        ({"state": AssetState.REFUSED, "alt_da": ""}, 1),
        ({"recognisable": Recognisable.SOMEBODY}, 0),
    ],
)
def test_what_a_picture_lacks_stands_in_the_way(
    stage: Stage, changes: dict[str, object], count: int
) -> None:
    for name, value in changes.items():
        setattr(stage.kit.items[0].asset, name, value)
    assert len(readiness.missing(stage.kit, today())) == count


def test_a_kit_of_held_back_pictures_only_is_not_ready(stage: Stage) -> None:
    for item in stage.kit.items:
        item.asset.recognisable = Recognisable.SOMEBODY
    assert len(readiness.missing(stage.kit, today())) == 1
    assert [*readiness.held_back(stage.kit, today())] != []


@pytest.mark.parametrize("locale", ["da", "en"])
def test_each_language_needs_a_text(stage: Stage, locale: str) -> None:
    for caption in [one for one in stage.kit.captions if one.locale == locale]:
        operations.remove_caption(stage.kit, caption)
    assert len(readiness.missing(stage.kit, today())) == 1


def test_two_who_publish_at_once_publish_once(stage: Stage, app: Flask, sign_in: SignIn) -> None:
    stage.kit.status, stage.kit.published_at = KitStatus.DRAFT, None
    clients = [sign_in(stage.organiser) for _ in range(2)]
    tokens = [client.csrf_token() for client in clients]
    url = f"{stage.desk}/publication"
    db.session.commit()
    together = threading.Barrier(2)
    answers: list[int] = []

    def press(number: int) -> None:
        with app.app_context():
            together.wait()
            # The plain client: the auditing one watches a single connection.
            answer = super(type(clients[number]), clients[number]).open(
                url, method="POST", headers={"X-CSRFToken": tokens[number]}
            )
            answers.append(answer.status_code)

    threads = [threading.Thread(target=press, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    assert answers == [302, 302]
    assert acts() == ["kit_published"]


def test_a_new_kit_takes_the_strictest_footing(stage: Stage) -> None:
    paid = CohortFactory(organisation=stage.kit.organisation, relation=Relation.BENEFIT)
    kit = operations.create_kit(
        stage.kit.organisation, terms(stage, cohorts=[*stage.kit.cohorts, paid])
    )
    assert (kit.status, kit.relation) == (KitStatus.DRAFT, Relation.BENEFIT)


def test_dates_out_of_order_are_refused(stage: Stage) -> None:
    with pytest.raises(DatesOutOfOrder):
        operations.edit_kit(stage.kit, terms(stage, ends_on=today() - timedelta(days=1)))


def test_topics_of_a_cohort_no_longer_chosen_fall_away(stage: Stage) -> None:
    topic = CohortTopicFactory(cohort=stage.ambassador.cohort)
    other = CohortFactory(organisation=stage.kit.organisation)
    operations.edit_kit(stage.kit, terms(stage, topics=[topic]))
    assert stage.kit.topics == [topic]
    operations.edit_kit(stage.kit, terms(stage, topics=[topic], cohorts=[other]))
    assert (stage.kit.topics, stage.kit.cohorts) == ([], [other])


def test_pictures_go_last_once_and_up_to_thirty(stage: Stage) -> None:
    first = stage.kit.items[0].asset
    new = [AssetFactory(organisation=stage.kit.organisation) for _ in range(28)]
    assert operations.add_pictures(stage.kit, [first, *new]) == 28
    assert [item.asset for item in stage.kit.items][2:] == new
    with pytest.raises(TooManyPictures):
        operations.add_pictures(stage.kit, [AssetFactory(organisation=stage.kit.organisation)])


def test_a_picture_moves_one_place_and_not_off_the_end(stage: Stage) -> None:
    stage.add_picture(alt_da="C")
    first, second, third = stage.kit.items
    for item, by, order in [
        (third, -1, [first, third, second]),
        (first, -1, [first, third, second]),
        (first, 1, [third, first, second]),
        (second, 1, [third, first, second]),
    ]:
        operations.move_picture(stage.kit, item, by=by)
        db.session.commit()
        assert stage.kit.items == order


def test_first_line_and_hashtags_count_towards_instagrams_limit(stage: Stage) -> None:
    fits = "x" * 2100
    operations.add_caption(stage.kit, locale="da", text=fits, hashtags="#via")
    with pytest.raises(CaptionTooLong):
        operations.add_caption(stage.kit, locale="da", text="x" * 2190, hashtags="#via")


def test_a_copy_is_a_draft_with_everything(stage: Stage) -> None:
    copied = copying.copy_kit(stage.kit)
    db.session.commit()
    kept = queries.get_kit(stage.kit.organisation_id, copied.id)
    assert kept.status is KitStatus.DRAFT
    assert kept.published_at is None
    assert [item.asset for item in kept.items] == [item.asset for item in stage.kit.items]
    assert [c.text for c in kept.captions] == [c.text for c in stage.kit.captions]
    assert (kept.cohorts, kept.unit) == (stage.kit.cohorts, stage.kit.unit)
    assert db.session.get(Kit, stage.kit.id) is stage.kit


def test_choosing_another_footing_is_on_record(stage: Stage) -> None:
    operations.choose_relation(stage.kit, Relation.ENCOURAGED, actor=stage.organiser)
    assert acts() == []
    operations.choose_relation(stage.kit, Relation.AGREED, actor=stage.organiser)
    assert acts() == ["kit_footing_chosen"]
