from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ambassadors.models import Cohort
from core.db import db, utcnow
from media.kits import copying, local_use, operations
from media.kits.enums import VariantPictures
from media.kits.errors import VariantExists, VariantForNobody
from media.kits.local_use import LocalUse
from media.kits.models import KitVariant
from media.kits.variants import operations as variants
from media.kits.variants.operations import VariantTerms
from media.kits.versions import Version, name_of
from tests.client import AuditingClient
from tests.factories.accounts import UnitFactory
from tests.factories.media import AssetFactory, KitFactory
from tests.media.kits.conftest import Stage
from tests.queries import count_queries


def test_a_variant_is_for_somebody_and_for_nobody_else_has(stage: Stage) -> None:
    unit = UnitFactory(organisation=stage.kit.organisation, name="Viborg")
    with pytest.raises(VariantForNobody):
        variants.add_variant(stage.kit, VariantTerms())
    made = variants.add_variant(stage.kit, VariantTerms(unit=unit, function="Nurse", locale="en"))
    assert name_of(made) == "Viborg · Nurse · Engelsk"
    with pytest.raises(VariantExists):
        variants.add_variant(stage.kit, VariantTerms(unit=unit, function="nurse", locale="en"))
    variants.edit_variant(made, VariantTerms(unit=unit, function="nurse", locale="en"))
    second = variants.add_variant(stage.kit, VariantTerms(unit=unit))
    with pytest.raises(VariantExists):
        variants.edit_variant(second, VariantTerms(unit=unit, function="Nurse", locale="en"))
    variants.remove_variant(made)
    assert stage.kit.variants == [second]


