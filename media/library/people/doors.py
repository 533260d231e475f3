"""What the entry point opens of this room: its pages, jobs, and what it holds about people."""

from flask import Blueprint

from media.library.people import personal_data
from media.library.people.consents import jobs as consent_jobs
from media.library.people.consents.routes import public as consents_public
from media.library.people.routes import marks, organiser, papers
from media.library.people.withdrawals import jobs as withdrawal_jobs
from media.library.people.withdrawals.routes import organiser as withdrawals_organiser

BLUEPRINTS: tuple[Blueprint, ...] = (
    marks.bp,
    organiser.bp,
    papers.bp,
    consents_public.bp,
    withdrawals_organiser.bp,
)
# Known by being imported.
REGISTERED = (personal_data, consent_jobs, withdrawal_jobs)
