"""The way of sent pictures through the image gate into the library. Commits between its steps."""

from datetime import date

from ambassadors.models import Ambassador
from core.db import db
from media.kits.contributions import operations, queries
from media.kits.contributions.errors import PictureKnown, PictureRefusedHere
from media.kits.contributions.forms import ContributionForm
from media.kits.contributions.models import Contribution
from media.library import operations as library
from media.library import queries as library_queries
from media.library import room, uploads
from media.library.operations import Fate, Origin


def take_in(ambassador: Ambassador, form: ContributionForm, *, on: date) -> Contribution | None:
    """Take in every picture of a form or none; return None when the form was sent before.

    Raises PictureRefusedHere and PictureKnown.
    """
    sent = form.sent()
    if queries.is_sent(sent.sent_key):
        return None
    origin = Origin(
        organisation_id=ambassador.cohort.organisation_id,
        uploaded_by_id=ambassador.user_id,
        unit_id=ambassador.unit_id,
        credit=sent.credit,
    )
    try:
        fates = _fates(origin, form)
    except PictureKnown:
        if queries.is_sent(sent.sent_key):
            return None  # pressed twice, and the first came in meanwhile
        raise
    assets = [fate.asset for fate in fates if fate.asset]
    return operations.send(ambassador, sent, assets, on=on)


def _fates(origin: Origin, form: ContributionForm) -> list[Fate]:
    db.session.commit()  # nobody waits for the database while files are judged and stored
    with uploads.received(form.pictures.data or ()) as incoming:
        known = library_queries.known_checksums(
            origin.organisation_id, [one.checksum for one in incoming]
        )
        room.turn_away(origin.organisation_id, incoming)
        db.session.commit()
        for one in incoming:
            if one.refusal:
                raise PictureRefusedHere(one.name, one.refusal)
            if one.checksum in known:
                raise PictureKnown(one.name)
        uploads.store(incoming, known=())
        fates = library.take_in(origin, incoming)
    if refused := next((fate for fate in fates if fate.refusal), None):
        _undo(fates)
        raise PictureRefusedHere(refused.name, refused.refusal)
    new = {fate.asset.id for fate in fates if fate.asset and fate.is_new}
    if others := [fate for fate in fates if fate.asset and fate.asset.id not in new]:
        _undo(fates)  # it came in by somebody else meanwhile, and is not hers to take back
        raise PictureKnown(others[0].name)
    return list({fate.asset.id: fate for fate in fates if fate.asset}.values())


def _undo(fates: list[Fate]) -> None:
    for fate in fates:
        if fate.asset and fate.is_new:
            library.delete_asset(fate.asset)
    db.session.commit()
