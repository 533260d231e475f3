"""Another organisation's things named in a form of one's own: none is taken, shown or changed."""

import io
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from accounts.models import User
from core.db import db
from media.kits.models import Kit, KitItem
from media.kits.reception.models import PictureFetch
from media.library.models import Asset, Collection, LookAlike
from media.library.people.models import PersonInAsset
from tests.client import AuditingClient
from tests.factories.accounts import MembershipFactory, UnitFactory
from tests.factories.ambassadors import AmbassadorFactory, CohortFactory
from tests.factories.media import AssetFactory, CaptionFactory, KitFactory, KitItemFactory
from tests.factories.pictured import PersonFactory
from tests.media.library import corpus

SAID = {"alt_da": "En eng", "alt_en": "A meadow", "recognisable": "nobody", "text_language": ""}


def test_what_belongs_to_others_is_not_taken_from_a_form(
    app: Flask, sign_in: Callable[[User], AuditingClient]
) -> None:
    membership = MembershipFactory(user__locale="en")
    home = membership.organisation
    cohort = CohortFactory(organisation=home)
    place = AmbassadorFactory(cohort=cohort, user__locale="en")
    kit = KitFactory(organisation=home, cohorts=[cohort])
    CaptionFactory(kit=kit)
    own = KitItemFactory(kit=kit).asset
    twin = AssetFactory(organisation=home)
    pair = LookAlike(first=own, second=twin)
    theirs = KitItemFactory(kit=KitFactory())
    person = PersonFactory(organisation=theirs.asset.organisation)
    unit = UnitFactory(organisation=theirs.asset.organisation)
    shelf = Collection(organisation_id=theirs.asset.organisation_id, name="Sommer")
    db.session.add_all([pair, shelf])
    db.session.commit()
    before = dict(vars(db.session.get_one(Asset, theirs.asset_id)))

    desk, phone = sign_in(membership.user), sign_in(place.user)
    library, builder = f"/o/{home.slug}/library", f"/o/{home.slug}/kits/{kit.id}"
    file = [(io.BytesIO(corpus.jpeg((640, 480))), "a.jpg")]
    asked = [
        (f"{builder}/pictures", {"assets": str(theirs.asset_id)}),
        (f"{builder}/pictures?variant={theirs.id}", {"assets": str(own.id)}),
        (f"{builder}/pictures/order", {"order": f"{theirs.id},x"}),
        (f"{builder}/variants/new", {"unit": str(unit.id), "title_da": "a", "title_en": "b"}),
        (library, {"unit": str(unit.id), "pictures": file}),
        (f"{library}/{own.id}", {**SAID, "unit": str(unit.id)}),
        (f"{library}/{own.id}", {**SAID, "unit": "", "collections": str(shelf.id)}),
        (f"{library}/{own.id}/people", {"person": str(person.id)}),
        (f"{library}/look-alikes/{pair.id}/merging", {"keep": str(theirs.asset_id)}),
    ]
    answers = {path: desk.post(path, data=data).status_code for path, data in asked}
    taken = {"way": "share", "picture": str(theirs.id)}
    answers["fetches"] = phone.post(f"/my/kits/{kit.id}/fetches", data=taken).status_code
    assert max(answers.values()) < 500, answers

    db.session.expire_all()
    items = db.session.scalars(select(KitItem).where(KitItem.kit_id == kit.id)).all()
    assert {one.asset_id for one in items} <= {own.id}
    assert db.session.get_one(Kit, kit.id).variants == []
    mine = db.session.scalars(select(Asset).where(Asset.organisation_id == home.id)).all()
    assert {(one.unit_id, one.collections == []) for one in mine} == {(None, True)}
    assert {one.id for one in mine} == {own.id, twin.id}  # neither merged away nor brought in
    assert db.session.scalars(select(PersonInAsset)).all() == []
    fetched = db.session.scalars(select(PictureFetch)).all()
    assert theirs.asset_id not in {one.asset_id for one in fetched}
    after = dict(vars(db.session.get_one(Asset, theirs.asset_id)))
    loaded = {name for name in before if not name.startswith("_")}
    assert {name: after[name] for name in loaded & after.keys()} == {
        name: before[name] for name in loaded & after.keys()
    }
    told = desk.get(f"{library}/progress?ids={theirs.asset_id.hex}", headers={"HX-Request": "true"})
    assert theirs.asset.original_name not in told.text
