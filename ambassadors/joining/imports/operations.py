"""Writes about lists of people to invite. Routes and jobs commit."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    String,
    case,
    cast,
    delete,
    exists,
    insert,
    literal,
    select,
    update,
)

from accounts import audit
from accounts.models import User
from ambassadors import permissions
from ambassadors.joining import invitations
from ambassadors.joining.errors import CohortNotOpen
from ambassadors.joining.imports import queries
from ambassadors.joining.imports.enums import ImportState, RowFate, UnknownUnits
from ambassadors.joining.imports.errors import ImportNotReady, NobodyToInvite
from ambassadors.joining.imports.judging import Judged
from ambassadors.joining.imports.models import ImportRow, InvitationImport
from ambassadors.joining.models import Invitation
from ambassadors.models import Cohort
from core import jobs
from core.db import UtcDateTime, db, insert_into, table_of, utcnow
from core.lists import MOST_WAITING, TooManyLists, one_line, shortened

KEPT = timedelta(days=1)
LONGEST_SOURCE_NAME = 120
LONGEST_HEADING = 60
NO_LINK_YET = "no link yet: "  # no token has this hash
BETWEEN_USES = (ImportState.READY, ImportState.UNREADABLE, ImportState.STOPPED)


def bring_in(
    cohort: Cohort, *, source_name: str, locale: str, actor: User, storage_key: str = ""
) -> InvitationImport:
    """Keep a list for a day, to be read; its file is stored, or will be under the key it is given.

    Raises CohortNotOpen and TooManyLists.
    """
    if not permissions.can_invite(cohort):
        raise CohortNotOpen
    if queries.count_kept(actor) >= MOST_WAITING:
        raise TooManyLists
    import_ = InvitationImport(
        id=uuid.uuid4(),
        cohort=cohort,
        made_by=actor,
        source_name=shortened(one_line(source_name), LONGEST_SOURCE_NAME),
        locale=locale,
        storage_key="",
        expires_at=utcnow() + KEPT,
    )
    import_.storage_key = storage_key or f"invitation-imports/{import_.id}"
    db.session.add(import_)
    db.session.flush()  # its rows point at it
    return import_


def read_again(
    import_: InvitationImport,
    *,
    columns: dict[str, int],
    has_header: bool,
    unknown_units: UnknownUnits,
    locale: str,
) -> None:
    """Have a list read with columns as the organiser says. Raises ImportNotReady."""
    _take(import_, BETWEEN_USES, ImportState.READING)
    import_.columns, import_.has_header = columns, has_header
    import_.unknown_units, import_.locale = unknown_units, locale
    import_.problem = ""


def _take(import_: InvitationImport, states: Sequence[ImportState], new_state: ImportState) -> None:
    """Move a list on, unless another request was quicker. Raises ImportNotReady."""
    taken = db.session.scalar(
        update(InvitationImport)
        .where(InvitationImport.id == import_.id, InvitationImport.state.in_(states))
        .values(state=new_state)
        .returning(InvitationImport.id)
    )
    if taken is None:
        raise ImportNotReady
    import_.state = new_state


def forget_rows(import_: InvitationImport) -> None:
    """Delete what was read of a list before."""
    db.session.execute(delete(ImportRow).where(ImportRow.import_id == import_.id))


def keep_layout(
    import_: InvitationImport, headings: list[str], has_header: bool, columns: dict[str, int]
) -> None:
    """Keep how a list is laid out, so that it can be put right on the page."""
    import_.headings = [shortened(one_line(text), LONGEST_HEADING) for text in headings]
    import_.has_header, import_.columns = has_header, columns


def add_rows(import_: InvitationImport, rows: Sequence[Judged]) -> None:
    """Keep judged rows; those who are in the cohort or invited to it are marked so."""
    same = {"import_id": import_.id, "created_at": utcnow()}
    values = [{"id": uuid.uuid4(), **same, **row._asdict()} for row in rows]
    db.session.execute(insert(table_of(ImportRow)), values)
    those = queries.waits(import_) & ImportRow.number.between(rows[0].number, rows[-1].number)
    for is_known, fate in (
        (queries.is_ambassador(import_.cohort_id), RowFate.ALREADY_AMBASSADOR),
        (queries.is_invited(import_.cohort_id), RowFate.ALREADY_INVITED),
    ):
        mark = update(ImportRow).where(those, is_known).values(fate=fate)
        db.session.execute(mark.execution_options(synchronize_session=False))


def finish_reading(import_: InvitationImport) -> None:
    """Have a list wait for its yes."""
    import_.state, import_.problem = ImportState.READY, ""


def refuse(import_: InvitationImport, problem: str) -> None:
    """Keep why a list could not be read, and nothing that was read of it."""
    forget_rows(import_)
    import_.state, import_.problem = ImportState.UNREADABLE, problem


def confirm(import_: InvitationImport, *, actor: User) -> None:
    """Have everybody in a list invited by a job, once however often this is said.

    Raises CohortNotOpen, ImportNotReady and NobodyToInvite.
    """
    if not permissions.can_invite(import_.cohort):
        raise CohortNotOpen
    if queries.next_chunk(import_, size=1) is None:
        raise NobodyToInvite
    _take(import_, (ImportState.READY, ImportState.STOPPED), ImportState.INVITING)
    import_.expires_at = utcnow() + KEPT
    jobs.enqueue("import_invitations", subject_id=import_.id)


def invite_rows(import_: InvitationImport, *, up_to: int) -> None:
    """Invite the people of the rows that wait, up to a row's number, and mark those rows.

    An address that is in or invited by now is marked so and left alone. The mails are made later,
    and the links with them; an invitation's id is its row's, which tells who invited whom.
    """
    waiting = queries.waits(import_) & (ImportRow.number <= up_to)
    is_inside = queries.is_ambassador(import_.cohort_id)
    now, nothing = utcnow(), literal(None)
    values: dict[str, Any] = {
        "id": ImportRow.id,
        "cohort_id": literal(import_.cohort_id),
        "email": ImportRow.email,
        "name": ImportRow.name,
        "unit_id": ImportRow.unit_id,
        "locale": ImportRow.locale,
        "token_hash": literal(NO_LINK_YET) + cast(ImportRow.id, String),
        "asked_by_id": literal(import_.made_by_id),
        "sent_at": nothing,
        "times_sent": literal(0),
        "expires_at": literal(now + invitations.VALID, UtcDateTime),
        "draft": literal({}, JSON),
        "created_at": literal(now, UtcDateTime),
    }
    rows = select(*values.values()).where(waiting, ~is_inside)
    invite = insert_into(table_of(Invitation)).from_select(list(values), rows)
    db.session.execute(invite.on_conflict_do_nothing(index_elements=["cohort_id", "email"]))
    fate = case(
        (exists().where(Invitation.id == ImportRow.id), RowFate.INVITED),
        (is_inside, RowFate.ALREADY_AMBASSADOR),
        else_=RowFate.ALREADY_INVITED,
    )
    mark = update(ImportRow).where(waiting).values(fate=fate)
    db.session.execute(mark.execution_options(synchronize_session=False))


def finish_inviting(import_: InvitationImport) -> None:
    """End a list: its file is no longer needed, and the trail tells how many were invited."""
    invited = queries.counts_by_fate(import_).get(RowFate.INVITED, 0)
    import_.state = ImportState.DONE
    jobs.enqueue("erase_files", keys=import_.storage_key)
    audit.record(
        import_.cohort.organisation,
        actor=import_.made_by,
        action="invitations_imported",
        subject=import_,
        after={"cohort": import_.cohort.name, "invited": invited},
    )


def stop(import_: InvitationImport) -> None:
    """Mark a list whose inviting could not go on; it can be taken up again."""
    if import_.state is ImportState.INVITING:
        import_.state = ImportState.STOPPED


def drop(import_: InvitationImport) -> None:
    """Forget a list that is not wanted. Raises ImportNotReady while people are being invited."""
    if import_.state is ImportState.INVITING:
        raise ImportNotReady
    jobs.enqueue("erase_files", keys=import_.storage_key)
    forget_rows(import_)
    db.session.delete(import_)
