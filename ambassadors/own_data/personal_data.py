"""What this room itself holds: copies that were made, and a wish to be erased."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from ambassadors.own_data.models import DataCopy, ErasureRequest
from core.db import db
from core.languages import LANGUAGES
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell which copies were made before, and whether somebody asked to be erased."""
    copies = db.session.scalars(
        select(DataCopy)
        .where(DataCopy.user_id == person.user_id)
        .order_by(DataCopy.created_at, DataCopy.id)
    )
    yield Held(
        _l("Copies of your data"),
        [
            {
                _l("Asked for"): copy.created_at,
                _l("Language"): LANGUAGES.get(copy.locale, copy.locale),
                _l("Ready"): copy.ready_at,
                _l("Deleted"): copy.expires_at,
            }
            for copy in copies
        ],
    )
    wishes = db.session.scalars(
        select(ErasureRequest).where(ErasureRequest.user_id == person.user_id)
    )
    yield Held(
        _l("Wishes to be erased"),
        [{_l("Asked for"): one.created_at, _l("Confirmed"): one.confirmed_at} for one in wishes],
    )


def erase(person: Person) -> list[str]:
    """Delete the copies, since they hold what is erased, and the wish when the account goes."""
    keys = select(DataCopy.storage_key).where(DataCopy.user_id == person.user_id)
    files = [key for key in db.session.scalars(keys) if key]
    db.session.execute(delete(DataCopy).where(DataCopy.user_id == person.user_id))
    if person.account:
        wish = delete(ErasureRequest).where(ErasureRequest.user_id == person.user_id)
        db.session.execute(wish)
    return files


register(
    "copies",
    title=_l("Copies of your data"),
    tables=[DataCopy, ErasureRequest],
    tell=tell,
    erase=erase,
    untold=["data_copy.storage_key", "erasure_request.token_hash"],
)
