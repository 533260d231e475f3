import uuid

import pytest

from core.db import db
from media.kits import queries
from media.kits.enums import VariantPictures
from media.kits.models import Caption, KitItem, KitVariant
from media.kits.versions import Version, chosen, most_local, version_for, versions_of
from tests.factories.accounts import UnitFactory
from tests.factories.media import AssetFactory
from tests.media.kits.conftest import Stage

CAMPUS, AREA, ELSEWHERE = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
WHERE = {"campus": CAMPUS, "area": AREA, "elsewhere": ELSEWHERE}


def variant(name: str) -> KitVariant:
    """Return a variant by what it is for: "campus nurse en"."""
    found = KitVariant(position=0, function="", locale="", pictures=VariantPictures.BASE)
    for word in name.split():
        if word in WHERE:
            found.unit_id = WHERE[word]
        elif word in ("da", "en"):
            found.locale = word
        else:
            found.function = word
    return found


@pytest.mark.parametrize(
    ("names", "nearest"),
    [
        ([], None),
        ([""], None),
        (["elsewhere", "welder", "campus welder"], None),
        (["area", "campus", "elsewhere"], "campus"),
        (["area nurse en", "campus"], "campus"),
        (["nurse en", "area"], "area"),
        (["campus", "campus en", "campus nurse"], "campus nurse"),
        (["en", "nurse"], "nurse"),
        (["campus da", "area"], "area"),
        (["NURSE", "en"], "NURSE"),
        (["nurse", "nurse en"], "nurse en"),
    ],
)
def test_the_nearest_of_those_that_fit_is_chosen(names: list[str], nearest: str | None) -> None:
    variants = {name: variant(name) for name in names}
    found = most_local(
        variants.values(), units=[CAMPUS, AREA], function="  Nurse ", languages=["en"]
    )
    assert found is (variants[nearest] if nearest else None)


def test_the_first_of_two_alike_is_chosen() -> None:
    late, early = variant("campus"), variant("campus")
    late.position = 1
    assert most_local([late, early], units=[CAMPUS], function="", languages=["da"]) is early


def add_variant(stage: Stage, **more: object) -> KitVariant:
    """Give the stage's kit a variant."""
    made = KitVariant(kit_id=stage.kit.id, position=len(stage.kit.variants), **more)
    stage.kit.variants.append(made)
    db.session.flush()
    return made


def test_an_ambassador_sees_her_area_and_may_look_at_the_others(stage: Stage) -> None:
    area = UnitFactory(organisation=stage.kit.organisation, name="Vest")
    assert stage.ambassador.unit
    stage.ambassador.unit.parent_id = area.id
    add_variant(stage, unit=area, title_da="I Vest")
    own = version_for(stage.kit, stage.ambassador, "da")
    assert (own.title_da, own.title_en) == ("I Vest", stage.kit.title_en)
    assert [one.title_da for one in versions_of(stage.kit)] == [stage.kit.title_da, "I Vest"]
    assert chosen(stage.kit, own, "base") == Version(stage.kit)
    assert chosen(stage.kit, own, "nonsense") == chosen(stage.kit, own, None) == own
    assert chosen(stage.kit, Version(stage.kit), str(own.variant.id)) == own  # type: ignore[union-attr]


def test_languages_she_tells_in_count_before_that_of_the_page(stage: Stage) -> None:
    made = add_variant(stage, locale="en")
    assert version_for(stage.kit, stage.ambassador, "en").variant is made
    assert version_for(stage.kit, stage.ambassador, "da").variant is None
    stage.ambassador.tells_in = ["en"]
    assert version_for(stage.kit, stage.ambassador, "da").variant is made


def test_pictures_and_texts_are_the_variants_own_and_the_bases(stage: Stage) -> None:
    first, second = (item.asset for item in stage.kit.items)
    local = AssetFactory(organisation=stage.kit.organisation)
    made = add_variant(stage, locale="en")
    for position, asset in enumerate([local, second]):
        made.items.append(KitItem(kit_id=stage.kit.id, asset=asset, position=position))
    text = Caption(kit_id=stage.kit.id, locale="en", text="Ours", position=0)
    made.captions.append(text)
    db.session.commit()
    kit = queries.get_kit(stage.kit.organisation_id, stage.kit.id)
    version = Version(kit, kit.variants[0])
    for pictures, expected in {
        VariantPictures.BASE: [first, second],
        VariantPictures.ADDED: [local, second, first],
        VariantPictures.OWN: [local, second],
    }.items():
        made.pictures = pictures
        assert [item.asset for item in version.items] == expected
    assert [one.text for one in version.captions if one.locale == "en"] == ["Ours"]
    assert len([one for one in version.captions if one.locale == "da"]) == 2
    assert [item.asset for item in kit.items] == [first, second]
    kit.variants.remove(made)
    db.session.commit()
    assert db.session.get(Caption, text.id) is None
