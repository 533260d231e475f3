"""An ambassador's yes to a version of the policy. Routes commit."""

from sqlalchemy.exc import IntegrityError

from ambassadors.agreement import queries
from ambassadors.agreement.errors import NewerVersion
from ambassadors.models import Ambassador, PolicyAcceptance
from core.db import db, utcnow


def agree(ambassador: Ambassador, *, version: int) -> None:
    """Keep an ambassador's yes to the version they have read; a second yes changes nothing.

    Raises NewerVersion when another version is in force by now.
    """
    agreement = queries.agreement_of(ambassador)
    if agreement.current is None or agreement.current.version != version:
        raise NewerVersion
    if agreement.to_accept is None:
        return
    yes = PolicyAcceptance(
        ambassador_id=ambassador.id, policy_id=agreement.current.id, accepted_at=utcnow()
    )
    try:
        with db.session.begin_nested():
            db.session.add(yes)
    except IntegrityError:  # the button was pressed twice at once; the first press counts
        return
