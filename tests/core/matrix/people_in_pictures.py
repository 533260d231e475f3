"""People in pictures: the register, marks, consents and withdrawals."""

import hashlib
from datetime import timedelta

from campaigns.posts.removals.models import PostRemoval
from core import storage
from core.db import db, utcnow
from media.library.models import Asset
from media.library.people.enums import GivenBy
from media.library.people.models import Consent, Person, PersonInAsset, PersonLink
from media.library.people.withdrawals.models import Withdrawal
from tests.core.permission_matrix import Rows, page
from tests.core.world import EVERYBODY, Who, World, thing
from tests.factories.media import AssetFactory, RenditionFactory
from tests.factories.pictured import ConsentFactory, PersonFactory, PersonInAssetFactory
from tests.media.library import corpus

KEEPERS = frozenset({Who.ORGANISER, Who.OWNER})
ONLY_HERS = frozenset({Who.AMBASSADOR})
QUESTION = {"channels": "instagram", "until": (utcnow() + timedelta(days=90)).date().isoformat()}


@thing
def pictured(world: World) -> Person:
    return PersonFactory(organisation=world.organisation)


@thing
def marked_asset(world: World) -> Asset:
    made = AssetFactory(organisation=world.organisation)
    shown = RenditionFactory(asset=made, format="whole")
    storage.save(shown.storage_key, corpus.jpeg(), mimetype=shown.mimetype)
    return made


@thing
def person_mark(world: World) -> PersonInAsset:
    made = PersonInAssetFactory(asset=world.marked_asset, person=world.pictured)
    db.session.refresh(world.marked_asset)
    return made


@thing
def unnamed_mark(world: World) -> PersonInAsset:
    return PersonInAssetFactory(asset=world.marked_asset, person=None)


@thing
def paper_consent(world: World) -> Consent:
    key = f"papers/{world.pictured.id.hex}"
    storage.save(key, corpus.jpeg(), mimetype="image/jpeg")
    return ConsentFactory(person=world.pictured, proof_key=key, proof_mimetype="image/jpeg")


@thing
def person_link(world: World) -> PersonLink:
    token = f"token-{world.pictured.id.hex}"
    made = PersonLink(
        person=world.person_mark.person, token_hash=hashlib.sha256(token.encode()).hexdigest()
    )
    db.session.add(made)
    return made


@thing
def withdrawal(world: World) -> Withdrawal:
    made = Withdrawal(
        organisation=world.organisation, person=world.pictured, way=GivenBy.LINK, is_whole=True
    )
    db.session.add(made)
    db.session.flush()
    return made


@thing
def post_removal(world: World) -> PostRemoval:
    made = PostRemoval(
        withdrawal_id=world.withdrawal.id, post=world.post, ambassador_id=world.ambassador.id
    )
    db.session.add(made)
    return made


def person(world: World, rest: str = "") -> str:
    return f"/o/{world.slug}/library/people/{world.pictured.id}{rest}"


def marks(world: World, rest: str = "") -> str:
    return f"/o/{world.slug}/library/{world.marked_asset.id}/people{rest}"


def own(world: World, rest: str = "") -> str:
    return f"/consent/token-{world.person_link.person.id.hex}{rest}"


PUBLIC = {"allowed": EVERYBODY}

