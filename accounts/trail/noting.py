"""What must come on the trail although the page it happened on writes nothing: left for the worker.

Somebody was refused a page of their own organisation, took a list out by reading it, or did not
get in. What happens again and again within half a minute is one event that says how often.
"""

import json
import uuid
from collections import Counter
from typing import Any

import structlog
from flask import Flask, Response, g, request
from flask_login import current_user

from accounts import audit, own_acts
from accounts.models import Organisation, User
from accounts.notebook import Notebook
from accounts.session import current_organisation, signed_in_user
from core.db import db

notebook = Notebook("trail-notes")
log = structlog.get_logger()


def note(
    action: str, *, organisation: Organisation, actor: User, after: dict[str, Any] | None = None
) -> None:
    """Leave a line about what ``actor`` did."""
    _leave([action, str(organisation.id), str(actor.id), after or {}])


def note_export(action: str, **what: uuid.UUID) -> None:
    """Leave a line that whoever is signed in takes a list out of the current organisation."""
    note(action, organisation=current_organisation(), actor=signed_in_user(), after=what)


def note_failed_sign_in(user: User | None) -> None:
    """Leave a line that somebody did not get in: for strangers too, so that it takes as long."""
    log.warning("sign-in failed")
    _leave(["sign_in_failed", "", str(user.id) if user else "", {}])


def _leave(line: list[Any]) -> None:
    notebook.write(json.dumps(line, default=str, sort_keys=True))


def fold() -> None:
    """Put what this node noted on the trails. The caller commits, then forgets the lines."""
    for line, times in sorted(Counter(notebook.take()).items(), key=_by_organisation):
        try:
            action, organisation_id, person_id, after = json.loads(line)
            organisation = _find(Organisation, organisation_id)
            person = _find(User, person_id)
        except (ValueError, TypeError):
            continue  # a line cut short by a crash
        after |= {"times": times} if times > 1 else {}
        if organisation and person:
            audit.record(organisation, actor=person, action=action, subject=None, after=after)
        elif person and not organisation_id:
            own_acts.record(person, action, by_themselves=False, after=after)


def _by_organisation(counted: tuple[str, int]) -> str:
    """Sort so that trails are locked in the same order everywhere."""
    return counted[0].partition(",")[2]


def _find(model: type[Any], row_id: str) -> Any:
    return db.session.get(model, uuid.UUID(row_id)) if row_id else None


def note_refusal(response: Response) -> Response:
    """Note that somebody was refused a page of an organisation they belong to."""
    if response.status_code == 403 and request.url_rule and current_user.is_authenticated:
        page = request.url_rule.rule
        log.warning("access refused", page=page, person=str(current_user.id))
        if organisation := g.get("organisation"):
            note(
                "access_refused",
                organisation=organisation,
                actor=current_user,
                after={"page": page},
            )
    return response


def init_app(app: Flask) -> None:
    """Look at every answer."""
    app.after_request(note_refusal)
