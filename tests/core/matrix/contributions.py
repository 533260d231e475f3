"""Pictures and ideas from ambassadors: their own pages and the organiser's."""

import datetime
import uuid

from core import storage
from core.db import db
from media.kits.contributions.enums import InPicture
from media.kits.contributions.models import ContributedPicture, Contribution
from media.library.enums import RenditionFormat
from tests.core.permission_matrix import Rows, page
from tests.core.world import COHORT, Who, World, thing
from tests.factories.media import AssetFactory

ORGANISERS = frozenset({Who.ORGANISER, Who.OWNER})
HERS = frozenset({Who.AMBASSADOR})
NOT_THE_PEERS = {Who.PEER: 404}


@thing
def contribution(world: World) -> Contribution:
    """Something the ambassador has sent and nobody has answered."""
    asset = AssetFactory(organisation=world.organisation, renditions=True)
    made = Contribution(
        ambassador=world.ambassador,
        idea="Tirsdag ved havnen, lige efter regnen.",
        in_picture=InPicture.NOBODY,
        credit="Ambassador Holm",
        licensed_from=datetime.date(2026, 11, 1),
        licensed_until=datetime.date(2099, 10, 31),
        sent_key=uuid.uuid4().hex,
        pictures=[ContributedPicture(asset=asset, position=0)],
    )
    db.session.add(made)
    return made


@thing
def sent_picture(world: World) -> ContributedPicture:
    picture: ContributedPicture = world.contribution.pictures[0]
    for one in picture.asset.renditions:
        if one.format is RenditionFormat.PREVIEW:
            storage.save(one.storage_key, b"RIFF", mimetype=one.mimetype)
    return picture


ROWS = [
    Rows(
        endpoint="kits_contributions.list_contributions",
        path=lambda w: "/my/contributions",
        allowed=COHORT | {Who.FOREIGN_AMBASSADOR},
    ),
    *page(
        "kits_contributions.send",
        lambda w: "/my/contributions/new",
        COHORT | {Who.FOREIGN_AMBASSADOR},
    ),
    Rows(
        endpoint="kits_contributions.take_back",
        path=lambda w: f"/my/contributions/{w.contribution.id}/return",
        method="POST",
        allowed=HERS,
        says=NOT_THE_PEERS,
    ),
    Rows(
        endpoint="kits_contributions.lend_longer",
        path=lambda w: f"/my/contributions/{w.contribution.id}/renewal",
        method="POST",
        allowed=HERS,
        says=NOT_THE_PEERS,
    ),
    Rows(
        endpoint="kits_contributions.send_picture",
        path=lambda w: f"/my/contributions/pictures/{w.sent_picture.id}",
        allowed=HERS,
        says=NOT_THE_PEERS,
    ),
    Rows(
        endpoint="kits_contributions_organiser.list_contributions",
        path=lambda w: f"/o/{w.slug}/contributions",
        allowed=ORGANISERS,
    ),
    *page(
        "kits_contributions_organiser.answer",
        lambda w: f"/o/{w.slug}/contributions/{w.contribution.id}",
        ORGANISERS,
    ),
]
