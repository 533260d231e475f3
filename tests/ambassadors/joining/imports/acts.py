"""What an organiser does with a list, and what became of it."""

import io

from sqlalchemy import select

from ambassadors.joining.imports.models import ImportRow, InvitationImport
from ambassadors.joining.models import Invitation
from core.db import db
from core.models import OutgoingMail


def lists(cohort, rest=""):
    return f"/o/{cohort.organisation.slug}/cohorts/{cohort.id}/invitations/lists{rest}"


def bring_in(client, cohort, content, name="ansatte.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(
        lists(cohort),
        data={"file": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )


def only_import():
    return db.session.scalars(select(InvitationImport)).one()


def fates():
    rows = db.session.execute(select(ImportRow.number, ImportRow.fate).order_by(ImportRow.number))
    return {row.number: row.fate.value for row in rows}


def confirm(client, cohort):
    return client.post(lists(cohort, f"/{only_import().id}/confirmation"))


def invited():
    return sorted(db.session.scalars(select(Invitation.email)))


def mailed():
    return sorted(db.session.scalars(select(OutgoingMail.recipient)))
