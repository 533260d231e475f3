"""What lists that were brought in hold: about who brought them, and about those in them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import joinedload

from ambassadors.joining.imports.models import ImportRow, InvitationImport
from ambassadors.models import Ambassador, Cohort
from core.db import db
from core.languages import LANGUAGES
from core.personal_data import Held, Person, register


def tell(person: Person) -> Iterable[Held]:
    """Tell of the lists somebody brought in, and of the rows about them in anybody's."""
    yield Held(
        _l("Lists of people to invite, brought in by you"),
        [
            {
                _l("Cohort"): one.cohort.name,
                _l("File"): one.source_name,
                _l("First row"): one.headings,
                _l("Columns"): one.columns,
                _l("What was wrong with it"): one.problem,
                _l("Language of pages and mails"): LANGUAGES.get(one.locale, one.locale),
                _l("Brought in"): one.created_at,
                _l("Kept until"): one.expires_at,
            }
            for one in _made_by(person)
        ],
    )
    yield Held(
        _l("In a list of people to invite"),
        [
            {
                _l("Name"): row.name,
                _l("E-mail"): row.email,
                _l("Unit"): row.unit_name,
                _l("Language of pages and mails"): LANGUAGES.get(row.locale, row.locale),
                _l("What becomes of it"): str(row.fate.label),
            }
            for row in _rows_about(person)
        ],
    )


def _rows_about(person: Person) -> list[ImportRow]:
    rows = select(ImportRow).where(_about(person))
    return list(db.session.scalars(rows.order_by(ImportRow.created_at, ImportRow.id)))


def _made_by(person: Person) -> list[InvitationImport]:
    if not person.account:
        return []
    return list(
        db.session.scalars(
            select(InvitationImport)
            .where(InvitationImport.made_by_id == person.user_id)
            .options(joinedload(InvitationImport.cohort))
            .order_by(InvitationImport.created_at, InvitationImport.id)
        )
    )


def _about(person: Person) -> ColumnElement[bool]:
    by_address = ImportRow.email == person.email
    if person.account:
        return by_address
    organisations = (
        select(Cohort.organisation_id)
        .join(Ambassador, Ambassador.cohort_id == Cohort.id)
        .where(Ambassador.id.in_(person.places))
    )
    lists = (
        select(InvitationImport.id)
        .join(InvitationImport.cohort)
        .where(Cohort.organisation_id.in_(organisations))
    )
    return by_address & ImportRow.import_id.in_(lists)


def erase(person: Person) -> list[str]:
    """Delete their lists and their rows; every file they stand in goes too."""
    with_rows = select(ImportRow.import_id).where(_about(person))
    own = InvitationImport.made_by_id == person.user_id
    touched = InvitationImport.id.in_(with_rows)
    files = select(InvitationImport.storage_key).where(
        or_(touched, own) if person.account else touched
    )
    keys = [key for key in db.session.scalars(files.order_by(InvitationImport.id)) if key]
    unsynchronised = {"synchronize_session": False}
    db.session.execute(delete(ImportRow).where(_about(person)), execution_options=unsynchronised)
    if person.account:
        db.session.execute(delete(InvitationImport).where(own), execution_options=unsynchronised)
    return keys


register(
    "imports",
    title=_l("Lists of people to invite"),
    tables=[InvitationImport, ImportRow],
    tell=tell,
    erase=erase,
    untold=["invitation_import.storage_key"],
)
