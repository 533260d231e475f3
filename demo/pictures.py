"""The photographs on their way into a library: taken in like any upload, made ready at once."""

import shutil
import tempfile
import uuid
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from accounts.models import Organisation, Unit
from core import job_running, jobs, pictures
from core.db import db
from core.enums import JobState
from core.models import Job
from demo.photographs import FOLDER, PHOTOGRAPHS
from demo.plans import Programme, Shown
from demo.season import Season
from media.kits.models import Kit, KitItem
from media.kits.operations import DRAW_JOB
from media.library import operations, uploads
from media.library.enums import AssetState, Recognisable
from media.library.models import Asset
from media.library.operations import AssetDetails, Origin


def bring_in(programme: Programme, organisation: Organisation) -> None:
    """Put the programme's photographs into the library, each with its author."""
    db.session.flush()  # the pictures need the organisation's id
    with tempfile.TemporaryDirectory(dir=pictures.working_folder()) as folder:
        incoming = []
        for shown in reversed(programme.pictures):  # the first one is to be the newest
            copy = Path(shutil.copy(FOLDER / shown.file, folder))
            incoming.append(uploads.judged(copy, shown.file))
        uploads.store(incoming, known=())
        for one in incoming:
            photograph = PHOTOGRAPHS[one.name]
            origin = Origin(
                organisation_id=organisation.id,
                credit=photograph.credit,
                licence=photograph.licence,
            )
            operations.take_in(origin, [one])


def assets_of(organisation: Organisation) -> dict[str, Asset]:
    """Return an organisation's pictures by the names of their files."""
    own = select(Asset).where(Asset.organisation_id == organisation.id).order_by(Asset.created_at)
    return {asset.original_name: asset for asset in db.session.scalars(own)}


def waiting_jobs(organisation_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the jobs that are to make an organisation's formats and frames, oldest first."""
    of_asset = select(Asset.id).where(Asset.organisation_id == organisation_id)
    of_kit = select(KitItem.id).join(Kit).where(Kit.organisation_id == organisation_id)
    waiting = (
        select(Job.id)
        .where(
            Job.kind.in_(("make_renditions", DRAW_JOB)),
            Job.subject_id.in_(of_asset.union_all(of_kit)),
            Job.state == JobState.QUEUED,
        )
        .order_by(Job.created_at, Job.id)
    )
    return list(db.session.scalars(waiting))


def make_ready(job_ids: list[uuid.UUID]) -> None:
    """Make formats now, the way the worker does; no transaction may be open, as SQLite has one."""
    for job_id in job_ids:
        error = job_running.perform(job_id)
        if error:
            current_app.logger.warning("a demo picture is left to the worker: %s", error)


def ask_again(organisation: Organisation) -> bool:
    """Have pictures made whose job was lost with an earlier, broken-off load."""
    unfinished = [
        asset for asset in assets_of(organisation).values() if asset.state is not AssetState.READY
    ]
    for asset in unfinished:
        latest = jobs.latest("make_renditions", asset.id)
        if latest is None or latest.state is not JobState.QUEUED:
            operations.make_again(asset)
    return bool(unfinished)


def describe(
    programme: Programme, organisation: Organisation, units: dict[str, Unit], season: Season
) -> dict[str, Asset]:
    """Say what is on each picture and whether it may be used; return them by file."""
    assets = assets_of(organisation)
    for shown in programme.pictures:
        asset, photograph = assets[shown.file], PHOTOGRAPHS[shown.file]
        unit = units.get(shown.unit)
        operations.edit_asset(
            asset,
            AssetDetails(
                alt_da=photograph.alt_da,
                alt_en=photograph.alt_en,
                credit=photograph.credit,
                licence=photograph.licence,
                unit_id=unit.id if unit else None,
                recognisable=_answer(shown),
            ),
        )
        asset.consent_until = season.days_from_now(shown.consent_days)
        if photograph.focal and asset.state is AssetState.READY:
            operations.move_focal_point(asset, x=photograph.focal[0], y=photograph.focal[1])
    return {shown.file: assets[shown.file] for shown in programme.pictures}


def _answer(shown: Shown) -> Recognisable:
    is_somebody = shown.is_waiting or shown.consent_days is not None
    return Recognisable.SOMEBODY if is_somebody else Recognisable.NOBODY
