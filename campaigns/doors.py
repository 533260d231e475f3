"""What the entry point opens of campaigns: pages, jobs, listeners, what is held of people."""

from flask import Blueprint

from campaigns import jobs, listeners, personal_data
from campaigns.costs import personal_data as costs_personal_data
from campaigns.costs.routes import organiser as costs_organiser
from campaigns.goals.routes import organiser as goals_organiser
from campaigns.outcomes import doors as outcomes
from campaigns.outcomes import listeners as outcomes_listeners
from campaigns.outcomes.events import doors as events
from campaigns.posts import channels as post_channels
from campaigns.posts import jobs as posts_jobs
from campaigns.posts import personal_data as posts_personal_data
from campaigns.posts import talk_totals
from campaigns.posts.measurements import doors as measurements
from campaigns.posts.removals import doors as removals
from campaigns.posts.reviews.routes import organiser as posts_reviews
from campaigns.posts.routes import ambassador as posts_ambassador
from campaigns.posts.routes import organiser as posts_organiser
from campaigns.posts.routes import talks as posts_talks
from campaigns.posts.screenshots import doors as screenshots
from campaigns.results import jobs as results_jobs
from campaigns.results import listeners as results_listeners
from campaigns.results.consistency import doors as consistency
from campaigns.results.dialogue import doors as dialogue
from campaigns.results.letters import doors as letters
from campaigns.results.page_check import doors as page_check
from campaigns.results.routes import ambassador as effect_ambassador
from campaigns.results.routes import breakdown as results_breakdown
from campaigns.results.routes import leader as results_leader
from campaigns.results.routes import paper as results_paper
from campaigns.results.routes import reader as results_reader
from campaigns.results.routes import value as results_value
from campaigns.results.sharing import doors as sharing
from campaigns.routes import ambassador, finding, organiser, turns
from campaigns.tracking import jobs as tracking_jobs
from campaigns.tracking import listeners as tracking_listeners
from campaigns.tracking import personal_data as tracking_personal_data
from campaigns.tracking.routes import ambassador as tracking_ambassador
from campaigns.tracking.routes import bursts as tracking_bursts
from campaigns.tracking.routes import organiser as tracking_organiser
from campaigns.tracking.routes import public as tracking_public
from campaigns.tracking.routes import reader as tracking_reader

BLUEPRINTS: tuple[Blueprint, ...] = (
    ambassador.bp,
    organiser.bp,
    finding.bp,
    turns.bp,
    goals_organiser.bp,
    costs_organiser.bp,
    tracking_ambassador.bp,
    tracking_organiser.bp,
    tracking_bursts.bp,
    tracking_public.bp,
    tracking_reader.bp,
    *outcomes.BLUEPRINTS,
    *events.BLUEPRINTS,
    posts_ambassador.bp,
    posts_talks.bp,
    posts_organiser.bp,
    posts_reviews.bp,
    *removals.BLUEPRINTS,
    *screenshots.BLUEPRINTS,
    *measurements.BLUEPRINTS,
    effect_ambassador.bp,
    results_leader.bp,
    results_reader.bp,
    results_value.bp,
    results_breakdown.bp,
    results_paper.bp,
    *consistency.BLUEPRINTS,
    *dialogue.BLUEPRINTS,
    *page_check.BLUEPRINTS,
    *sharing.BLUEPRINTS,
    *letters.BLUEPRINTS,
)
# Known by being imported.
REGISTERED = (
    jobs,
    personal_data,
    costs_personal_data,
    *outcomes.REGISTERED,
    posts_jobs,
    posts_personal_data,
    *screenshots.REGISTERED,
    *measurements.REGISTERED,
    results_jobs,
    *consistency.REGISTERED,
    *page_check.REGISTERED,
    *sharing.REGISTERED,
    *letters.REGISTERED,
    tracking_jobs,
    tracking_personal_data,
)


def connect() -> None:
    """Start listening; connecting twice is harmless."""
    listeners.connect()
    outcomes_listeners.connect()
    results_listeners.connect()
    consistency.connect()
    events.connect()
    post_channels.connect()
    talk_totals.connect()
    removals.connect()
    measurements.connect()
    tracking_listeners.connect()