def test_an_organiser_makes_a_variant_with_pictures_and_texts(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    url = f"{stage.desk}/variants"
    assert organiser_client.post(f"{url}/new", data={"pictures": "base"}).status_code == 422
    sent = {"unit": str(stage.ambassador.unit_id), "pictures": "own", "title_da": "Vores campus"}
    made_at = organiser_client.post(f"{url}/new", data=sent).headers["Location"]
    [variant] = stage.kit.variants
    assert made_at.endswith(f"{url}/{variant.id}")
    local = AssetFactory(organisation=stage.kit.organisation, renditions=True, alt_da="Kantinen")
    here = {"variant": str(variant.id)}
    organiser_client.post(
        f"{stage.desk}/pictures", query_string=here, data={"assets": [str(local.id)]}
    )
    words = {
        "new-en-text": "Our canteen. {link}",
        "new-en-mentions": "@viauc",
        "new-en-hashtags": "",
    }
    answer = organiser_client.post(f"{stage.desk}/captions/en", query_string=here, data=words)
    assert answer.headers["Location"].endswith(f"{variant.id}#captions")
    assert [item.asset for item in variant.items] == [local]
    assert [(one.text, one.mentions) for one in variant.captions] == [
        ("Our canteen. {link}", ["viauc"])
    ]
    assert len(stage.kit.items) == 2
    assert "Vores campus" in organiser_client.get(made_at).text
    preview = organiser_client.get(f"{stage.desk}/preview", query_string={"version": variant.id})
    assert "Kantinen" in preview.text or "canteen" in preview.text
    wrong = {**words, "new-en-mentions": "@a @b @c @d"}
    refused = organiser_client.post(f"{stage.desk}/captions/en", query_string=here, data=wrong)
    assert refused.status_code == 422
    assert "@a @b @c @d" in refused.text
    organiser_client.post(f"{made_at}/removal")
    assert stage.kit.variants == []


def test_a_variant_of_another_kit_is_not_found(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    other = KitFactory(organisation=stage.kit.organisation)
    foreign = variants.add_variant(other, VariantTerms(locale="en"))
    here = {"variant": str(foreign.id)}
    assert organiser_client.get(f"{stage.desk}/variants/{foreign.id}").status_code == 404
    answer = organiser_client.get(f"{stage.desk}/pictures", query_string=here)
    assert answer.status_code == 404


def test_how_much_of_use_is_local(stage: Stage) -> None:
    organisation_id = stage.kit.organisation_id
    assert local_use.local_use(organisation_id) == LocalUse(0, 0)
    stage.kit.unit = None
    variant = variants.add_variant(stage.kit, VariantTerms(locale="en"))
    assert not Version(stage.kit, variant).is_local  # it says and shows what everybody gets
    variants.edit_variant(variant, VariantTerms(locale="en", title_en="For you"))
    operations.record_download(Version(stage.kit, variant), stage.ambassador)
    for _ in range(3):
        operations.record_download(stage.kit, stage.ambassador)
    elsewhere = KitFactory()
    operations.record_download(elsewhere, stage.ambassador)  # another organisation's kit
    db.session.flush()
    use, by_variant = local_use.local_use_of(stage.kit)
    assert use == local_use.local_use(organisation_id) == LocalUse(4, 1)
    assert (use.percent, by_variant) == (25, {variant.id: 1, None: 3})
    variants.remove_variant(variant)
    db.session.commit()
    assert local_use.local_use(organisation_id) == LocalUse(4, 1)


def test_a_cohort_that_only_ever_gets_the_base_is_named(
    stage: Stage, organiser_client: AuditingClient
) -> None:
    stage.kit.unit = None
    cohort, organisation = stage.ambassador.cohort, stage.kit.organisation
    name, url = cohort.name, f"/o/{organisation.slug}/kits"
    for days in (1, 2):
        KitFactory(
            organisation=organisation,
            cohorts=[cohort],
            published_at=utcnow() - timedelta(days=days),
        )
    assert local_use.cohorts_with_base_only(organisation.id) == [cohort.name]
    with count_queries() as before:
        page = organiser_client.get(url).text
    assert name in BeautifulSoup(page, "html.parser").select_one(".note:not([hidden])").get_text()  # type: ignore[union-attr]
    cohort = db.session.scalars(select(Cohort)).one()
    organisation = cohort.organisation
    for _ in range(2):
        KitFactory(organisation=organisation, cohorts=[cohort])
    with count_queries() as after:
        organiser_client.get(url)
    assert len(after) == len(before)
    cohort = db.session.scalars(select(Cohort)).one()
    organisation = cohort.organisation
    newest = KitFactory(organisation=organisation, cohorts=[cohort], published_at=utcnow())
    empty = variants.add_variant(newest, VariantTerms(locale="en"))
    assert local_use.cohorts_with_base_only(organisation.id) == [cohort.name]
    told = BeautifulSoup(organiser_client.get(f"{url}/{newest.id}").text, "html.parser")
    assert [one.get_text() for one in told.select("#variants li span")] == ["intet eget endnu"]
    variants.edit_variant(empty, VariantTerms(locale="en", intro_en="For you from elsewhere."))
    assert local_use.cohorts_with_base_only(organisation.id) == []


def test_a_copy_takes_variants_and_mentions_along(stage: Stage) -> None:
    variant = variants.add_variant(
        stage.kit, VariantTerms(locale="en", pictures=VariantPictures.ADDED, title_en="Ours")
    )
    operations.add_pictures(variant, [AssetFactory(organisation=stage.kit.organisation)])
    operations.add_caption(variant, locale="en", text="Ours", hashtags="#a", mentions="@viauc")
    db.session.flush()
    copied = copying.copy_kit(stage.kit)
    db.session.commit()
    [new] = copied.variants
    assert (new.locale, new.pictures, new.title_en) == ("en", VariantPictures.ADDED, "Ours")
    assert [one.asset_id for one in new.items] == [one.asset_id for one in variant.items]
    assert [(one.text, one.mentions) for one in new.captions] == [("Ours", ["viauc"])]
    assert {one.kit_id for one in (*new.items, *new.captions)} == {copied.id}
    assert db.session.get_one(KitVariant, variant.id).kit is stage.kit


def test_a_kit_for_one_unit_says_who_gets_it(
    stage: Stage, organiser_client: AuditingClient, ambassador_client: AuditingClient
) -> None:
    unit = stage.kit.unit
    assert unit is not None
    whose, everybody = f"Kun de, der hører til {unit.path}, får den", "Alle får det samme."
    shown = organiser_client.get(stage.desk).text
    assert (whose in shown, everybody in shown) == (True, False)
    variants.add_variant(stage.kit, VariantTerms(locale="en"))
    db.session.commit()
    page = BeautifulSoup(ambassador_client.get(f"/my/kits/{stage.kit.id}").text, "html.parser")
    made_for = [link.get_text(strip=True) for link in page.select("a[href*='version=']")]
    assert made_for == ["Engelsk", unit.name]
    stage.kit.unit, stage.kit.variants = None, []
    db.session.commit()
    shown = organiser_client.get(stage.desk).text
    assert (whose in shown, everybody in shown) == (False, True)