ROWS = [
    Rows(
        endpoint="people_organiser.list_people",
        path=lambda w: f"/o/{w.slug}/library/people",
        allowed=KEEPERS,
    ),
    *page(
        "people_organiser.add_person",
        lambda w: f"/o/{w.slug}/library/people/new",
        KEEPERS,
        data=lambda w: {"name": "Sofie Dahl", "locale": "da", "unit": ""},
    ),
    Rows(endpoint="people_organiser.show_person", path=person, allowed=KEEPERS),
    *page(
        "people_organiser.edit_person",
        lambda w: person(w, "/details"),
        KEEPERS,
        data=lambda w: {"name": "Sofie Dahl", "locale": "da", "unit": ""},
    ),
    *(
        Rows(
            endpoint=f"people_organiser.{view}",
            method="POST",
            path=lambda w, rest=rest: person(w, rest),
            data=lambda w: QUESTION,
            allowed=KEEPERS,
        )
        for view, rest in (
            ("ask", "/question"),
            ("show_link", "/link"),
            ("withdraw", "/withdrawal"),
            ("erase_person", "/erasure"),
        )
    ),
    Rows(
        endpoint="papers_organiser.keep_paper",
        method="POST",
        path=lambda w: person(w, "/paper"),
        data=lambda w: {},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="papers_organiser.send_paper",
        path=lambda w: f"/o/{w.slug}/library/people/papers/{w.paper_consent.id}",
        allowed=KEEPERS,
    ),
    Rows(endpoint="marks_organiser.list_marks", path=marks, allowed=KEEPERS),
    Rows(
        endpoint="marks_organiser.add_mark",
        method="POST",
        path=marks,
        data=lambda w: {"name": "", "x": "30", "y": "40"},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="marks_organiser.name_mark",
        method="POST",
        path=lambda w: marks(w, f"/{w.unnamed_mark.id}/name"),
        data=lambda w: {"name": "Bo Lund"},
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="marks_organiser.remove_mark",
        method="POST",
        path=lambda w: marks(w, f"/{w.person_mark.id}/removal"),
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="marks_organiser.set_occasion",
        method="POST",
        path=lambda w: marks(w, "/occasion"),
        data=lambda w: {"occasion": "Åbent hus"},
        allowed=KEEPERS,
    ),
    *page(
        "consents_public.show_pictures",
        own,
        EVERYBODY,
        data=lambda w: {
            "pictures": str(w.person_mark.id),
            "channels": "instagram",
            "scope": "pictures",
        },
        anonymous=frozenset({200, 302, 303}),
    ),
    Rows(
        endpoint="consents_public.say_no",
        method="POST",
        path=lambda w: own(w, "/withdrawal"),
        **PUBLIC,
    ),
    Rows(endpoint="consents_public.export", path=lambda w: own(w, "/export"), **PUBLIC),
    Rows(
        endpoint="consents_public.send_picture",
        path=lambda w: own(w, f"/pictures/{w.person_mark.id}"),
        **PUBLIC,
    ),
    Rows(
        endpoint="withdrawals_organiser.list_withdrawals",
        path=lambda w: f"/o/{w.slug}/library/withdrawals",
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="withdrawals_organiser.show_withdrawal",
        path=lambda w: f"/o/{w.slug}/library/withdrawals/{w.withdrawal.id}",
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="withdrawals_organiser.send_record",
        path=lambda w: f"/o/{w.slug}/library/withdrawals/{w.withdrawal.id}/record.pdf",
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="removals_ambassador.list_removals",
        path=lambda w: "/my/removals",
        allowed=frozenset({Who.AMBASSADOR, Who.PEER, Who.FOREIGN_AMBASSADOR}),
    ),
    Rows(
        endpoint="removals_ambassador.answer",
        method="POST",
        path=lambda w: f"/my/removals/{w.post_removal.id}",
        data=lambda w: {"answer": "removed"},
        allowed=ONLY_HERS,
    ),
    Rows(
        endpoint="removals_ambassador.take_back",
        method="POST",
        path=lambda w: f"/my/removals/{w.post_removal.id}/undoing",
        allowed=ONLY_HERS,
    ),
    Rows(
        endpoint="removals_organiser.take_back",
        method="POST",
        path=lambda w: f"/o/{w.slug}/posts/removals/{w.post_removal.id}/undoing",
        allowed=KEEPERS,
    ),
    Rows(
        endpoint="removals_organiser.note_removed",
        method="POST",
        path=lambda w: f"/o/{w.slug}/posts/removals/{w.post_removal.id}",
        allowed=KEEPERS,
    ),
]
