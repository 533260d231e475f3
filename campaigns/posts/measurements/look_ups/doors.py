"""What the entry point opens of this room: its pages, its job, and what it holds about people."""

from flask import Blueprint

from campaigns.posts.measurements.look_ups import jobs, personal_data
from campaigns.posts.measurements.look_ups.routes import ambassador, organiser

BLUEPRINTS: tuple[Blueprint, ...] = (ambassador.bp, organiser.bp)
REGISTERED = (jobs, personal_data)
