"""What the entry point opens of outcomes: pages, jobs, what is held about people."""

from flask import Blueprint

from campaigns.outcomes import jobs, personal_data
from campaigns.outcomes.imports import jobs as imports_jobs
from campaigns.outcomes.imports.routes import fixing
from campaigns.outcomes.imports.routes import organiser as imports_organiser
from campaigns.outcomes.official.routes import organiser as official_organiser
from campaigns.outcomes.routes import organiser, reader
from campaigns.outcomes.webhooks import jobs as webhooks_jobs
from campaigns.outcomes.webhooks.pretix import jobs as pretix_jobs
from campaigns.outcomes.webhooks.pretix.routes import organiser as pretix_organiser
from campaigns.outcomes.webhooks.pretix.routes import public as pretix_public
from campaigns.outcomes.webhooks.routes import organiser as webhooks_organiser
from campaigns.outcomes.webhooks.routes import public as webhooks_public

BLUEPRINTS: tuple[Blueprint, ...] = (
    reader.bp,
    organiser.bp,
    fixing.bp,
    imports_organiser.bp,
    webhooks_organiser.bp,
    webhooks_public.bp,
    pretix_organiser.bp,
    pretix_public.bp,
    official_organiser.bp,
)
# Known by being imported.
REGISTERED = (jobs, personal_data, imports_jobs, webhooks_jobs, pretix_jobs)
